import type { VertexPool } from './vertexPool.ts'

/** Polygons by vertex indices: the outer ring counter-clockwise seen from outside, holes the other way. */
export interface Faces {
  rings: number[][][]
  /** Per polygon, index into `surfaceTypes`. */
  types: number[]
}

/** Adds a polygon; rounding may have joined vertices of a ring, and rings with fewer than three are left out. */
export function addFace(faces: Faces, rings: number[][], type: number): void {
  const kept: number[][] = []
  for (const ring of rings) {
    const distinct = ring.filter((index, i) => index !== ring[(i + 1) % ring.length])
    if (distinct.length >= 3) kept.push(distinct)
    else if (kept.length === 0) return
  }
  if (kept.length === 0) return
  faces.rings.push(kept)
  faces.types.push(type)
}

/** A closed shell: indices into the polygons, and its volume, negative where it looks inwards (the wall of a hollow). */
export interface Shell {
  polygons: number[]
  volume: number
  low: Float64Array
  high: Float64Array
}

/** The polygons as closed shells, by the edges they share; undefined where an edge is not run through as often one way as the other. */
export function findShells(faces: Faces, pool: VertexPool): Shell[] | undefined {
  const balance = new Map<number, number>()
  const owner = new Map<number, number>()
  const group = faces.rings.map((_, i) => i)
  const rootOf = (polygon: number): number => {
    while (group[polygon] !== polygon) polygon = group[polygon] = group[group[polygon]]
    return polygon
  }
  faces.rings.forEach((rings, polygon) => {
    for (const ring of rings) {
      for (let i = 0, last = ring.length - 1; i < ring.length; last = i++) {
        const [a, b] = ring[last] < ring[i] ? [ring[last], ring[i]] : [ring[i], ring[last]]
        const edge = a * 0x4000000 + b
        balance.set(edge, (balance.get(edge) ?? 0) + (a === ring[i] ? -1 : 1))
        const other = owner.get(edge)
        if (other === undefined) owner.set(edge, polygon)
        else group[rootOf(other)] = rootOf(polygon)
      }
    }
  })
  for (const value of balance.values()) if (value !== 0) return undefined
  const shells = new Map<number, number[]>()
  faces.rings.forEach((_, polygon) => {
    const root = rootOf(polygon)
    const shell = shells.get(root)
    if (shell) shell.push(polygon)
    else shells.set(root, [polygon])
  })
  return [...shells.values()].map(polygons => measure(polygons, faces, pool))
}

const a = new Float64Array(3)
const b = new Float64Array(3)
const c = new Float64Array(3)
const origin = new Float64Array(3)

/** Volume by the divergence theorem over fans of each ring: what a fan covers twice, with both signs, cancels out. */
function measure(polygons: number[], { rings }: Faces, pool: VertexPool): Shell {
  const low = new Float64Array(3).fill(Infinity)
  const high = new Float64Array(3).fill(-Infinity)
  let volume = 0
  pool.locate(rings[polygons[0]][0][0], origin)
  for (const polygon of polygons) {
    for (const ring of rings[polygon]) {
      locate(ring[0], a, pool)
      extend(a, low, high)
      for (let i = 2; i < ring.length; i++) {
        locate(ring[i - 1], b, pool)
        locate(ring[i], c, pool)
        extend(b, low, high)
        extend(c, low, high)
        volume += determinant() / 6
      }
    }
  }
  return { polygons, volume, low, high }
}

/** Relative to the shell's first vertex, so that large coordinates cost no digits. */
function locate(index: number, out: Float64Array, pool: VertexPool): void {
  pool.locate(index, out)
  for (let axis = 0; axis < 3; axis++) out[axis] -= origin[axis]
}

function extend(point: Float64Array, low: Float64Array, high: Float64Array): void {
  for (let axis = 0; axis < 3; axis++) {
    const value = point[axis] + origin[axis]
    if (value < low[axis]) low[axis] = value
    if (value > high[axis]) high[axis] = value
  }
}

function determinant(): number {
  return a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0])
}
