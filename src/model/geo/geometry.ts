/**
 * Geometry as columns, laid out as in GeoArrow: one coordinate array, and offsets from features down to coordinates.
 * Rings are not closed (the first vertex is not repeated), outer rings run counter-clockwise seen from outside or above,
 * holes clockwise. The first ring of a polygon is its outer ring.
 */
export interface PolygonColumn {
  /** 2 (x, y) or 3 (x, y, z). */
  dimension: 2 | 3
  coordinates: Float64Array
  /** Ring r has the vertices ringOffsets[r] .. ringOffsets[r + 1]; length rings + 1. */
  ringOffsets: Uint32Array
  /** Polygon p has the rings polygonOffsets[p] .. polygonOffsets[p + 1]; length polygons + 1. */
  polygonOffsets: Uint32Array
  /** Feature f has the polygons featureOffsets[f] .. featureOffsets[f + 1]; length features + 1. */
  featureOffsets: Uint32Array
}

export interface LineColumn {
  dimension: 2 | 3
  coordinates: Float64Array
  /** Line l has the vertices lineOffsets[l] .. lineOffsets[l + 1]. */
  lineOffsets: Uint32Array
  featureOffsets: Uint32Array
}

export interface PointColumn {
  dimension: 2 | 3
  /** One point a feature. */
  coordinates: Float64Array
}
