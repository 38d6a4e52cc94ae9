import type { PrismGeometry, SurfaceGeometry } from '#model/city/feature.ts'
import type { TileInput } from './input.ts'

type Drawable = PrismGeometry | SurfaceGeometry

export interface DrawnSet {
  geometry: Drawable
  firstRow: number
  ground: Float32Array
}

/** What planning and massing know of each drawn feature; one entry a feature in all arrays. */
export interface Measures {
  count: number
  sets: DrawnSet[]
  /** Index into `sets`, and the feature within it. */
  set: Uint16Array
  feature: Uint32Array
  /** Degrees. */
  west: Float64Array
  south: Float64Array
  east: Float64Array
  north: Float64Array
  /** Centroid of the footprint, degrees. */
  lon: Float64Array
  lat: Float64Array
  /** Lowest and highest point, and the height of a flat roof with the same volume; metres in the city's datum. */
  low: Float32Array
  high: Float32Array
  top: Float32Array
  /** Footprint, m². */
  area: Float32Array
  /** Second moments of the footprint about its centroid over its area, m²: east-east, east-north, north-north. */
  momentEE: Float32Array
  momentEN: Float32Array
  momentNN: Float32Array
  /** Vertices that the feature's mesh will have, about. */
  vertices: Uint32Array
}

const metresPerDegree = 111_320

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
  for (let ring = firstRing; ring < lastRing; ring++)
    sums.addRing(coordinates, ringOffsets[ring], ringOffsets[ring + 1], dimension)
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
    const before = sums.area()
    for (let ring = polygonOffsets[p]; ring < polygonOffsets[p + 1]; ring++)
      sums.addUpwardRing(coordinates, ringOffsets[ring], ringOffsets[ring + 1], ring === polygonOffsets[p])
    volume +=
      (sums.area() - before) *
      meanHeight(coordinates, ringOffsets[polygonOffsets[p]], ringOffsets[polygonOffsets[p] + 1])
  }
  const area = sums.area()
  sums.write(measures, m)
  // Walls alone bound the feature where no roof does.
  sums.spread(measures, m, coordinates, from, to)
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

const sums = createSums()

/** Area, centroid, second moments and bounds of rings that are added one by one; metres around the first vertex. */
function createSums() {
  let lon0 = 0
  let lat0 = 0
  let scaleX = 1
  let doubleArea = 0
  let sx = 0
  let sy = 0
  let sxx = 0
  let sxy = 0
  let syy = 0
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  let upward = true

  function addRing(coordinates: Float64Array, from: number, to: number, stride: number): void {
    let px = (coordinates[(to - 1) * stride] - lon0) * scaleX
    let py = (coordinates[(to - 1) * stride + 1] - lat0) * metresPerDegree
    for (let i = from * stride, end = to * stride; i < end; i += stride) {
      const lon = coordinates[i]
      const lat = coordinates[i + 1]
      if (lon < west) west = lon
      if (lon > east) east = lon
      if (lat < south) south = lat
      if (lat > north) north = lat
      const x = (lon - lon0) * scaleX
      const y = (lat - lat0) * metresPerDegree
      const cross = px * y - x * py
      doubleArea += cross
      sx += (px + x) * cross
      sy += (py + y) * cross
      sxx += (px * px + px * x + x * x) * cross
      syy += (py * py + py * y + y * y) * cross
      sxy += (px * y + 2 * px * py + 2 * x * y + x * py) * cross
      px = x
      py = y
    }
  }

  return {
    start(lon: number, lat: number): void {
      lon0 = lon
      lat0 = lat
      scaleX = metresPerDegree * Math.cos((lat * Math.PI) / 180)
      doubleArea = sx = sy = sxx = sxy = syy = 0
      west = south = Infinity
      east = north = -Infinity
    },
    addRing,
    /** As `addRing`, for polygons in space of which only those that look up count; holes go with their outer ring. */
    addUpwardRing(coordinates: Float64Array, from: number, to: number, outer: boolean): void {
      if (outer) upward = runsCounterClockwise(coordinates, from, to)
      if (upward) addRing(coordinates, from, to, 3)
    },
    area: () => Math.abs(doubleArea) / 2,
    write(measures: Measures, m: number): void {
      const usable = Math.abs(doubleArea) > 1e-4
      const cx = usable ? sx / (3 * doubleArea) : ((west + east) / 2 - lon0) * scaleX
      const cy = usable ? sy / (3 * doubleArea) : ((south + north) / 2 - lat0) * metresPerDegree
      measures.west[m] = west
      measures.south[m] = south
      measures.east[m] = east
      measures.north[m] = north
      measures.lon[m] = lon0 + cx / scaleX
      measures.lat[m] = lat0 + cy / metresPerDegree
      measures.area[m] = Math.abs(doubleArea) / 2
      measures.momentEE[m] = usable ? Math.max(0, sxx / (6 * doubleArea) - cx * cx) : 0
      measures.momentNN[m] = usable ? Math.max(0, syy / (6 * doubleArea) - cy * cy) : 0
      measures.momentEN[m] = usable ? sxy / (12 * doubleArea) - cx * cy : 0
    },
    /** Widens the bounds to all vertices, and places what has no upward face. */
    spread(measures: Measures, m: number, coordinates: Float64Array, from: number, to: number): void {
      for (let i = from; i < to; i++) {
        west = Math.min(west, coordinates[i * 3])
        east = Math.max(east, coordinates[i * 3])
        south = Math.min(south, coordinates[i * 3 + 1])
        north = Math.max(north, coordinates[i * 3 + 1])
      }
      measures.west[m] = west
      measures.south[m] = south
      measures.east[m] = east
      measures.north[m] = north
      if (Number.isFinite(measures.lon[m] + measures.lat[m])) return
      measures.lon[m] = (west + east) / 2
      measures.lat[m] = (south + north) / 2
    },
  }
}

function runsCounterClockwise(coordinates: Float64Array, from: number, to: number): boolean {
  let sum = 0
  const x0 = coordinates[from * 3]
  const y0 = coordinates[from * 3 + 1]
  for (let i = from, j = to - 1; i < to; j = i++)
    sum +=
      (coordinates[j * 3] - x0) * (coordinates[i * 3 + 1] - y0) -
      (coordinates[i * 3] - x0) * (coordinates[j * 3 + 1] - y0)
  return sum > 0
}
