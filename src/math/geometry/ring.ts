/**
 * Rings are runs of vertices in a flat array, as in `model/geo/geometry.ts`: not closed, vertex i at
 * `coordinates[i * stride]` (x) and `[i * stride + 1]` (y), vertices `from` (inclusive) to `to` (exclusive).
 * All functions look at x and y only.
 */

/** Signed area, square units of the coordinates; positive where the ring runs counter-clockwise (y up). Shoelace formula. */
export function signedArea(coordinates: ArrayLike<number>, from: number, to: number, stride = 2): number {
  if (to - from < 3) return 0
  // Relative to the first vertex: keeps the digits that large coordinates (projected metres) would lose.
  const x0 = coordinates[from * stride]
  const y0 = coordinates[from * stride + 1]
  let sum = 0
  let px = coordinates[(to - 1) * stride] - x0
  let py = coordinates[(to - 1) * stride + 1] - y0
  for (let i = from; i < to; i++) {
    const x = coordinates[i * stride] - x0
    const y = coordinates[i * stride + 1] - y0
    sum += px * y - x * py
    px = x
    py = y
  }
  return sum / 2
}

export function ringArea(coordinates: ArrayLike<number>, from: number, to: number, stride = 2): number {
  return Math.abs(signedArea(coordinates, from, to, stride))
}

export function isCounterClockwise(coordinates: ArrayLike<number>, from: number, to: number, stride = 2): boolean {
  return signedArea(coordinates, from, to, stride) > 0
}

/** Reverses the vertices of a ring in place. */
export function reverseRing(
  coordinates: { [index: number]: number; readonly length: number },
  from: number,
  to: number,
  stride = 2,
): void {
  for (let a = from, b = to - 1; a < b; a++, b--) {
    for (let k = 0; k < stride; k++) {
      const kept = coordinates[a * stride + k]
      coordinates[a * stride + k] = coordinates[b * stride + k]
      coordinates[b * stride + k] = kept
    }
  }
}

/** Centroid of the area; of the vertices where the ring has no area. */
export function ringCentroid(
  coordinates: ArrayLike<number>,
  from: number,
  to: number,
  stride = 2,
): [x: number, y: number] {
  const x0 = coordinates[from * stride]
  const y0 = coordinates[from * stride + 1]
  let doubleArea = 0
  let sumX = 0
  let sumY = 0
  let meanX = 0
  let meanY = 0
  let span = 0
  let px = coordinates[(to - 1) * stride] - x0
  let py = coordinates[(to - 1) * stride + 1] - y0
  for (let i = from; i < to; i++) {
    const x = coordinates[i * stride] - x0
    const y = coordinates[i * stride + 1] - y0
    const cross = px * y - x * py
    doubleArea += cross
    sumX += (px + x) * cross
    sumY += (py + y) * cross
    meanX += x
    meanY += y
    span = Math.max(span, Math.abs(x), Math.abs(y))
    px = x
    py = y
  }
  if (Math.abs(doubleArea) <= 1e-14 * span * span) {
    const count = Math.max(1, to - from)
    return [x0 + meanX / count, y0 + meanY / count]
  }
  return [x0 + sumX / (3 * doubleArea), y0 + sumY / (3 * doubleArea)]
}

/** Even-odd rule; a point exactly on an edge may count either way. */
export function ringContains(
  coordinates: ArrayLike<number>,
  from: number,
  to: number,
  x: number,
  y: number,
  stride = 2,
): boolean {
  let inside = false
  let px = coordinates[(to - 1) * stride]
  let py = coordinates[(to - 1) * stride + 1]
  for (let i = from; i < to; i++) {
    const qx = coordinates[i * stride]
    const qy = coordinates[i * stride + 1]
    if (py > y !== qy > y && x < ((px - qx) * (y - qy)) / (py - qy) + qx) inside = !inside
    px = qx
    py = qy
  }
  return inside
}

/** Polygon with holes: rings `firstRing` (outer) to `lastRing` (exclusive) of `ringOffsets`. */
export function polygonContains(
  coordinates: ArrayLike<number>,
  ringOffsets: ArrayLike<number>,
  firstRing: number,
  lastRing: number,
  x: number,
  y: number,
  stride = 2,
): boolean {
  if (firstRing >= lastRing) return false
  if (!ringContains(coordinates, ringOffsets[firstRing], ringOffsets[firstRing + 1], x, y, stride)) return false
  for (let ring = firstRing + 1; ring < lastRing; ring++) {
    if (ringContains(coordinates, ringOffsets[ring], ringOffsets[ring + 1], x, y, stride)) return false
  }
  return true
}

/** Area of a polygon, holes taken off. */
export function polygonArea(
  coordinates: ArrayLike<number>,
  ringOffsets: ArrayLike<number>,
  firstRing: number,
  lastRing: number,
  stride = 2,
): number {
  let area = 0
  for (let ring = firstRing; ring < lastRing; ring++) {
    const part = ringArea(coordinates, ringOffsets[ring], ringOffsets[ring + 1], stride)
    area += ring === firstRing ? part : -part
  }
  return area
}

/** Smallest and largest x and y; infinities for no vertices. */
export function ringBounds(
  coordinates: ArrayLike<number>,
  from: number,
  to: number,
  stride = 2,
): [minX: number, minY: number, maxX: number, maxY: number] {
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  for (let i = from; i < to; i++) {
    const x = coordinates[i * stride]
    const y = coordinates[i * stride + 1]
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  return [minX, minY, maxX, maxY]
}

/** No reflex vertex and no more than one turn; collinear vertices are allowed. */
export function isConvex(coordinates: ArrayLike<number>, from: number, to: number, stride = 2): boolean {
  let sign = 0
  let turn = 0
  const count = to - from
  if (count < 3) return false
  for (let i = 0; i < count; i++) {
    const a = (from + i) * stride
    const b = (from + ((i + 1) % count)) * stride
    const c = (from + ((i + 2) % count)) * stride
    const ux = coordinates[b] - coordinates[a]
    const uy = coordinates[b + 1] - coordinates[a + 1]
    const vx = coordinates[c] - coordinates[b]
    const vy = coordinates[c + 1] - coordinates[b + 1]
    const cross = ux * vy - uy * vx
    if (cross !== 0) {
      if (sign !== 0 && cross > 0 !== sign > 0) return false
      sign = cross
    } else if (ux * vx + uy * vy < 0) return false
    turn += Math.atan2(cross, ux * vx + uy * vy)
  }
  return sign !== 0 && Math.abs(turn) < 3 * Math.PI
}
