import type { TileMesh } from '#format/tiles3d/index.ts'
import type { TileFrame } from './frame.ts'
import type { Measures } from './measure.ts'
import { metresPerDegree } from './moments.ts'

/** Blocks which stand for the features of an inner tile: each feature belongs to one. */
export interface Massing {
  count: number
  /** Block of the i-th of the features. */
  blockOf: Uint32Array
  /** Per block the feature with the largest volume, which lends its row. */
  chief: Uint32Array
  /** Lowest foot, metres in the city's datum. */
  low: Float32Array
}

/** m² that a feature without area counts as. */
export const leastWeight = 0.01

/** Height classes of a cell: a tower is not averaged away by the houses around it. */
const heightClasses = 8

interface Sums {
  area: Float64Array
  lon: Float64Array
  lat: Float64Array
  top: Float64Array
  ee: Float64Array
  en: Float64Array
  nn: Float64Array
  chiefVolume: Float64Array
}

/** The square of a tile in degrees, and its cells. */
export interface CellGrid {
  west: number
  south: number
  lonSide: number
  latSide: number
  cells: number
  /** Side of a cell, metres. */
  cell: number
}

/**
 * Groups features by cell of the tile and, within a cell, by height in steps of the cell's side: what a block gets wrong is then no larger
 * than a cell in any direction.
 */
export function groupFeatures(measures: Measures, features: Uint32Array, grid: CellGrid): Massing & { sums: Sums } {
  const { cells, cell } = grid
  const block = new Int32Array(cells * cells * heightClasses).fill(-1)
  const blockOf = new Uint32Array(features.length)
  const most = Math.min(features.length, block.length)
  const chief = new Uint32Array(most)
  const low = new Float32Array(most)
  const sums = allocateSums(most)
  // One scale serves the whole tile: what is measured with it are distances within a cell.
  const scaleX = metresPerDegree * Math.cos(((grid.south + grid.latSide / 2) * Math.PI) / 180)
  let count = 0
  for (let i = 0; i < features.length; i++) {
    const m = features[i]
    const x = clampCell(((measures.lon[m] - grid.west) / grid.lonSide) * cells, cells)
    const y = clampCell(((measures.lat[m] - grid.south) / grid.latSide) * cells, cells)
    const height = measures.top[m] - measures.low[m]
    const heightClass = Math.min(heightClasses - 1, Math.floor(height / cell))
    const key = (y * cells + x) * heightClasses + heightClass
    let b = block[key]
    if (b < 0) {
      b = count++
      block[key] = b
      low[b] = Infinity
    }
    blockOf[i] = b
    addFeature(sums, b, measures, m, scaleX)
    if (measures.low[m] < low[b]) low[b] = measures.low[m]
    const volume = measures.area[m] * height
    if (volume > sums.chiefVolume[b]) {
      sums.chiefVolume[b] = volume
      chief[b] = m
    }
  }
  return { count, blockOf, chief, low, sums }
}

function clampCell(value: number, cells: number): number {
  return Math.min(cells - 1, Math.max(0, Math.floor(value)))
}

function allocateSums(length: number): Sums {
  const zeros = () => new Float64Array(length)
  return {
    area: zeros(),
    lon: zeros(),
    lat: zeros(),
    top: zeros(),
    ee: zeros(),
    en: zeros(),
    nn: zeros(),
    chiefVolume: zeros().fill(-1),
  }
}

function addFeature(sums: Sums, b: number, measures: Measures, m: number, scaleX: number): void {
  const weight = Math.max(measures.area[m], leastWeight)
  const dLon = sums.area[b] > 0 ? measures.lon[m] - sums.lon[b] : 0
  const dLat = sums.area[b] > 0 ? measures.lat[m] - sums.lat[b] : 0
  const total = sums.area[b] + weight
  // Weighted means and moments, updated one feature at a time (West 1979): no second pass, no cancellation.
  const share = (sums.area[b] * weight) / total
  const dx = dLon * scaleX
  const dy = dLat * metresPerDegree
  sums.ee[b] += measures.momentEE[m] * weight + dx * dx * share
  sums.en[b] += measures.momentEN[m] * weight + dx * dy * share
  sums.nn[b] += measures.momentNN[m] * weight + dy * dy * share
  sums.lon[b] = sums.area[b] > 0 ? sums.lon[b] + (dLon * weight) / total : measures.lon[m]
  sums.lat[b] = sums.area[b] > 0 ? sums.lat[b] + (dLat * weight) / total : measures.lat[m]
  sums.top[b] += measures.top[m] * weight
  sums.area[b] = total
}

/** Vertices of a block, counter-clockwise from above: (along, across) in halves of its sides. */
const corners = [-1, -1, 1, -1, 1, 1, -1, 1]
/** Top and sides; nobody sees the bottom of a massing. */
const faces = [4, 5, 6, 4, 6, 7, 0, 1, 5, 0, 5, 4, 1, 2, 6, 1, 6, 5, 2, 3, 7, 2, 7, 6, 3, 0, 4, 3, 4, 7]

/**
 * A box a block: as large as the footprints together, as long and as turned as they lie (the rectangle with their second moments), and
 * as high as they are on average, weighted by area.
 */
export function buildBlocks(
  { count, low, sums }: Massing & { sums: Sums },
  frame: TileFrame,
  { min, max }: { min: readonly number[]; max: readonly number[] },
): TileMesh {
  const positions = new Float64Array(count * 24)
  const indices = new Uint32Array(count * 30)
  const featureIds = new Uint32Array(count * 8)
  const centre = new Float64Array(2)
  const place = new Float64Array(2)
  for (let b = 0; b < count; b++) {
    place[0] = sums.lon[b]
    place[1] = sums.lat[b]
    frame.project(place, 0, 1, 2, centre, 0, 2)
    const top = Math.max(sums.top[b] / sums.area[b], low[b] + 0.1)
    writeBox(positions, b * 24, centre, rectangleOf(sums, b), low[b], top)
    for (let k = b * 24; k < b * 24 + 24; k += 3) {
      positions[k] = Math.min(max[0], Math.max(min[0], positions[k]))
      positions[k + 1] = Math.min(max[1], Math.max(min[1], positions[k + 1]))
    }
    for (let k = 0; k < 30; k++) indices[b * 30 + k] = b * 8 + faces[k]
    featureIds.fill(b, b * 8, b * 8 + 8)
  }
  return { positions: frame.lift(positions, count * 8), indices, featureIds }
}

interface Oriented {
  ux: number
  uy: number
  /** Half sides. */
  along: number
  across: number
}

/** The rectangle of the block's area with the axes of its second moments. A rectangle l long has the moment l²/12 along it. */
function rectangleOf(sums: Sums, b: number): Oriented {
  const area = sums.area[b]
  const ee = sums.ee[b] / area
  const en = sums.en[b] / area
  const nn = sums.nn[b] / area
  const mean = (ee + nn) / 2
  const spread = Math.hypot((ee - nn) / 2, en)
  const angle = Math.atan2(2 * en, ee - nn) / 2
  const along = Math.sqrt(3 * (mean + spread))
  const across = Math.sqrt(3 * Math.max(mean - spread, 0))
  const aspect = Math.min(8, Math.max(1, along / Math.max(across, 1e-6)))
  const half = Math.sqrt(area) / 2
  return { ux: Math.cos(angle), uy: Math.sin(angle), along: half * Math.sqrt(aspect), across: half / Math.sqrt(aspect) }
}

function writeBox(
  positions: Float64Array,
  at: number,
  centre: Float64Array,
  { ux, uy, along, across }: Oriented,
  low: number,
  top: number,
): void {
  for (let k = 0; k < 8; k++) {
    const u = corners[(k % 4) * 2] * along
    const v = corners[(k % 4) * 2 + 1] * across
    positions[at + k * 3] = centre[0] + u * ux - v * uy
    positions[at + k * 3 + 1] = centre[1] + u * uy + v * ux
    positions[at + k * 3 + 2] = k < 4 ? low : top
  }
}
