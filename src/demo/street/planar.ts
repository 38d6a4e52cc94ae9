import { distance, type Point, pointKey, signedArea, snap } from '../plan/plane.ts'
import type { Line } from './arterial.ts'
import type { Outline, Street } from './street.ts'

/** Edge of the planar graph between two crossings or bends. */
interface Edge {
  a: number
  b: number
  line: Line
}

export interface Graph {
  nodes: Point[]
  edges: Edge[]
}

/** Cuts lines where they cross. Coordinates come out in whole centimetres. */
export function planarise(lines: readonly Line[]): Graph {
  const pieces = lines.flatMap(line =>
    line.points.slice(1).map((b, i) => ({ a: snap(line.points[i]), b: snap(b), line })),
  )
  const cuts = findCrossings(pieces)
  const nodes: Point[] = []
  const index = new Map<string, number>()
  const node = (p: Point) => {
    const key = pointKey(p)
    const known = index.get(key)
    if (known !== undefined) return known
    index.set(key, nodes.length)
    return nodes.push(p) - 1
  }
  const edges = new Map<string, Edge>()
  pieces.forEach((piece, i) => {
    const stops = [piece.a, ...cuts[i].sort((p, q) => distance(p, piece.a) - distance(q, piece.a)), piece.b].map(node)
    for (let k = 1; k < stops.length; k++) {
      const [a, b] = [stops[k - 1], stops[k]]
      const key = a < b ? `${a}-${b}` : `${b}-${a}`
      if (a !== b && !edges.has(key)) edges.set(key, { a, b, line: piece.line })
    }
  })
  return { nodes, edges: [...edges.values()] }
}

const cell = 150

function findCrossings(pieces: readonly { a: Point; b: Point }[]): Point[][] {
  const cuts: Point[][] = pieces.map(() => [])
  const grid = new Map<string, number[]>()
  pieces.forEach(({ a, b }, i) => {
    const seen = new Set<number>()
    for (const key of cellsOf(a, b)) {
      const others = grid.get(key)
      for (const j of others ?? []) {
        if (seen.has(j)) continue
        seen.add(j)
        const p = crossing(a, b, pieces[j].a, pieces[j].b)
        if (p === undefined) continue
        cuts[i].push(p)
        cuts[j].push(p)
      }
      if (others) others.push(i)
      else grid.set(key, [i])
    }
  })
  return cuts
}

function cellsOf(a: Point, b: Point): string[] {
  const keys: string[] = []
  for (let x = Math.floor(Math.min(a[0], b[0]) / cell); x <= Math.floor(Math.max(a[0], b[0]) / cell); x++)
    for (let y = Math.floor(Math.min(a[1], b[1]) / cell); y <= Math.floor(Math.max(a[1], b[1]) / cell); y++)
      keys.push(`${x},${y}`)
  return keys
}

function crossing(a: Point, b: Point, c: Point, d: Point): Point | undefined {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]]
  const det = ux * vy - uy * vx
  if (det === 0) return undefined
  const s = ((c[0] - a[0]) * vy - (c[1] - a[1]) * vx) / det
  const t = ((c[0] - a[0]) * uy - (c[1] - a[1]) * ux) / det
  return s < 0 || s > 1 || t < 0 || t > 1 ? undefined : snap([a[0] + s * ux, a[1] + s * uy])
}

export function edgesByNode({ nodes, edges }: Graph): Edge[][] {
  const out: Edge[][] = nodes.map(() => [])
  for (const edge of edges) {
    out[edge.a].push(edge)
    out[edge.b].push(edge)
  }
  return out
}

/** Without what ends nowhere, and without what does not hang together with the largest part. */
export function prune(graph: Graph): Graph {
  let edges = graph.edges
  for (;;) {
    const degree = new Uint32Array(graph.nodes.length)
    for (const { a, b } of edges) {
      degree[a]++
      degree[b]++
    }
    const kept = edges.filter(({ a, b }) => degree[a] > 1 && degree[b] > 1)
    if (kept.length === edges.length) break
    edges = kept
  }
  return { nodes: graph.nodes, edges: largestComponent({ nodes: graph.nodes, edges }) }
}

function largestComponent(graph: Graph): Edge[] {
  const root = Int32Array.from(graph.nodes, (_, i) => i)
  const find = (i: number): number => {
    while (root[i] !== i) {
      root[i] = root[root[i]]
      i = root[i]
    }
    return i
  }
  for (const { a, b } of graph.edges) root[find(a)] = find(b)
  const size = new Map<number, number>()
  for (const { a } of graph.edges) size.set(find(a), (size.get(find(a)) ?? 0) + 1)
  const largest = [...size].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [-1, 0])[0]
  return graph.edges.filter(({ a }) => find(a) === largest)
}

/** Streets: chains of edges of one line between nodes where three or more meet. */
export function toStreets(graph: Graph): { streets: Street[]; of: Map<Edge, Street> } {
  const around = edgesByNode(graph)
  const of = new Map<Edge, Street>()
  const streets: Street[] = []
  const isEnd = (n: number) => around[n].length !== 2 || around[n][0].line !== around[n][1].line
  const walk = (start: number, first: Edge) => {
    const street: Street = {
      id: streets.length,
      class: first.line.class,
      label: first.line.label,
      points: [graph.nodes[start]],
      junctions: [],
      bridge: false,
    }
    let [node, edge] = [start, first]
    for (;;) {
      of.set(edge, street)
      node = edge.a === node ? edge.b : edge.a
      street.points.push(graph.nodes[node])
      if (isEnd(node)) break
      const next = around[node].find(e => e !== edge)!
      if (of.has(next)) break
      edge = next
    }
    streets.push(street)
  }
  graph.nodes.forEach((_, n) => {
    if (isEnd(n)) for (const edge of around[n]) if (!of.has(edge)) walk(n, edge)
  })
  for (const edge of graph.edges) if (!of.has(edge)) walk(edge.a, edge)
  return { streets, of }
}

/** Bounded faces of the graph, counter-clockwise. */
export function faces(graph: Graph, of: Map<Edge, Street>): Outline[] {
  const around = edgesByNode(graph)
  const turn = (from: number, to: number) => pseudoAngle(graph.nodes[from], graph.nodes[to])
  const other = (edge: Edge, n: number) => (edge.a === n ? edge.b : edge.a)
  for (const [n, edges] of around.entries()) edges.sort((e, f) => turn(n, other(e, n)) - turn(n, other(f, n)))
  const used = new Set<string>()
  const out: Outline[] = []
  for (const first of graph.edges)
    for (const start of [first.a, first.b]) {
      if (used.has(`${start}>${other(first, start)}`)) continue
      const outline: Outline = []
      let [node, edge] = [start, first]
      while (!used.has(`${node}>${other(edge, node)}`)) {
        used.add(`${node}>${other(edge, node)}`)
        outline.push({ p: graph.nodes[node], street: of.get(edge)! })
        node = other(edge, node)
        const ring = around[node]
        edge = ring[(ring.indexOf(edge) - 1 + ring.length) % ring.length]
      }
      if (signedArea(outline.map(c => c.p)) > 0) out.push(outline)
    }
  return out
}

/** Grows with the angle from east, by arithmetic alone. */
function pseudoAngle(a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const t = dx / (Math.abs(dx) + Math.abs(dy))
  return dy < 0 ? 3 + t : 1 - t
}
