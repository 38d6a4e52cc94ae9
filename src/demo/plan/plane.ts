/** Plane geometry in local metres: x east, y north. Rings are counter-clockwise and not closed. */
export type Point = readonly [x: number, y: number]
export type Ring = readonly Point[]

export const distance = (a: Point, b: Point): number => Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)
export const mix = (a: Point, b: Point, t: number): Point => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]

/** To whole centimetres, so that what meets, meets exactly. */
export const snap = ([x, y]: Point): Point => [Math.round(x * 100) / 100, Math.round(y * 100) / 100]
export const pointKey = ([x, y]: Point): string => `${Math.round(x * 100)},${Math.round(y * 100)}`

export function signedArea(ring: Ring): number {
  let sum = 0
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
    sum += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1]
  return sum / 2
}

export function centroid(ring: Ring): Point {
  const [ox, oy] = ring[0]
  let [x, y, sum] = [0, 0, 0]
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const cross = (ring[j][0] - ox) * (ring[i][1] - oy) - (ring[i][0] - ox) * (ring[j][1] - oy)
    x += (ring[j][0] + ring[i][0] - 2 * ox) * cross
    y += (ring[j][1] + ring[i][1] - 2 * oy) * cross
    sum += cross
  }
  return sum === 0 ? ring[0] : [ox + x / (3 * sum), oy + y / (3 * sum)]
}

export function contains(ring: Ring, [x, y]: Point): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]
    const [bx, by] = ring[j]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

/** Squared distance from p to the segment ab. */
export function segmentDistance2(p: Point, a: Point, b: Point): number {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  const length2 = dx * dx + dy * dy
  const t = length2 === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2
  const c = Math.max(0, Math.min(1, t))
  return (p[0] - a[0] - c * dx) ** 2 + (p[1] - a[1] - c * dy) ** 2
}

const side = (a: Point, b: Point, c: Point) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

export function segmentsCross(a: Point, b: Point, c: Point, d: Point): boolean {
  return side(a, b, c) > 0 !== side(a, b, d) > 0 && side(c, d, a) > 0 !== side(c, d, b) > 0
}

/** Whether two segments come closer than `gap`. */
export function segmentsWithin(a: Point, b: Point, c: Point, d: Point, gap: number): boolean {
  const gap2 = gap * gap
  return (
    segmentDistance2(a, c, d) < gap2 ||
    segmentDistance2(b, c, d) < gap2 ||
    segmentDistance2(c, a, b) < gap2 ||
    segmentDistance2(d, a, b) < gap2 ||
    segmentsCross(a, b, c, d)
  )
}

export interface Box {
  west: number
  south: number
  east: number
  north: number
}

export function boundsOf(points: Iterable<Point>): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const [x, y] of points) {
    if (x < box.west) box.west = x
    if (x > box.east) box.east = x
    if (y < box.south) box.south = y
    if (y > box.north) box.north = y
  }
  return box
}

export const boxesWithin = (a: Box, b: Box, gap: number): boolean =>
  a.west - gap < b.east && b.west - gap < a.east && a.south - gap < b.north && b.south - gap < a.north

/** Whether two rings overlap, or come closer than `gap`. */
export function ringsWithin(a: Ring, b: Ring, gap: number): boolean {
  for (let i = 0, j = a.length - 1; i < a.length; j = i++)
    for (let k = 0, l = b.length - 1; k < b.length; l = k++)
      if (segmentsWithin(a[j], a[i], b[l], b[k], gap)) return true
  return contains(a, b[0]) || contains(b, a[0])
}

/** Axes turned counter-clockwise from east. */
export interface Frame {
  origin: Point
  u: Point
  angle: number
}

export const createFrame = (origin: Point, angle: number): Frame => ({
  origin,
  angle,
  u: [Math.cos(angle), Math.sin(angle)],
})

export const fromFrame = ({ origin, u }: Frame, a: number, b: number): Point => [
  origin[0] + a * u[0] - b * u[1],
  origin[1] + a * u[1] + b * u[0],
]

export function toFrame({ origin, u }: Frame, p: Point): Point {
  const dx = p[0] - origin[0]
  const dy = p[1] - origin[1]
  return [dx * u[0] + dy * u[1], -dx * u[1] + dy * u[0]]
}

/** Rectangle from (a0, b0) to (a1, b1) of a frame. */
export const rectangle = (frame: Frame, a0: number, b0: number, a1: number, b1: number): Point[] => [
  fromFrame(frame, a0, b0),
  fromFrame(frame, a1, b0),
  fromFrame(frame, a1, b1),
  fromFrame(frame, a0, b1),
]

export const shape = (frame: Frame, points: readonly Point[]): Point[] => points.map(([a, b]) => fromFrame(frame, a, b))

/** Regular polygon about a point of a frame. */
export function disc(frame: Frame, a: number, b: number, radius: number, sides: number): Point[] {
  return Array.from({ length: sides }, (_, i) => {
    const angle = (2 * Math.PI * (i + 0.5)) / sides
    return fromFrame(frame, a + radius * Math.cos(angle), b + radius * Math.sin(angle))
  })
}

/** Direction which most of the outline runs along or across, in (-45°, 45°], radians. */
export function dominantAngle(ring: Ring): number {
  let [re, im] = [0, 0]
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const dx = ring[i][0] - ring[j][0]
    const dy = ring[i][1] - ring[j][1]
    const length = Math.sqrt(dx * dx + dy * dy)
    if (length === 0) continue
    const angle = Math.atan2(dy, dx) * 4
    re += length * Math.cos(angle)
    im += length * Math.sin(angle)
  }
  return Math.atan2(im, re) / 4
}

export const polylineLength = (points: readonly Point[]): number =>
  points.reduce((sum, p, i) => (i === 0 ? 0 : sum + distance(points[i - 1], p)), 0)

/** Uniform Catmull-Rom spline through the points, `steps` a span; the first and last point only give the direction. */
export function spline(points: readonly Point[], steps: number): Point[] {
  const out: Point[] = []
  for (let i = 1; i + 2 < points.length; i++) for (let s = 0; s < steps; s++) out.push(splineAt(points, i, s / steps))
  out.push(points[points.length - 2])
  return out
}

function splineAt(points: readonly Point[], i: number, t: number): Point {
  const weigh = (k: 0 | 1) => {
    const [a, b, c, d] = [points[i - 1][k], points[i][k], points[i + 1][k], points[i + 2][k]]
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)
  }
  return [weigh(0), weigh(1)]
}

/** The polyline resampled to steps of about `step` metres. */
export function resample(points: readonly Point[], step: number): Point[] {
  const total = polylineLength(points)
  const count = Math.max(1, Math.round(total / step))
  const out: Point[] = [points[0]]
  let [segment, passed] = [1, 0]
  for (let i = 1; i < count; i++) {
    const target = (total * i) / count
    let length = distance(points[segment - 1], points[segment])
    while (passed + length < target && segment < points.length - 1) {
      passed += length
      segment++
      length = distance(points[segment - 1], points[segment])
    }
    out.push(mix(points[segment - 1], points[segment], (target - passed) / length))
  }
  out.push(points[points.length - 1])
  return out
}

/** Parallel to the polyline, `offset` metres to its left. */
export function parallel(points: readonly Point[], offset: number): Point[] {
  return points.map((p, i) => {
    const a = points[Math.max(0, i - 1)]
    const b = points[Math.min(points.length - 1, i + 1)]
    const length = distance(a, b)
    return [p[0] - (offset * (b[1] - a[1])) / length, p[1] + (offset * (b[0] - a[0])) / length]
  })
}

/** Smallest distance from p to the polyline. */
export function polylineDistance(points: readonly Point[], p: Point): number {
  let best = Infinity
  for (let i = 1; i < points.length; i++) best = Math.min(best, segmentDistance2(p, points[i - 1], points[i]))
  return Math.sqrt(best)
}
