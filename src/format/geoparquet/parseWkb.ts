import { DataError } from '#model/exchange/error.ts'
import type { LineColumn, PointColumn, PolygonColumn } from '#model/geo/geometry.ts'
import { type WkbColumn, wkbType } from './wkb.ts'

/** What a parse hands to its column as it meets it. */
interface Sink {
  startFeature(): void
  startPart(): void
  startRing(): void
  vertex(x: number, y: number, z: number): void
}

/** The polygons of each row; rows of other types have none. Throws a `DataError` of code `truncated` or `schema`. */
export function parsePolygons(wkb: WkbColumn): PolygonColumn {
  const out = createOutput()
  const rings: number[] = []
  const polygons: number[] = []
  const features: number[] = []
  const dimension = parseColumn(wkb, [wkbType.Polygon, wkbType.MultiPolygon], {
    startFeature: () => features.push(polygons.length),
    startPart: () => polygons.push(rings.length),
    startRing: () => rings.push(out.count()),
    vertex: out.vertex,
  })
  return {
    ...out.finish(dimension),
    ringOffsets: Uint32Array.from([...chain(rings, out.count())]),
    polygonOffsets: Uint32Array.from([...chain(polygons, rings.length)]),
    featureOffsets: Uint32Array.from([...chain(features, polygons.length)]),
  }
}

/** The lines of each row; rows of other types have none. Throws as `parsePolygons`. */
export function parseLines(wkb: WkbColumn): LineColumn {
  const out = createOutput()
  const lines: number[] = []
  const features: number[] = []
  const dimension = parseColumn(wkb, [wkbType.LineString, wkbType.MultiLineString], {
    startFeature: () => features.push(lines.length),
    startPart: () => lines.push(out.count()),
    startRing: () => {},
    vertex: out.vertex,
  })
  return {
    ...out.finish(dimension),
    lineOffsets: Uint32Array.from([...chain(lines, out.count())]),
    featureOffsets: Uint32Array.from([...chain(features, lines.length)]),
  }
}

/** The point of each row, NaN for rows of other types; of several the first. Throws as `parsePolygons`. */
export function parsePoints(wkb: WkbColumn): PointColumn {
  const rows = wkb.offsets.length - 1
  const values = new Float64Array(rows * 3).fill(Number.NaN)
  let row = -1
  const dimension = parseColumn(wkb, [wkbType.Point, wkbType.MultiPoint], {
    startFeature: () => row++,
    startPart: () => {},
    startRing: () => {},
    vertex(x, y, z) {
      if (Number.isNaN(values[row * 3])) values.set([x, y, z], row * 3)
    },
  })
  if (dimension === 3) return { dimension, coordinates: values }
  return { dimension, coordinates: values.filter((_, i) => i % 3 < 2) }
}

function* chain(values: number[], last: number): Generator<number> {
  yield* values
  yield last
}

function createOutput() {
  const coordinates: number[] = []
  return {
    count: () => coordinates.length / 3,
    vertex: (x: number, y: number, z: number) => void coordinates.push(x, y, z),
    finish(dimension: 2 | 3) {
      const kept = dimension === 3 ? coordinates : coordinates.filter((_, i) => i % 3 < 2)
      return { dimension, coordinates: Float64Array.from(kept) }
    },
  }
}

/** Reads the rows of the two types wanted (one part, several parts); gives 3 where one of them has heights. */
function parseColumn({ offsets, bytes }: WkbColumn, [single, multi]: readonly number[], sink: Sink): 2 | 3 {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let dimension: 2 | 3 = 2
  for (let row = 0; row + 1 < offsets.length; row++) {
    sink.startFeature()
    if (offsets[row] === offsets[row + 1]) continue
    const reader = createReader(view, offsets[row], offsets[row + 1])
    const type = reader.header()
    if (type % 1000 !== single && type % 1000 !== multi) continue
    if (type > 1000) dimension = 3
    const parts = type % 1000 === multi ? reader.count(headerAndCount) : 1
    for (let part = 0; part < parts; part++) {
      if (type % 1000 === multi && reader.header() % 1000 !== single)
        throw new DataError('schema', 'Mixed parts in WKB.')
      readPart(reader, single, type > 1000 ? 3 : 2, sink)
    }
  }
  return dimension
}

/** Fewest bytes of a part with a header. */
const headerAndCount = 9

function readPart(reader: WkbReader, type: number, dimension: 2 | 3, sink: Sink): void {
  sink.startPart()
  if (type === wkbType.Polygon) {
    for (let rings = reader.count(4); rings > 0; rings--) {
      sink.startRing()
      // The last vertex repeats the first.
      const vertices = reader.count(8 * dimension)
      for (let i = 0; i < vertices; i++) reader.vertex(dimension, i === vertices - 1 ? undefined : sink)
    }
    return
  }
  const vertices = type === wkbType.Point ? 1 : reader.count(8 * dimension)
  for (let i = 0; i < vertices; i++) reader.vertex(dimension, sink)
}

interface WkbReader {
  header(): number
  /** A count of things of at least `size` bytes, which must fit into what is left. */
  count(size: number): number
  vertex(dimension: 2 | 3, sink: Sink | undefined): void
}

function createReader(view: DataView, start: number, end: number): WkbReader {
  let at = start
  let little = true
  const need = (size: number) => {
    if (at + size > end || end > view.byteLength) throw new DataError('truncated', 'WKB ends within a geometry.')
  }
  return {
    header() {
      need(5)
      little = view.getUint8(at) === 1
      const type = view.getUint32(at + 1, little)
      at += 5
      if (type < 1 || type % 1000 > 7 || type > 1007)
        throw new DataError('schema', `WKB type ${type} is not read here.`)
      return type
    },
    count(size) {
      need(4)
      const count = view.getUint32(at, little)
      at += 4
      need(count * size)
      return count
    },
    vertex(dimension, sink) {
      need(8 * dimension)
      const z = dimension === 3 ? view.getFloat64(at + 16, little) : 0
      sink?.vertex(view.getFloat64(at, little), view.getFloat64(at + 8, little), z)
      at += 8 * dimension
    },
  }
}
