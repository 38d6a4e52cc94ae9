import { FloatList, UintList } from '#math/growable.ts'
import type { LineColumn, PointColumn, PolygonColumn } from './geometry.ts'

/** Where a builder stands, to go back to when a geometry turns out to be bad half way. */
export type Mark = readonly number[]

/** Makes a `PolygonColumn` vertex by vertex. Empty rings, polygons and features are allowed here; callers decide. */
export interface PolygonBuilder {
  readonly vertexCount: number
  readonly polygonCount: number
  /** `z` is left out where the dimension is 2. */
  vertex(x: number, y: number, z: number): void
  endRing(): void
  /** Drops the vertices since the last ring ended. */
  dropRing(): void
  endPolygon(): void
  /** Ends as many features as it takes for `rows` features to be there: the last one holds the new polygons, earlier ones none. */
  endFeature(rows: number): void
  mark(): Mark
  restore(mark: Mark): void
  build(): PolygonColumn
}

export function createPolygonBuilder(dimension: 2 | 3): PolygonBuilder {
  const coordinates = new FloatList()
  const rings = new UintList()
  const polygons = new UintList()
  const features = new UintList()
  for (const offsets of [rings, polygons, features]) offsets.push(0)
  let closed = 0
  return {
    get vertexCount() {
      return coordinates.length / dimension
    },
    get polygonCount() {
      return polygons.length - 1
    },
    vertex(x, y, z) {
      coordinates.reserve(dimension)
      const { data, length } = coordinates
      data[length] = x
      data[length + 1] = y
      if (dimension === 3) data[length + 2] = z
      coordinates.length = length + dimension
    },
    endRing: () => rings.push(coordinates.length / dimension),
    dropRing() {
      coordinates.length = rings.data[rings.length - 1] * dimension
    },
    endPolygon: () => polygons.push(rings.length - 1),
    endFeature(rows) {
      closed = endRows(features, rows, closed, polygons.length - 1)
    },
    mark: () => [coordinates.length, rings.length, polygons.length],
    restore([coordinateCount, ringCount, polygonCount]) {
      coordinates.length = coordinateCount
      rings.length = ringCount
      polygons.length = polygonCount
    },
    build: () => ({
      dimension,
      coordinates: coordinates.take(),
      ringOffsets: rings.take(),
      polygonOffsets: polygons.take(),
      featureOffsets: features.take(),
    }),
  }
}

export interface LineBuilder {
  readonly vertexCount: number
  vertex(x: number, y: number, z: number): void
  endLine(): void
  /** As of `PolygonBuilder`. */
  endFeature(rows: number): void
  mark(): Mark
  restore(mark: Mark): void
  build(): LineColumn
}

export function createLineBuilder(dimension: 2 | 3): LineBuilder {
  const coordinates = new FloatList()
  const lines = new UintList()
  const features = new UintList()
  for (const offsets of [lines, features]) offsets.push(0)
  let closed = 0
  return {
    get vertexCount() {
      return coordinates.length / dimension
    },
    vertex(x, y, z) {
      coordinates.push(x)
      coordinates.push(y)
      if (dimension === 3) coordinates.push(z)
    },
    endLine: () => lines.push(coordinates.length / dimension),
    endFeature(rows) {
      closed = endRows(features, rows, closed, lines.length - 1)
    },
    mark: () => [coordinates.length, lines.length],
    restore([coordinateCount, lineCount]) {
      coordinates.length = coordinateCount
      lines.length = lineCount
    },
    build: () => ({
      dimension,
      coordinates: coordinates.take(),
      lineOffsets: lines.take(),
      featureOffsets: features.take(),
    }),
  }
}

export interface PointBuilder {
  /** One feature. */
  point(x: number, y: number, z: number): void
  build(): PointColumn
}

export function createPointBuilder(dimension: 2 | 3): PointBuilder {
  const coordinates = new FloatList()
  return {
    point(x, y, z) {
      coordinates.push(x)
      coordinates.push(y)
      if (dimension === 3) coordinates.push(z)
    },
    build: () => ({ dimension, coordinates: coordinates.take() }),
  }
}

/** `closed` parts belong to features ended before; rows between them and the last stay empty. */
function endRows(features: UintList, rows: number, closed: number, parts: number) {
  while (features.length < rows) features.push(closed)
  if (features.length === rows) features.push(parts)
  return parts
}
