import { signedArea } from '../geometry/ring.ts'

/**
 * Gives back the vertices which earcut leaves out (collinear and repeated ones): each triangle with an edge past them is replaced by a
 * fan through them. Without it, a wall which uses such a vertex would not meet the roof. `triangles` are counter-clockwise.
 */
export function restoreVertices(triangles: number[], flat: Float64Array, rings: number[]): void {
  const count = flat.length / 2
  const missing = missingEdges(triangles, flat, rings, count)
  let before = -1
  while (missing.size > 0 && triangles.length !== before) {
    before = triangles.length
    // Triangles which are added are visited in the same round: their edges may stand alone too.
    for (let i = 0; i < triangles.length && missing.size > 0; i++) splitAt(triangles, i, missing, count)
  }
}

/** Directed edges that the triangles should have and lack: the rings' own, and the reverse of those that stand alone. from -> to. */
function missingEdges(triangles: number[], flat: Float64Array, rings: number[], count: number): Map<number, number[]> {
  const present = new Set<number>()
  for (let i = 0; i < triangles.length; i++) present.add(triangles[i] * count + triangles[afterInTriangle(i)])
  const boundary = new Set<number>()
  for (let r = 0; r + 1 < rings.length; r++) {
    const forward = signedArea(flat, rings[r], rings[r + 1]) >= 0 === (r === 0)
    for (let i = rings[r]; i < rings[r + 1]; i++) {
      const j = i + 1 === rings[r + 1] ? rings[r] : i + 1
      boundary.add(forward ? i * count + j : j * count + i)
    }
  }
  const missing = new Map<number, number[]>()
  const need = (from: number, to: number) => {
    if (present.has(from * count + to)) return
    const known = missing.get(from)
    if (known) known.push(to)
    else missing.set(from, [to])
  }
  for (const edge of boundary) need(Math.floor(edge / count), edge % count)
  for (const edge of present) if (!boundary.has(edge)) need(edge % count, Math.floor(edge / count))
  return missing
}

/** Splits the triangle of corner i, where its edge from there stands alone, along the chain of missing edges beside it. */
function splitAt(triangles: number[], i: number, missing: Map<number, number[]>, count: number): void {
  const from = triangles[i]
  const to = triangles[afterInTriangle(i)]
  if (!missing.get(to)?.includes(from)) return
  const chain = chainBetween(missing, from, to, count)
  if (!chain) return
  const first = i - (i % 3)
  const apex = triangles[first + ((i + 2) % 3)]
  triangles[first] = apex
  triangles[first + 1] = chain[0]
  triangles[first + 2] = chain[1]
  for (let k = 1; k + 1 < chain.length; k++) triangles.push(apex, chain[k], chain[k + 1])
  for (let k = 0; k + 1 < chain.length; k++) removeEdge(missing, chain[k], chain[k + 1])
  removeEdge(missing, to, from)
}

/** Vertices in one straight edge: a limit that keeps the search for a chain short in rings that cross themselves. */
const longestChain = 256

function chainBetween(missing: Map<number, number[]>, from: number, to: number, count: number): number[] | undefined {
  const chain = [from]
  let at = from
  while (at !== to && chain.length <= Math.min(count, longestChain)) {
    const following: number | undefined = missing.get(at)?.find(candidate => !chain.includes(candidate))
    if (following === undefined) return undefined
    chain.push(following)
    at = following
  }
  return at === to && chain.length > 2 ? chain : undefined
}

function removeEdge(missing: Map<number, number[]>, from: number, to: number): void {
  const ends = missing.get(from)
  if (!ends) return
  const rest = ends.filter(end => end !== to)
  if (rest.length > 0) missing.set(from, rest)
  else missing.delete(from)
}

const afterInTriangle = (i: number): number => (i % 3 === 2 ? i - 2 : i + 1)
