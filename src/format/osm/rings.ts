import { ringBounds, ringContains, signedArea } from '#math/geometry/ring.ts'
import type { Shape } from '#model/geo/shape.ts'
import type { NodeTable } from './elements.ts'

/** Rings as rows of nodes, the first not repeated. */
export interface Assembled {
  rings: number[][]
  /** Chains of ways that close to no ring. */
  open: number
}

/**
 * Joins ways (rows of nodes each) to rings. Closed ways are rings of their own; others are joined at equal ends, and where several ways
 * meet in one node, the one which closes the ring goes first.
 */
export function assembleRings(ways: readonly number[][]): Assembled {
  const rings: number[][] = []
  const pieces: number[][] = []
  for (const way of ways) {
    if (way.length < 2) continue
    if (way[0] !== way.at(-1)) pieces.push(way)
    else if (way.length > 3) rings.push(way.slice(0, -1))
  }
  const ends = endsOf(pieces)
  const used = new Uint8Array(pieces.length)
  let open = 0
  pieces.forEach((piece, i) => {
    if (used[i] === 1) return
    used[i] = 1
    const ring = close(piece.slice(), pieces, ends, used)
    if (ring) rings.push(ring)
    else open++
  })
  return { rings, open }
}

function endsOf(pieces: readonly number[][]): Map<number, number[]> {
  const ends = new Map<number, number[]>()
  pieces.forEach((piece, i) => {
    for (const node of [piece[0], piece[piece.length - 1]]) {
      const there = ends.get(node)
      if (there) there.push(i)
      else ends.set(node, [i])
    }
  })
  return ends
}

/** Lengthens the chain until it closes; undefined where it cannot. */
function close(
  chain: number[],
  pieces: readonly number[][],
  ends: Map<number, number[]>,
  used: Uint8Array,
): number[] | undefined {
  for (;;) {
    const end = chain[chain.length - 1]
    if (end === chain[0]) return chain.length > 3 ? chain.slice(0, -1) : undefined
    const candidates = ends.get(end)?.filter(i => used[i] === 0) ?? []
    if (candidates.length === 0) return undefined
    const next = candidates.find(i => otherEnd(pieces[i], end) === chain[0]) ?? candidates[0]
    used[next] = 1
    const piece = pieces[next]
    if (piece[0] === end) for (let k = 1; k < piece.length; k++) chain.push(piece[k])
    else for (let k = piece.length - 2; k >= 0; k--) chain.push(piece[k])
  }
}

function otherEnd(piece: readonly number[], end: number): number {
  return piece[0] === end ? piece[piece.length - 1] : piece[0]
}

interface Ring {
  xy: Float64Array
  area: number
  bounds: readonly number[]
  depth: number
  parent: number
}

/**
 * Writes rings as polygons with holes into the shape. What is outer and what inner follows from which ring contains which, not from the
 * roles of members, which are often wrong: rings at even depth are outer.
 */
export function addPolygonsOfRings(rings: readonly number[][], nodes: NodeTable, shape: Shape): void {
  const sorted = rings.map(ring => toRing(ring, nodes)).sort((a, b) => b.area - a.area)
  sorted.forEach((ring, i) => {
    // Sorted by area: the smallest container is the last one found.
    for (let c = i - 1; c >= 0 && ring.parent < 0; c--) if (contains(sorted[c], ring)) ring.parent = c
    ring.depth = ring.parent < 0 ? 0 : sorted[ring.parent].depth + 1
  })
  const holes = new Map<number, Ring[]>()
  for (const ring of sorted) {
    if (ring.depth % 2 === 0) continue
    const own = holes.get(ring.parent)
    if (own) own.push(ring)
    else holes.set(ring.parent, [ring])
  }
  sorted.forEach((ring, i) => {
    if (ring.depth % 2 === 1) return
    addRing(ring, shape)
    for (const hole of holes.get(i) ?? []) addRing(hole, shape)
    shape.endPolygon()
  })
}

function toRing(ring: readonly number[], nodes: NodeTable): Ring {
  const xy = new Float64Array(ring.length * 2)
  ring.forEach((node, i) => {
    xy[i * 2] = nodes.lons.data[node]
    xy[i * 2 + 1] = nodes.lats.data[node]
  })
  const area = Math.abs(signedArea(xy, 0, ring.length))
  return { xy, area, bounds: ringBounds(xy, 0, ring.length), depth: 0, parent: -1 }
}

function addRing({ xy }: Ring, shape: Shape): void {
  for (let i = 0; i < xy.length; i += 2) shape.addVertex(xy[i], xy[i + 1])
  // Closed, as the shape's other sources have it.
  shape.addVertex(xy[0], xy[1])
  shape.endRing()
}

/** Rings may touch in vertices, which then count either way: the middles of up to seven edges vote. */
function contains(outer: Ring, inner: Ring): boolean {
  const [west, south, east, north] = outer.bounds
  const [w, s, e, n] = inner.bounds
  if (w < west || e > east || s < south || n > north) return false
  const count = inner.xy.length / 2
  const step = Math.max(1, Math.floor(count / 7))
  let votes = 0
  for (let v = 0; v < count; v += step) {
    const u = (v + 1) % count
    const x = (inner.xy[v * 2] + inner.xy[u * 2]) / 2
    const y = (inner.xy[v * 2 + 1] + inner.xy[u * 2 + 1]) / 2
    votes += ringContains(outer.xy, 0, outer.xy.length / 2, x, y) ? 1 : -1
  }
  return votes > 0
}
