import { reverseRing, signedArea } from '#math/geometry/ring.ts'
import { FloatList, UintList } from '#math/growable.ts'

/**
 * The geometry of one feature while it is read: vertices with a stride of 3 (z NaN where the source has none), cut into rings (or
 * lines), and these into polygons. Reused from feature to feature.
 */
export class Shape {
  readonly coordinates = new FloatList()
  /** Vertex after the last of each ring. */
  readonly ringEnds = new UintList()
  /** Ring after the last of each polygon. */
  readonly polygonEnds = new UintList()

  get vertexCount(): number {
    return this.coordinates.length / 3
  }

  clear(): void {
    this.coordinates.length = 0
    this.ringEnds.length = 0
    this.polygonEnds.length = 0
  }

  addVertex(x: number, y: number, z = Number.NaN): void {
    const { coordinates } = this
    coordinates.reserve(3)
    const { data, length } = coordinates
    data[length] = x
    data[length + 1] = y
    data[length + 2] = z
    coordinates.length = length + 3
  }

  /** Closes the ring or line that consists of the vertices added since the last one. */
  endRing(): void {
    this.ringEnds.push(this.vertexCount)
  }

  endPolygon(): void {
    this.polygonEnds.push(this.ringEnds.length)
  }

  /** First vertex of a ring. */
  ringStart(ring: number): number {
    return ring === 0 ? 0 : this.ringEnds.data[ring - 1]
  }

  /** First ring of a polygon. */
  polygonStart(polygon: number): number {
    return polygon === 0 ? 0 : this.polygonEnds.data[polygon - 1]
  }

  /** 3 where every vertex has a height, else 2. */
  dimension(): 2 | 3 {
    const { data, length } = this.coordinates
    if (length === 0) return 2
    for (let i = 2; i < length; i += 3) if (Number.isNaN(data[i])) return 2
    return 3
  }

  isFinite(): boolean {
    const { data, length } = this.coordinates
    for (let i = 0; i < length; i += 3) {
      if (!Number.isFinite(data[i]) || !Number.isFinite(data[i + 1]) || Math.abs(data[i + 2]) === Infinity) return false
    }
    return true
  }
}

/** What was repaired in a shape's polygons. */
export interface Repairs {
  /** Rings that ran the wrong way round. */
  reversed: number
  /** Rings whose last vertex was not the first. */
  unclosed: number
  /** Holes, and polygons of a multipolygon, without an area. */
  degenerate: number
}

/**
 * Brings polygons to the model's rules, in place: no repeated vertex, rings not closed, outer rings counter-clockwise and holes
 * clockwise, and no ring without an area. A polygon whose outer ring has no area is left out with its holes.
 */
export function normalisePolygons(shape: Shape): Repairs {
  const repairs: Repairs = { reversed: 0, unclosed: 0, degenerate: 0 }
  const { ringEnds, polygonEnds } = shape
  const polygons = polygonEnds.length
  let vertex = 0
  let ring = 0
  let polygon = 0
  let start = 0
  for (let p = 0, r = 0; p < polygons; p++) {
    const first = r
    const lastRing = polygonEnds.data[p]
    let kept = true
    const ringBefore = ring
    for (; r < lastRing; r++) {
      const end = ringEnds.data[r]
      const ringAt = start
      start = end
      if (!kept) continue
      const next = compactRing(shape, ringAt, end, vertex, repairs)
      if (next - vertex < 3 || !orient(shape, vertex, next, r === first, repairs)) {
        repairs.degenerate++
        if (r === first) kept = false
        continue
      }
      vertex = next
      ringEnds.data[ring++] = vertex
    }
    if (ring > ringBefore) polygonEnds.data[polygon++] = ring
  }
  shape.coordinates.length = vertex * 3
  ringEnds.length = ring
  polygonEnds.length = polygon
  return repairs
}

/** Moves the ring to vertex `to` without repeated and closing vertices; gives the vertex after it. */
function compactRing(shape: Shape, start: number, end: number, to: number, repairs: Repairs): number {
  const { data } = shape.coordinates
  const first = to
  const closed = end - start > 1 && same(data, start, end - 1)
  if (!closed && end - start > 2) repairs.unclosed++
  for (let v = start; v < end; v++) {
    if (to > first && same(data, v, to - 1)) continue
    if (to !== v) move(data, v * 3, to * 3)
    to++
  }
  while (to - first > 1 && same(data, first, to - 1)) to--
  return to
}

function move(data: Float64Array, from: number, to: number): void {
  data[to] = data[from]
  data[to + 1] = data[from + 1]
  data[to + 2] = data[from + 2]
}

function same(data: Float64Array, a: number, b: number): boolean {
  return data[a * 3] === data[b * 3] && data[a * 3 + 1] === data[b * 3 + 1]
}

/** False where the ring has no area. */
function orient(shape: Shape, start: number, end: number, outer: boolean, repairs: Repairs): boolean {
  const { data } = shape.coordinates
  const area = signedArea(data, start, end, 3)
  if (area === 0 || Number.isNaN(area)) return false
  if (area > 0 !== outer) {
    repairs.reversed++
    reverseRing(data, start, end, 3)
  }
  return true
}

/** Takes lines of less than two vertices out, in place, and gives their number. */
export function dropShortLines(shape: Shape): number {
  const { ringEnds } = shape
  const { data } = shape.coordinates
  let vertex = 0
  let line = 0
  let start = 0
  for (let l = 0; l < ringEnds.length; l++) {
    const end = ringEnds.data[l]
    if (end - start >= 2) {
      if (vertex !== start) data.copyWithin(vertex * 3, start * 3, end * 3)
      vertex += end - start
      ringEnds.data[line++] = vertex
    }
    start = end
  }
  const dropped = ringEnds.length - line
  ringEnds.length = line
  shape.coordinates.length = vertex * 3
  return dropped
}

/** True where polygons lie far from each other for their size: the whole spans more than four times what its parts span together. */
export function isScattered(shape: Shape): boolean {
  const whole = new Span()
  let parts = 0
  for (let p = 0; p < shape.polygonEnds.length; p++) {
    const part = new Span()
    const ring = shape.polygonStart(p)
    for (let v = shape.ringStart(ring); v < shape.ringEnds.data[ring]; v++) {
      part.add(shape.coordinates.data[v * 3], shape.coordinates.data[v * 3 + 1])
      whole.add(shape.coordinates.data[v * 3], shape.coordinates.data[v * 3 + 1])
    }
    parts += part.diagonal()
  }
  return whole.diagonal() > 4 * parts
}

class Span {
  private readonly box = [Infinity, Infinity, -Infinity, -Infinity]

  add(x: number, y: number): void {
    const { box } = this
    if (x < box[0]) box[0] = x
    if (y < box[1]) box[1] = y
    if (x > box[2]) box[2] = x
    if (y > box[3]) box[3] = y
  }

  diagonal(): number {
    return Math.hypot(this.box[2] - this.box[0], this.box[3] - this.box[1])
  }
}
