import { eccentricitySquared, semiMajor } from '#math/geodesy/ellipsoid.ts'
import { polygonArea, signedArea } from '#math/geometry/ring.ts'
import { type Geometry, type PrismGeometry, type SurfaceGeometry, surfaceTypes } from '#model/city/feature.ts'
import type { PolygonColumn } from '#model/geo/geometry.ts'

/** What the geometry itself tells of each feature; NaN where it tells nothing. */
export interface Measures {
  /** Metres from the lowest point to the highest. */
  height?: Float64Array
  /** Square metres seen from above. */
  footprintArea?: Float64Array
  /** Index into `roofShapes`. */
  roofShape?: Uint8Array
}

/** Features are in WGS84 degrees and metres, heights of prisms known. */
export function measure(geometry: Geometry, count: number): Measures {
  if (geometry.type === 'prism') return measurePrisms(geometry, count)
  if (geometry.type === 'surface') return measureSurfaces(geometry, count)
  return {}
}

function measurePrisms(prism: PrismGeometry, count: number): Measures {
  const footprintArea = new Float64Array(count)
  for (let f = 0; f < count; f++) footprintArea[f] = round(areaOf(prism.footprint, f))
  // Float32 holds 12.3 as 12.30000019: two decimals are what sources give.
  const height = new Float64Array(count)
  for (let f = 0; f < count; f++) height[f] = round(prism.height[f])
  return { height, footprintArea, roofShape: prism.roofShape }
}

const ground = surfaceTypes.indexOf('GroundSurface')
const roof = surfaceTypes.indexOf('RoofSurface')

/** The footprint of surfaces is that of the ground surfaces, else of the roofs, else of all polygons that look up. */
function measureSurfaces(surface: SurfaceGeometry, count: number): Measures {
  const { polygons, surfaceType } = surface
  const height = new Float64Array(count)
  const footprintArea = new Float64Array(count)
  for (let f = 0; f < count; f++) {
    height[f] = round(heightOf(polygons, f))
    const area =
      areaOf(polygons, f, p => surfaceType[p] === ground) ||
      areaOf(polygons, f, p => surfaceType[p] === roof) ||
      areaOf(polygons, f, p => looksUp(polygons, p))
    footprintArea[f] = area > 0 ? round(area) : Number.NaN
  }
  return { height, footprintArea }
}

const round = (value: number) => Math.round(value * 100) / 100

function heightOf({ coordinates, dimension, featureOffsets, polygonOffsets, ringOffsets }: PolygonColumn, f: number) {
  if (dimension === 2) return Number.NaN
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  const end = ringOffsets[polygonOffsets[featureOffsets[f + 1]]]
  for (let v = ringOffsets[polygonOffsets[featureOffsets[f]]]; v < end; v++) {
    const z = coordinates[v * 3 + 2]
    if (z < low) low = z
    if (z > high) high = z
  }
  return high >= low ? high - low : Number.NaN
}

function looksUp({ coordinates, dimension, polygonOffsets, ringOffsets }: PolygonColumn, p: number): boolean {
  const ring = polygonOffsets[p]
  return signedArea(coordinates, ringOffsets[ring], ringOffsets[ring + 1], dimension) > 0
}

/** Area in square metres of the polygons of a feature that count. */
function areaOf(column: PolygonColumn, f: number, counts?: (p: number) => boolean): number {
  const { coordinates, dimension, featureOffsets, polygonOffsets, ringOffsets } = column
  let area = 0
  for (let p = featureOffsets[f]; p < featureOffsets[f + 1]; p++) {
    if (counts && !counts(p)) continue
    area += Math.abs(polygonArea(coordinates, ringOffsets, polygonOffsets[p], polygonOffsets[p + 1], dimension))
  }
  const first = ringOffsets[polygonOffsets[featureOffsets[f]]]
  const lat = coordinates[first * dimension + 1]
  return area * squareDegree(lat)
}

/** Square metres of a square degree at a latitude, on the WGS84 ellipsoid (its radii of curvature). */
export function squareDegree(lat: number): number {
  const sin = Math.sin((lat * Math.PI) / 180)
  const w2 = 1 - eccentricitySquared * sin * sin
  const meridian = (semiMajor * (1 - eccentricitySquared)) / (w2 * Math.sqrt(w2))
  const normal = semiMajor / Math.sqrt(w2)
  return meridian * normal * Math.cos((lat * Math.PI) / 180) * (Math.PI / 180) ** 2
}
