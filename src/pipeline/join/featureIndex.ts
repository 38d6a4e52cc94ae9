import { ringCentroid, ringContains } from '#math/geometry/ring.ts'
import type { Geometry } from '#model/city/feature.ts'
import { coordinatesOf, polygonsOf, verticesOf } from '../read/columns.ts'

/** Where each feature of a city is. Degrees are whole numbers of 1e-7 (a centimetre), as in OpenStreetMap; `noPlace` for features without geometry. */
export interface FeatureIndex {
  /** West, south, east, north: 4 a feature. */
  extents: Int32Array
  /** A point in (or on) the feature: lon, lat, 2 a feature. */
  points: Int32Array
  /** Lowest and highest point in metres: 2 a feature; NaN without geometry. */
  heights: Float32Array
}

export const unitsPerDegree = 1e7
export const noPlace = 0x7fffffff

export function createFeatureIndex(rowCount: number): FeatureIndex {
  return {
    extents: new Int32Array(rowCount * 4).fill(noPlace),
    points: new Int32Array(rowCount * 2).fill(noPlace),
    heights: new Float32Array(rowCount * 2).fill(Number.NaN),
  }
}

/** Enters the features of a set; `ground` is the height under each. */
export function indexFeatures(
  index: FeatureIndex,
  geometry: Geometry,
  firstRow: number,
  count: number,
  ground: Float32Array,
): void {
  const columns = coordinatesOf(geometry)
  if (!columns) return
  const { coordinates, stride } = columns
  const prism = geometry.type === 'prism' ? geometry : undefined
  // Surfaces bring heights of their own; what lies flat lies on the ground.
  const own = stride === 3 && !prism
  const box = new Float64Array(6)
  for (let f = 0; f < count; f++) {
    const [from, to] = verticesOf(geometry, f)
    if (from === to) continue
    const row = firstRow + f
    findBounds(box, coordinates, stride, from, to)
    for (let k = 0; k < 4; k++) index.extents[row * 4 + k] = toUnits(box[k])
    const [lon, lat] = representativePoint(geometry, coordinates, stride, f, box, from, to)
    index.points[row * 2] = toUnits(lon)
    index.points[row * 2 + 1] = toUnits(lat)
    index.heights[row * 2] = own ? box[4] : ground[f] + (prism ? prism.base[f] : 0)
    index.heights[row * 2 + 1] = own ? box[5] : ground[f] + (prism ? prism.height[f] : 0)
  }
}

const toUnits = (degrees: number) => Math.round(degrees * unitsPerDegree)

/** Writes west, south, east, north, lowest, highest; one array for all features, because this runs once for each. */
function findBounds(box: Float64Array, coordinates: Float64Array, stride: number, from: number, to: number): void {
  box[0] = 180
  box[1] = 90
  box[2] = -180
  box[3] = -90
  box[4] = Number.POSITIVE_INFINITY
  box[5] = Number.NEGATIVE_INFINITY
  for (let i = from * stride; i < to * stride; i += stride) {
    const lon = coordinates[i]
    const lat = coordinates[i + 1]
    if (lon < box[0]) box[0] = lon
    if (lat < box[1]) box[1] = lat
    if (lon > box[2]) box[2] = lon
    if (lat > box[3]) box[3] = lat
    if (stride === 2) continue
    const z = coordinates[i + 2]
    if (z < box[4]) box[4] = z
    if (z > box[5]) box[5] = z
  }
}

/** The centroid of the first outer ring where it lies inside, else a vertex; of lines the middle vertex. */
function representativePoint(
  geometry: Geometry,
  coordinates: Float64Array,
  stride: number,
  f: number,
  box: Float64Array,
  from: number,
  to: number,
): [lon: number, lat: number] {
  const polygons = geometry.type === 'surface' ? undefined : polygonsOf(geometry)
  if (polygons) {
    const ring = polygons.polygonOffsets[polygons.featureOffsets[f]]
    const [first, last] = [polygons.ringOffsets[ring], polygons.ringOffsets[ring + 1]]
    const [lon, lat] = ringCentroid(coordinates, first, last, stride)
    if (ringContains(coordinates, first, last, lon, lat, stride)) return [lon, lat]
  } else if (geometry.type === 'surface') {
    return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  }
  const middle = geometry.type === 'line' ? (from + to) >> 1 : from
  return [coordinates[middle * stride], coordinates[middle * stride + 1]]
}
