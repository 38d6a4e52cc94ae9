import earcut from 'earcut'
import { selfIntersects } from '../geometry/crossing.ts'
import { isConvex, signedArea } from '../geometry/ring.ts'
import { type Mesh, reserve } from './mesh.ts'
import { restoreVertices } from './restore.ts'

/** Rings up to this length without holes are clipped here; longer ones, and holes, by earcut (z-order index). */
const clipLimit = 48

/** Vertices above which a ring that crosses itself would keep earcut busy for seconds. */
const patience = 8000

const next = new Uint8Array(clipLimit)
const previous = new Uint8Array(clipLimit)

/**
 * Triangles of a polygon with holes in the xy plane, written to the mesh with vertex i of the polygon as `base + i` (counted from the
 * polygon's first vertex). Every vertex is used, also collinear ones, so that faces that share an edge stay joined: a ring of n vertices
 * with h holes gives n + 2h - 2 triangles. Orientation follows the outer ring made counter-clockwise.
 */
export function triangulate(
  mesh: Mesh,
  base: number,
  coordinates: ArrayLike<number>,
  ringOffsets: ArrayLike<number>,
  firstRing: number,
  lastRing: number,
  stride = 2,
): void {
  const from = ringOffsets[firstRing]
  const count = ringOffsets[lastRing] - from
  const holes = lastRing - firstRing - 1
  if (count < 3) return
  reserve(mesh, 0, count + 2 * holes)
  const counterClockwise = signedArea(coordinates, from, ringOffsets[firstRing + 1], stride) >= 0
  if (holes > 0 || count > clipLimit) {
    if (holes === 0 && isFan(coordinates, from, count, stride)) writeFan(mesh, base, count, counterClockwise)
    else clipWithEarcut(mesh, base, coordinates, ringOffsets, firstRing, lastRing, stride)
    return
  }
  if (count === 3) writeTriangle(mesh, base, 0, 1, 2, counterClockwise)
  else if (count === 4) splitQuad(mesh, base, coordinates, from, stride, counterClockwise)
  else {
    const start = mesh.indexCount
    if (clipEars(mesh, base, coordinates, from, count, stride, counterClockwise)) return
    // The ring touches or crosses itself: earcut knows these cases.
    mesh.indexCount = start
    clipWithEarcut(mesh, base, coordinates, ringOffsets, firstRing, lastRing, stride)
  }
}

/** Long rings that need no search: convex ones, and huge ones which cross themselves, where any answer will do but a late one. */
function isFan(coordinates: ArrayLike<number>, from: number, count: number, stride: number): boolean {
  if (isConvex(coordinates, from, from + count, stride)) return true
  return count > patience && selfIntersects(coordinates, from, from + count, stride)
}

function writeFan(mesh: Mesh, base: number, count: number, forward: boolean): void {
  for (let i = 1; i + 1 < count; i++) writeTriangle(mesh, base, 0, i, i + 1, forward)
}

/** Triangle of ring positions, given in the ring's own order. */
function writeTriangle(mesh: Mesh, base: number, a: number, b: number, c: number, forward: boolean): void {
  const { indices } = mesh
  let at = mesh.indexCount
  indices[at++] = base + a
  indices[at++] = base + (forward ? b : c)
  indices[at++] = base + (forward ? c : b)
  mesh.indexCount = at
}

/** Twice the signed area of a, b, c (coordinate offsets). */
function cross(c: ArrayLike<number>, a: number, b: number, d: number): number {
  return (c[b] - c[a]) * (c[d + 1] - c[a + 1]) - (c[d] - c[a]) * (c[b + 1] - c[a + 1])
}

/** Of the two diagonals, the one whose smaller triangle is larger: right for convex and reflex quads alike. */
function splitQuad(
  mesh: Mesh,
  base: number,
  c: ArrayLike<number>,
  from: number,
  stride: number,
  forward: boolean,
): void {
  const p0 = from * stride
  const p1 = p0 + stride
  const p2 = p1 + stride
  const p3 = p2 + stride
  const sign = forward ? 1 : -1
  const along02 = Math.min(sign * cross(c, p0, p1, p2), sign * cross(c, p0, p2, p3))
  const along13 = Math.min(sign * cross(c, p1, p2, p3), sign * cross(c, p1, p3, p0))
  if (along02 >= along13) {
    writeTriangle(mesh, base, 0, 1, 2, forward)
    writeTriangle(mesh, base, 0, 2, 3, forward)
  } else {
    writeTriangle(mesh, base, 1, 2, 3, forward)
    writeTriangle(mesh, base, 1, 3, 0, forward)
  }
}

/** Ear clipping (Meisters 1975) that makes no ear of a collinear vertex. False where the ring touches or crosses itself. */
function clipEars(
  mesh: Mesh,
  base: number,
  c: ArrayLike<number>,
  from: number,
  count: number,
  stride: number,
  forward: boolean,
): boolean {
  touches = false
  for (let i = 0; i < count; i++) {
    next[i] = i + 1 === count ? 0 : i + 1
    previous[i] = i === 0 ? count - 1 : i - 1
  }
  const sign = forward ? 1 : -1
  let left = count
  let tip = 0
  let misses = 0
  while (left > 3) {
    if (!isEar(c, from, stride, sign, tip)) {
      if (touches || ++misses === left) return false
      tip = next[tip]
      continue
    }
    misses = 0
    writeTriangle(mesh, base, previous[tip], tip, next[tip], forward)
    next[previous[tip]] = next[tip]
    previous[next[tip]] = previous[tip]
    left--
    // Going on two further avoids fans of slivers.
    tip = next[next[tip]]
  }
  writeTriangle(mesh, base, previous[tip], tip, next[tip], forward)
  return !touches
}

/** Set by `isEar` when it meets a vertex on the spot of another. */
let touches = false

function isEar(c: ArrayLike<number>, from: number, stride: number, sign: number, tip: number): boolean {
  const before = previous[tip]
  const after = next[tip]
  const a = (from + before) * stride
  const b = (from + tip) * stride
  const d = (from + after) * stride
  const ax = c[a]
  const ay = c[a + 1]
  const bx = c[b]
  const by = c[b + 1]
  const dx = c[d]
  const dy = c[d + 1]
  if (sign * ((bx - ax) * (dy - ay) - (dx - ax) * (by - ay)) <= 0) return false
  for (let i = next[after]; i !== before; i = next[i]) {
    const at = (from + i) * stride
    const x = c[at]
    const y = c[at + 1]
    if (
      sign * ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) >= 0 &&
      sign * ((dx - bx) * (y - by) - (x - bx) * (dy - by)) >= 0 &&
      sign * ((ax - dx) * (y - dy) - (x - dx) * (ay - dy)) >= 0
    ) {
      if ((x === ax && y === ay) || (x === bx && y === by) || (x === dx && y === dy)) touches = true
      return false
    }
  }
  return true
}

function clipWithEarcut(
  mesh: Mesh,
  base: number,
  coordinates: ArrayLike<number>,
  ringOffsets: ArrayLike<number>,
  firstRing: number,
  lastRing: number,
  stride: number,
): void {
  const from = ringOffsets[firstRing]
  const count = ringOffsets[lastRing] - from
  const flat = new Float64Array(count * 2)
  // Relative to the first vertex, where doubles are densest.
  const x0 = coordinates[from * stride]
  const y0 = coordinates[from * stride + 1]
  for (let i = 0; i < count; i++) {
    flat[i * 2] = coordinates[(from + i) * stride] - x0
    flat[i * 2 + 1] = coordinates[(from + i) * stride + 1] - y0
  }
  const rings = [0]
  for (let ring = firstRing + 1; ring < lastRing; ring++) rings.push(ringOffsets[ring] - from)
  const triangles = earcut(flat, rings.slice(1), 2)
  orient(flat, triangles)
  if (triangles.length !== 3 * (count + 2 * (rings.length - 1) - 2)) restoreVertices(triangles, flat, [...rings, count])
  reserve(mesh, 0, triangles.length / 3)
  for (const index of triangles) mesh.indices[mesh.indexCount++] = base + index
}

/** Turns all triangles counter-clockwise; earcut turns them all the same way. */
function orient(flat: Float64Array, triangles: number[]): void {
  let sum = 0
  for (let i = 0; i < triangles.length; i += 3)
    sum += cross(flat, triangles[i] * 2, triangles[i + 1] * 2, triangles[i + 2] * 2)
  if (sum >= 0) return
  for (let i = 0; i < triangles.length; i += 3) {
    const kept = triangles[i]
    triangles[i] = triangles[i + 1]
    triangles[i + 1] = kept
  }
}
