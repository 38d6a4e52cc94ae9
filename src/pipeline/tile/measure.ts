import { signedArea } from '#math/geometry/ring.ts'
import type { PrismGeometry, SurfaceGeometry } from '#model/city/feature.ts'
import type { TileInput } from './input.ts'
import { createMoments, type MomentColumns } from './moments.ts'

type Drawable = PrismGeometry | SurfaceGeometry

export interface DrawnSet {
  geometry: Drawable
  firstRow: number
  ground: Float32Array
}

/**
 * What planning and massing know of each drawn feature; one entry a feature in all arrays. Of the footprint: bounds and centroid in
 * degrees, area in m², second moments about the centroid over the area in m² (east-east, east-north, north-north).
 */
export interface Measures extends MomentColumns {
  count: number
  sets: DrawnSet[]
  /** Index into `sets`, and the feature within it. */
  set: Uint16Array
  feature: Uint32Array
  /** Lowest and highest point, and the height of a flat roof with the same volume; metres in the city's datum. */
  low: Float32Array
  high: Float32Array
  top: Float32Array
  /** Vertices that the feature's mesh will have, about. */
  vertices: Uint32Array
}

/** One pass over all coordinates. Features without polygons, and hidden ones, are passed over. */
export function measureFeatures(input: TileInput): Measures {
  const drawn = input.sets.flatMap(({ geometry, ...set }) =>
    geometry.type === 'prism' || geometry.type === 'surface' ? [{ ...set, geometry }] : [],
  )
  const capacity = drawn.reduce((sum, set) => sum + set.count, 0)
  const measures = allocate(capacity, drawn)
  drawn.forEach((set, index) => {
    const { featureOffsets } = polygonsOf(set.geometry)
    for (let f = 0; f < set.count; f++) {
      if (set.hidden[f] || featureOffsets[f] === featureOffsets[f + 1]) continue
      const m = measures.count
      measures.set[m] = index
      measures.feature[m] = f
      if (set.geometry.type === 'prism') measurePrism(measures, m, set.geometry, f, set.ground[f])
      else measureSurfaces(measures, m, set.geometry, f)
      if (Number.isFinite(measures.west[m] + measures.north[m] + measures.low[m] + measures.high[m])) measures.count++
    }
  })
  return measures
}

export function polygonsOf(geometry: Drawable) {
  return geometry.type === 'prism' ? geometry.footprint : geometry.polygons
}

function allocate(capacity: number, sets: DrawnSet[]): Measures {
  const doubles = () => new Float64Array(capacity)
  const floats = () => new Float32Array(capacity)
  return {
    count: 0,
    sets,
    set: new Uint16Array(capacity),
    feature: new Uint32Array(capacity),
    west: doubles(),
    south: doubles(),
    east: doubles(),
    north: doubles(),
    lon: doubles(),
    lat: doubles(),
    low: floats(),
    high: floats(),
    top: floats(),
    area: floats(),
    momentEE: floats(),
    momentEN: floats(),
    momentNN: floats(),
    vertices: new Uint32Array(capacity),
  }
}

function measurePrism(measures: Measures, m: number, prism: PrismGeometry, f: number, ground: number): void {
  const { coordinates, dimension, ringOffsets, polygonOffsets, featureOffsets } = prism.footprint
  const firstRing = polygonOffsets[featureOffsets[f]]
  const lastRing = polygonOffsets[featureOffsets[f + 1]]
  sums.start(coordinates[ringOffsets[firstRing] * dimension], coordinates[ringOffsets[firstRing] * dimension + 1])
  for (let p = featureOffsets[f]; p < featureOffsets[f + 1]; p++)
    for (let ring = polygonOffsets[p]; ring < polygonOffsets[p + 1]; ring++)
      sums.addRing(
        coordinates,
        ringOffsets[ring],
        ringOffsets[ring + 1],
        dimension,
        ring === polygonOffsets[p] ? 1 : -1,
      )
  sums.write(measures, m)
  const { low, eaves, high } = prismHeights(prism, f, ground)
  measures.low[m] = low
  measures.high[m] = high
  measures.top[m] = (eaves + high) / 2
  measures.vertices[m] = 2 * (ringOffsets[lastRing] - ringOffsets[firstRing]) * (high > eaves ? 1.5 : 1)
}

export interface PrismHeights {
  low: number
  eaves: number
  high: number
}

/** Metres in the city's datum. A roof whose height is unknown takes two fifths of the building, or what 35° give over its width. */
export function prismHeights(prism: PrismGeometry, f: number, ground: number): PrismHeights {
  const base = prism.base[f]
  const height = Math.max(prism.height[f], base + 0.1)
  const room = height - base
  let roof = prism.roofShape[f] === 0 ? 0 : prism.roofHeight[f]
  if (Number.isNaN(roof)) roof = Math.min(0.4 * room, 5)
  return { low: ground + base, eaves: ground + height - Math.min(Math.max(roof, 0), room), high: ground + height }
}

function measureSurfaces(measures: Measures, m: number, geometry: SurfaceGeometry, f: number): void {
  const { coordinates, ringOffsets, polygonOffsets, featureOffsets } = geometry.polygons
  const firstPolygon = featureOffsets[f]
  const lastPolygon = featureOffsets[f + 1]
  const from = ringOffsets[polygonOffsets[firstPolygon]]
  const to = ringOffsets[polygonOffsets[lastPolygon]]
  let low = Infinity
  let high = -Infinity
  for (let i = from; i < to; i++) {
    const z = coordinates[i * 3 + 2]
    if (z < low) low = z
    if (z > high) high = z
  }
  sums.start(coordinates[from * 3], coordinates[from * 3 + 1])
  let volume = 0
  for (let p = firstPolygon; p < lastPolygon; p++) {
    const firstRing = polygonOffsets[p]
    const outer = ringOffsets[firstRing]
    if (signedArea(coordinates, outer, ringOffsets[firstRing + 1], 3) <= 0) continue
    const before = sums.area()
    for (let ring = firstRing; ring < polygonOffsets[p + 1]; ring++)
      sums.addRing(coordinates, ringOffsets[ring], ringOffsets[ring + 1], 3, ring === firstRing ? 1 : -1)
    volume += (sums.area() - before) * meanHeight(coordinates, outer, ringOffsets[firstRing + 1])
  }
  const area = sums.area()
  // Walls count for the bounds, and place a feature that has no face to the sky.
  sums.addBounds(coordinates, from, to, 3)
  sums.write(measures, m)
  measures.low[m] = low
  measures.high[m] = high
  measures.top[m] = area > 0 ? Math.min(high, Math.max(low, volume / area)) : high
  measures.vertices[m] = Math.ceil((to - from) / 3)
}

function meanHeight(coordinates: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += coordinates[i * 3 + 2]
  return sum / (to - from)
}

const sums = createMoments()
