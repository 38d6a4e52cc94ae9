import { type Mesh, reserve } from './mesh.ts'
import { triangulate } from './triangulate.ts'

/**
 * Adds a closed vertical prism over a polygon with holes: bottom at z `low`, top at `high`, walls between, two vertices for each of the
 * footprint (a box has 8). The outer ring must run counter-clockwise and holes clockwise, as in `PolygonColumn`.
 * Volume: footprint area times (high - low).
 */
export function addPrism(
  mesh: Mesh,
  coordinates: ArrayLike<number>,
  ringOffsets: ArrayLike<number>,
  firstRing: number,
  lastRing: number,
  stride: number,
  low: number,
  high: number,
): void {
  const from = ringOffsets[firstRing]
  const count = ringOffsets[lastRing] - from
  if (count < 3) return
  reserve(mesh, 2 * count, 4 * count + 4 * (lastRing - firstRing))
  const base = mesh.vertexCount
  writeLevel(mesh, coordinates, from, count, stride, low)
  writeLevel(mesh, coordinates, from, count, stride, high)
  const top = mesh.indexCount
  triangulate(mesh, base + count, coordinates, ringOffsets, firstRing, lastRing, stride)
  mirrorTriangles(mesh, top, mesh.indexCount, -count)
  for (let ring = firstRing; ring < lastRing; ring++)
    addWalls(mesh, base, count, ringOffsets[ring] - from, ringOffsets[ring + 1] - from)
}

/** Appends the polygon's vertices at one height. */
export function writeLevel(
  mesh: Mesh,
  coordinates: ArrayLike<number>,
  from: number,
  count: number,
  stride: number,
  z: number,
): void {
  const { positions } = mesh
  let at = mesh.vertexCount * 3
  for (let i = from * stride, end = (from + count) * stride; i < end; i += stride) {
    positions[at++] = coordinates[i]
    positions[at++] = coordinates[i + 1]
    positions[at++] = z
  }
  mesh.vertexCount += count
}

/** Appends the triangles of indices `from` .. `to` again, turned over, with `shift` added to their vertices. */
export function mirrorTriangles(mesh: Mesh, from: number, to: number, shift: number): void {
  reserve(mesh, 0, (to - from) / 3)
  const { indices } = mesh
  let at = mesh.indexCount
  for (let i = from; i < to; i += 3) {
    indices[at++] = indices[i] + shift
    indices[at++] = indices[i + 2] + shift
    indices[at++] = indices[i + 1] + shift
  }
  mesh.indexCount = at
}

/** Walls of one ring between the level at `base` and the one `count` vertices later. */
function addWalls(mesh: Mesh, base: number, count: number, ringFrom: number, ringTo: number): void {
  const { indices } = mesh
  let at = mesh.indexCount
  let a = base + ringTo - 1
  for (let b = base + ringFrom; b < base + ringTo; b++) {
    indices[at++] = a
    indices[at++] = b
    indices[at++] = b + count
    indices[at++] = a
    indices[at++] = b + count
    indices[at++] = a + count
    a = b
  }
  mesh.indexCount = at
}

/** Lowest of the ground heights under the vertices of a footprint: a prism that starts there leaves no gap on a slope. */
export function lowestGround(
  coordinates: ArrayLike<number>,
  from: number,
  to: number,
  stride: number,
  groundAt: (x: number, y: number) => number,
): number {
  let lowest = Infinity
  for (let i = from; i < to; i++) {
    const ground = groundAt(coordinates[i * stride], coordinates[i * stride + 1])
    if (ground < lowest) lowest = ground
  }
  return lowest
}
