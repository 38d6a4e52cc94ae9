import type { Geometry } from '#model/city/feature.ts'
import type { PolygonColumn } from '#model/geo/geometry.ts'

/** The columns of polygons of a geometry, if it has any. */
export function polygonsOf(geometry: Geometry): PolygonColumn | undefined {
  switch (geometry.type) {
    case 'prism':
      return geometry.footprint
    case 'area':
    case 'surface':
      return geometry.polygons
    default:
      return undefined
  }
}

/** The coordinates of a geometry with their stride, or undefined where it has none. */
export function coordinatesOf(geometry: Geometry): { coordinates: Float64Array; stride: 2 | 3 } | undefined {
  const column =
    geometry.type === 'line' ? geometry.lines : geometry.type === 'point' ? geometry.points : polygonsOf(geometry)
  return column && { coordinates: column.coordinates, stride: column.dimension }
}

/** First and last + 1 vertex of feature f of a column of polygons. */
export function vertexRange(column: PolygonColumn, f: number): [from: number, to: number] {
  const { featureOffsets, polygonOffsets, ringOffsets } = column
  return [ringOffsets[polygonOffsets[featureOffsets[f]]], ringOffsets[polygonOffsets[featureOffsets[f + 1]]]]
}

/** First and last + 1 vertex of feature f, whatever the geometry. */
export function verticesOf(geometry: Geometry, f: number): [from: number, to: number] {
  switch (geometry.type) {
    case 'line': {
      const { featureOffsets, lineOffsets } = geometry.lines
      return [lineOffsets[featureOffsets[f]], lineOffsets[featureOffsets[f + 1]]]
    }
    case 'point':
      return [f, f + 1]
    case 'none':
      return [0, 0]
    default:
      return vertexRange(polygonsOf(geometry)!, f)
  }
}
