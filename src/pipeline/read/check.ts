import { selfIntersects } from '#math/geometry/crossing.ts'
import { signedArea } from '#math/geometry/ring.ts'
import type { FeatureSet, Geometry, PrismGeometry } from '#model/city/feature.ts'
import { cellAt, findColumn } from '#model/city/table.ts'
import type { NoticeCode, NoticeLog } from '#model/exchange/notice.ts'
import type { PolygonColumn } from '#model/geo/geometry.ts'
import { coordinatesOf, polygonsOf, verticesOf } from './columns.ts'
import { selectFeatures } from './compact.ts'

/** Metres: higher than any building, tunnel or hill of a city could be. */
const lowest = -1000
const highest = 10_000
const tallestPrism = 2000
/** Square degrees: about 1 cm². */
const leastArea = 1e-14

/**
 * Leaves out the features which cannot be drawn (counted, with the id of the first), and puts missing for what is absurd. The set is
 * in WGS84 degrees. Returns the same set where all is well.
 */
export function checkSet(set: FeatureSet, notices: NoticeLog): FeatureSet {
  const count = set.table.rowCount
  const ids = findColumn(set.table, 'id')
  const idOf = (f: number) => `${(ids && cellAt(ids, f)) ?? `#${f}`}`
  const kept = new Uint32Array(count)
  let keptCount = 0
  for (let f = 0; f < count; f++) {
    const wrong = findFault(set.geometry, f)
    if (wrong) notices.quarantine(wrong, idOf(f))
    else kept[keptCount++] = f
  }
  const checked = keptCount === count ? set : selectFeatures(set, kept.slice(0, keptCount))
  warnOfOddities(checked, notices)
  return checked
}

/** Code of what makes feature f impossible to draw, or undefined. */
function findFault(geometry: Geometry, f: number): NoticeCode | undefined {
  const columns = coordinatesOf(geometry)
  if (!columns) return undefined
  const [from, to] = verticesOf(geometry, f)
  if (to === from) return 'no-geometry'
  const bad = findBadVertex(columns.coordinates, columns.stride, from, to)
  if (bad) return bad
  if (geometry.type === 'line') return to - from < 2 ? 'degenerate' : undefined
  if (geometry.type === 'prism' || geometry.type === 'area') {
    return hasArea(polygonsOf(geometry)!, f) ? undefined : 'degenerate'
  }
  return undefined
}

function findBadVertex(coordinates: Float64Array, stride: number, from: number, to: number): NoticeCode | undefined {
  for (let v = from; v < to; v++) {
    const lon = coordinates[v * stride]
    const lat = coordinates[v * stride + 1]
    // Written so that NaN fails too.
    if (!(Math.abs(lon) < Number.POSITIVE_INFINITY && Math.abs(lat) < Number.POSITIVE_INFINITY)) return 'non-finite'
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return 'out-of-range'
    if (stride === 2) continue
    const z = coordinates[v * stride + 2]
    if (!Number.isFinite(z)) return 'non-finite'
    if (z < lowest || z > highest) return 'height-implausible'
  }
  return undefined
}

function hasArea(column: PolygonColumn, f: number): boolean {
  const { featureOffsets, polygonOffsets, ringOffsets, coordinates, dimension } = column
  for (let p = featureOffsets[f]; p < featureOffsets[f + 1]; p++) {
    const ring = polygonOffsets[p]
    if (ring === polygonOffsets[p + 1] || ringOffsets[ring + 1] - ringOffsets[ring] < 3) continue
    if (Math.abs(signedArea(coordinates, ringOffsets[ring], ringOffsets[ring + 1], dimension)) > leastArea) return true
  }
  return false
}

function warnOfOddities(set: FeatureSet, notices: NoticeLog): void {
  const { geometry } = set
  if (geometry.type !== 'prism') return
  const ids = findColumn(set.table, 'id')
  const idOf = (f: number) => `${(ids && cellAt(ids, f)) ?? `#${f}`}`
  for (let f = 0; f < set.table.rowCount; f++) {
    if (crossesItself(geometry.footprint, f)) notices.warn('self-intersection', idOf(f))
    if (clearAbsurdHeights(geometry, f)) notices.warn('height-implausible', idOf(f))
  }
}

function crossesItself(column: PolygonColumn, f: number): boolean {
  const { featureOffsets, polygonOffsets, ringOffsets, coordinates, dimension } = column
  const last = polygonOffsets[featureOffsets[f + 1]]
  for (let ring = polygonOffsets[featureOffsets[f]]; ring < last; ring++) {
    if (ringOffsets[ring + 1] - ringOffsets[ring] < 4) continue
    if (selfIntersects(coordinates, ringOffsets[ring], ringOffsets[ring + 1], dimension)) return true
  }
  return false
}

/** Heights no building has become missing, so that they are estimated. True where there was one. */
function clearAbsurdHeights(prism: PrismGeometry, f: number): boolean {
  const height = prism.height[f]
  const base = prism.base[f]
  let absurd = false
  if (!Number.isFinite(base) || Math.abs(base) > tallestPrism) {
    prism.base[f] = 0
    absurd = true
  }
  if (Number.isNaN(height)) return absurd
  if (height <= 0 || height > tallestPrism || height <= prism.base[f]) {
    prism.height[f] = Number.NaN
    absurd = true
  }
  if (prism.roofHeight[f] < 0 || prism.roofHeight[f] > tallestPrism) {
    prism.roofHeight[f] = Number.NaN
    absurd = true
  }
  return absurd
}
