/** Mean length of a degree of latitude, metres: good for sizes and for grouping, not for places. */
export const metresPerDegree = 111_320

/** Where `Moments.write` puts its results, one entry a feature. */
export interface MomentColumns {
  west: Float64Array
  south: Float64Array
  east: Float64Array
  north: Float64Array
  lon: Float64Array
  lat: Float64Array
  area: Float32Array
  momentEE: Float32Array
  momentEN: Float32Array
  momentNN: Float32Array
}

/** Area, centroid, second moments and bounds of rings in degrees that are added one by one. */
export interface Moments {
  start(lon: number, lat: number): void
  /** `sign` 1 for an outer ring, -1 for a hole, whichever way it runs. */
  addRing(coordinates: Float64Array, from: number, to: number, stride: number, sign: 1 | -1): void
  /** Widens the bounds only. */
  addBounds(coordinates: Float64Array, from: number, to: number, stride: number): void
  /** m², so far. */
  area(): number
  write(columns: MomentColumns, m: number): void
}

/** Places in the accumulator. A typed array, since captured numbers that change would each be an object on the heap. */
const doubleArea = 0
const sx = 1
const sy = 2
const sxx = 3
const sxy = 4
const syy = 5
const west = 6
const south = 7
const east = 8
const north = 9
const originLon = 10
const originLat = 11
const scale = 12

export function createMoments(): Moments {
  const s = new Float64Array(13)
  return {
    start(lon, lat) {
      s.fill(0, 0, 6)
      s[west] = s[south] = Infinity
      s[east] = s[north] = -Infinity
      s[originLon] = lon
      s[originLat] = lat
      s[scale] = metresPerDegree * Math.cos((lat * Math.PI) / 180)
    },
    addRing: (coordinates, from, to, stride, sign) => addRing(s, coordinates, from, to, stride, sign),
    addBounds(coordinates, from, to, stride) {
      for (let i = from; i < to; i++) {
        s[west] = Math.min(s[west], coordinates[i * stride])
        s[east] = Math.max(s[east], coordinates[i * stride])
        s[south] = Math.min(s[south], coordinates[i * stride + 1])
        s[north] = Math.max(s[north], coordinates[i * stride + 1])
      }
    },
    area: () => Math.abs(s[doubleArea]) / 2,
    write: (columns, m) => write(s, columns, m),
  }
}

function addRing(
  s: Float64Array,
  coordinates: Float64Array,
  from: number,
  to: number,
  stride: number,
  sign: 1 | -1,
): void {
  const lon0 = s[originLon]
  const lat0 = s[originLat]
  const scaleX = s[scale]
  let px = (coordinates[(to - 1) * stride] - lon0) * scaleX
  let py = (coordinates[(to - 1) * stride + 1] - lat0) * metresPerDegree
  let area = 0
  let mx = 0
  let my = 0
  let mxx = 0
  let mxy = 0
  let myy = 0
  let w = s[west]
  let so = s[south]
  let e = s[east]
  let n = s[north]
  for (let i = from * stride, end = to * stride; i < end; i += stride) {
    const lon = coordinates[i]
    const lat = coordinates[i + 1]
    if (lon < w) w = lon
    if (lon > e) e = lon
    if (lat < so) so = lat
    if (lat > n) n = lat
    const x = (lon - lon0) * scaleX
    const y = (lat - lat0) * metresPerDegree
    const cross = px * y - x * py
    area += cross
    mx += (px + x) * cross
    my += (py + y) * cross
    mxx += (px * px + px * x + x * x) * cross
    myy += (py * py + py * y + y * y) * cross
    mxy += (px * y + 2 * px * py + 2 * x * y + x * py) * cross
    px = x
    py = y
  }
  const turn = area < 0 ? -sign : sign
  s[doubleArea] += turn * area
  s[sx] += turn * mx
  s[sy] += turn * my
  s[sxx] += turn * mxx
  s[sxy] += turn * mxy
  s[syy] += turn * myy
  s[west] = w
  s[south] = so
  s[east] = e
  s[north] = n
}

function write(s: Float64Array, columns: MomentColumns, m: number): void {
  const area = s[doubleArea]
  const usable = Math.abs(area) > 1e-4
  const cx = usable ? s[sx] / (3 * area) : ((s[west] + s[east]) / 2 - s[originLon]) * s[scale]
  const cy = usable ? s[sy] / (3 * area) : ((s[south] + s[north]) / 2 - s[originLat]) * metresPerDegree
  columns.west[m] = s[west]
  columns.south[m] = s[south]
  columns.east[m] = s[east]
  columns.north[m] = s[north]
  columns.lon[m] = s[originLon] + cx / s[scale]
  columns.lat[m] = s[originLat] + cy / metresPerDegree
  columns.area[m] = Math.abs(area) / 2
  columns.momentEE[m] = usable ? Math.max(0, s[sxx] / (6 * area) - cx * cx) : 0
  columns.momentNN[m] = usable ? Math.max(0, s[syy] / (6 * area) - cy * cy) : 0
  columns.momentEN[m] = usable ? s[sxy] / (12 * area) - cx * cy : 0
}
