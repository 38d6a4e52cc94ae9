import type { SurfaceBuilder } from '#model/city/surfaceBuilder.ts'
import type { LineBuilder } from '#model/geo/geometryBuilder.ts'
import { type CityGeometry, type Json, surfaceDepth } from './document.ts'
import { readSurfaceCodes, readSurfaceValues } from './semantics.ts'
import type { Space } from './space.ts'

/** Why a geometry cannot be used; a notice's code. */
export type Fault = 'bad-boundaries' | 'empty-boundaries' | 'vertex-range' | 'non-finite' | 'degenerate-geometry'

/** Slips in a geometry that can be used all the same. */
export interface Slips {
  /** Rings with fewer than three different vertices, left out with what they bound. */
  degenerateRings: number
  /** Surfaces without the semantic value that they should have. */
  semantics: number
}

/** Appends the surfaces of a geometry. On a fault, what was appended is for the caller to take back. */
export function appendSurfaces(
  geometry: CityGeometry,
  space: Space,
  sink: SurfaceBuilder,
  slips: Slips,
): Fault | undefined {
  const before = sink.polygonCount
  const codes = readSurfaceCodes(geometry.semantics)
  const values = readSurfaceValues(geometry.semantics)
  const append = { space, sink, slips, codes }
  const fault = appendNested(geometry.boundaries, values, surfaceDepth.get(geometry.type)!, append)
  if (fault) return fault
  if (sink.polygonCount > before) return undefined
  return isEmpty(geometry.boundaries) ? 'empty-boundaries' : 'degenerate-geometry'
}

interface Append {
  space: Space
  sink: SurfaceBuilder
  slips: Slips
  codes: number[]
}

/** `values` has the same nesting as the boundaries; null or nothing at any level means no semantics below. */
function appendNested(
  boundaries: Json | undefined,
  values: Json | undefined,
  depth: number,
  to: Append,
): Fault | undefined {
  if (depth === 0) return appendSurface(boundaries, readCode(values, to), to)
  if (!Array.isArray(boundaries)) return 'bad-boundaries'
  const parallel = Array.isArray(values) && values.length === boundaries.length
  if (values !== undefined && values !== null && !parallel) to.slips.semantics++
  for (let i = 0; i < boundaries.length; i++) {
    const fault = appendNested(boundaries[i], parallel ? (values as Json[])[i] : undefined, depth - 1, to)
    if (fault) return fault
  }
  return undefined
}

function readCode(value: Json | undefined, { codes, slips }: Append): number {
  if (value === undefined || value === null) return 0
  const code = codes[value as number]
  if (code === undefined) slips.semantics++
  return code ?? 0
}

function appendSurface(rings: Json | undefined, code: number, { space, sink, slips }: Append): Fault | undefined {
  if (!Array.isArray(rings)) return 'bad-boundaries'
  let outer = true
  for (const ring of rings) {
    const placed = appendVertices(ring, space, sink)
    if (typeof placed === 'string') return placed
    if (placed >= 3) sink.endRing()
    else {
      sink.dropRing()
      slips.degenerateRings++
      if (outer) return undefined
    }
    outer = false
  }
  if (!outer) sink.endPolygon(code)
  return undefined
}

const here = new Float64Array(3)

/** Number of vertices appended: without those that repeat the one before, or, at the end, the first. */
function appendVertices(
  indices: Json | undefined,
  space: Space,
  sink: { vertex: SurfaceBuilder['vertex'] },
): number | Fault {
  if (!Array.isArray(indices)) return 'bad-boundaries'
  const end = closingStart(indices, space)
  if (typeof end === 'string') return end
  let count = 0
  let x = Number.NaN
  let y = Number.NaN
  let z = Number.NaN
  for (let i = 0; i < end; i++) {
    const fault = place(indices[i], space)
    if (fault) return fault
    if (here[0] === x && here[1] === y && here[2] === z) continue
    x = here[0]
    y = here[1]
    z = here[2]
    sink.vertex(x, y, z)
    count++
  }
  return count
}

/** Length without the vertices at the end that repeat the first one. */
function closingStart(indices: Json[], space: Space): number | Fault {
  let end = indices.length
  if (end === 0) return 0
  const first = place(indices[0], space)
  if (first) return first
  const x = here[0]
  const y = here[1]
  const z = here[2]
  for (; end > 1; end--) {
    const fault = place(indices[end - 1], space)
    if (fault) return fault
    if (here[0] !== x || here[1] !== y || here[2] !== z) break
  }
  return end
}

/** Puts the vertex `here`. */
function place(index: Json | undefined, space: Space): Fault | undefined {
  if (typeof index !== 'number') return 'bad-boundaries'
  if (!Number.isInteger(index) || index < 0 || index >= space.count) return 'vertex-range'
  space.locate(index, here)
  return Number.isFinite(here[0] + here[1] + here[2]) ? undefined : 'non-finite'
}

function isEmpty(boundaries: Json | undefined): boolean {
  return Array.isArray(boundaries) && boundaries.every(isEmpty)
}

/** The lines of a `MultiLineString`. */
export function appendLines(geometry: CityGeometry, space: Space, sink: LineBuilder): Fault | undefined {
  if (!Array.isArray(geometry.boundaries)) return 'bad-boundaries'
  let lines = 0
  for (const line of geometry.boundaries) {
    if (!Array.isArray(line)) return 'bad-boundaries'
    const mark = sink.mark()
    for (const index of line) {
      const fault = place(index, space)
      if (fault) return fault
      sink.vertex(here[0], here[1], here[2])
    }
    if (line.length >= 2) {
      sink.endLine()
      lines++
    } else sink.restore(mark)
  }
  return lines > 0 ? undefined : 'empty-boundaries'
}

/** The middle of a `MultiPoint`: a feature has one point. */
export function middleOf(geometry: CityGeometry, space: Space): [number, number, number] | Fault {
  const { boundaries } = geometry
  if (!Array.isArray(boundaries)) return 'bad-boundaries'
  if (boundaries.length === 0) return 'empty-boundaries'
  const sum: [number, number, number] = [0, 0, 0]
  for (const index of boundaries) {
    const fault = place(index, space)
    if (fault) return fault
    for (let k = 0; k < 3; k++) sum[k] += here[k]
  }
  return [sum[0] / boundaries.length, sum[1] / boundaries.length, sum[2] / boundaries.length]
}
