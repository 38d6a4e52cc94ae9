import type { LineColumn, PointColumn, PolygonColumn } from '#model/geo/geometry.ts'

/** Geometry of rows as ISO well-known binary (OGC 06-103r4, chapter 8), little-endian; Z types are those of 2D plus 1000. */
export interface WkbColumn {
  /** Row r has the bytes offsets[r] .. offsets[r + 1]; none where it has no geometry. */
  offsets: Uint32Array
  bytes: Uint8Array
}

export type GeometryColumn = PolygonColumn | LineColumn | PointColumn

export const wkbType = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
} as const

/** Rows `from` .. `to` of a column. A feature of one part is not made a multi-geometry; one of no part has no bytes. */
export function toWkb(geometry: GeometryColumn, from: number, to: number): WkbColumn {
  const part = partsOf(geometry)
  const offsets = new Uint32Array(to - from + 1)
  for (let row = from; row < to; row++) offsets[row - from + 1] = offsets[row - from] + sizeOf(part, row)
  const cursor = createCursor(offsets[to - from], geometry)
  for (let row = from; row < to; row++) writeFeature(part, row, cursor)
  return { offsets, bytes: cursor.bytes }
}

/** One sort of geometry seen as features of parts. */
interface Parts {
  /** Type of a part, and of several. */
  single: number
  multi: number
  /** Parts of the feature of a row. */
  range(row: number): [first: number, end: number]
  /** Bytes of a part after its header. */
  bodySize(part: number): number
  writeBody(part: number, cursor: Cursor): void
}

const headerSize = 5

function sizeOf(parts: Parts, row: number): number {
  const [first, end] = parts.range(row)
  let size = end - first > 1 ? headerSize + 4 : 0
  for (let part = first; part < end; part++) size += headerSize + parts.bodySize(part)
  return size
}

function writeFeature(parts: Parts, row: number, cursor: Cursor): void {
  const [first, end] = parts.range(row)
  if (end - first > 1) {
    cursor.header(parts.multi)
    cursor.count(end - first)
  }
  for (let part = first; part < end; part++) {
    cursor.header(parts.single)
    parts.writeBody(part, cursor)
  }
}

function partsOf(geometry: GeometryColumn): Parts {
  if ('polygonOffsets' in geometry) return polygonParts(geometry)
  return 'lineOffsets' in geometry ? lineParts(geometry) : pointParts(geometry)
}

function polygonParts({ dimension, featureOffsets, polygonOffsets, ringOffsets }: PolygonColumn): Parts {
  return {
    single: wkbType.Polygon,
    multi: wkbType.MultiPolygon,
    range: row => [featureOffsets[row], featureOffsets[row + 1]],
    bodySize(polygon) {
      const [first, end] = [polygonOffsets[polygon], polygonOffsets[polygon + 1]]
      // Each ring has a count and repeats its first vertex.
      return 4 + (end - first) * (4 + 8 * dimension) + (ringOffsets[end] - ringOffsets[first]) * 8 * dimension
    },
    writeBody(polygon, cursor) {
      const [first, end] = [polygonOffsets[polygon], polygonOffsets[polygon + 1]]
      cursor.count(end - first)
      for (let ring = first; ring < end; ring++) {
        cursor.count(ringOffsets[ring + 1] - ringOffsets[ring] + 1)
        cursor.vertices(ringOffsets[ring], ringOffsets[ring + 1])
        cursor.vertices(ringOffsets[ring], ringOffsets[ring] + 1)
      }
    },
  }
}

function lineParts({ dimension, featureOffsets, lineOffsets }: LineColumn): Parts {
  return {
    single: wkbType.LineString,
    multi: wkbType.MultiLineString,
    range: row => [featureOffsets[row], featureOffsets[row + 1]],
    bodySize: line => 4 + (lineOffsets[line + 1] - lineOffsets[line]) * 8 * dimension,
    writeBody(line, cursor) {
      cursor.count(lineOffsets[line + 1] - lineOffsets[line])
      cursor.vertices(lineOffsets[line], lineOffsets[line + 1])
    },
  }
}

/** A point with NaN is none. */
function pointParts({ dimension, coordinates }: PointColumn): Parts {
  return {
    single: wkbType.Point,
    multi: wkbType.MultiPoint,
    range: row => [row, Number.isNaN(coordinates[row * dimension]) ? row : row + 1],
    bodySize: () => 8 * dimension,
    writeBody: (point, cursor) => cursor.vertices(point, point + 1),
  }
}

interface Cursor {
  bytes: Uint8Array
  header(type: number): void
  count(n: number): void
  vertices(first: number, end: number): void
}

function createCursor(length: number, { dimension, coordinates }: GeometryColumn): Cursor {
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  const z = dimension === 3 ? 1000 : 0
  let at = 0
  return {
    bytes,
    header(type) {
      view.setUint8(at, 1)
      view.setUint32(at + 1, type + z, true)
      at += headerSize
    },
    count(n) {
      view.setUint32(at, n, true)
      at += 4
    },
    vertices(first, end) {
      for (let i = first * dimension; i < end * dimension; i++, at += 8) view.setFloat64(at, coordinates[i], true)
    },
  }
}
