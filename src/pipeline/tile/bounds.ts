import { createTileFrame, type TileFrame } from './frame.ts'
import type { Measures } from './measure.ts'
import { relativeTo } from './rigid.ts'
import type { Tree } from './tree.ts'

/** Degrees and metres in the city's datum. */
export interface NodeBounds {
  west: number
  south: number
  east: number
  north: number
  low: number
  high: number
}

/** What the features of each node cover; children are joined from the bottom up. */
export function boundNodes(measures: Measures, { nodes, order }: Tree): NodeBounds[] {
  const bounds = nodes.map(() => emptyBounds())
  for (let n = nodes.length - 1; n >= 0; n--) {
    const node = nodes[n]
    if (node.children.length === 0)
      for (let i = node.start; i < node.end; i++) includeFeature(bounds[n], measures, order[i])
    else for (const child of node.children) includeBounds(bounds[n], bounds[child])
  }
  return bounds
}

function emptyBounds(): NodeBounds {
  return { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity, low: Infinity, high: -Infinity }
}

function includeFeature(b: NodeBounds, measures: Measures, m: number): void {
  if (measures.west[m] < b.west) b.west = measures.west[m]
  if (measures.south[m] < b.south) b.south = measures.south[m]
  if (measures.east[m] > b.east) b.east = measures.east[m]
  if (measures.north[m] > b.north) b.north = measures.north[m]
  if (measures.low[m] < b.low) b.low = measures.low[m]
  if (measures.high[m] > b.high) b.high = measures.high[m]
}

function includeBounds(b: NodeBounds, other: NodeBounds): void {
  b.west = Math.min(b.west, other.west)
  b.south = Math.min(b.south, other.south)
  b.east = Math.max(b.east, other.east)
  b.north = Math.max(b.north, other.north)
  b.low = Math.min(b.low, other.low)
  b.high = Math.max(b.high, other.high)
}

export function frameOf({ west, south, east, north, low }: NodeBounds): TileFrame {
  return createTileFrame((west + east) / 2, (south + north) / 2, low)
}

/**
 * The box in the tile's frame that holds everything within the bounds, widened by `margin` metres. The extremes of a piece of the
 * ellipsoid around the frame's origin lie at its corners and the middles of its sides.
 */
export function boxOf(b: NodeBounds, frame: TileFrame, margin: number) {
  const points = new Float64Array(54)
  let count = 0
  for (const lon of [b.west, (b.west + b.east) / 2, b.east])
    for (const lat of [b.south, (b.south + b.north) / 2, b.north])
      for (const height of [b.low, b.high]) {
        frame.project([lon, lat], 0, 1, 2, points, count * 3, 3)
        points[count * 3 + 2] = height
        count++
      }
  const local = frame.lift(points, count)
  const min: [number, number, number] = [Infinity, Infinity, Infinity]
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity]
  for (let i = 0; i < local.length; i++) {
    min[i % 3] = Math.min(min[i % 3], local[i] - margin)
    max[i % 3] = Math.max(max[i % 3], local[i] + margin)
  }
  return { min, max }
}

interface Placed {
  matrix: Float64Array
  min: [number, number, number]
  max: [number, number, number]
}

/** Widens a box to hold all corners of another, given in another frame. */
export function encloseBox(outer: Placed, inner: Placed): void {
  const matrix = relativeTo(outer.matrix, inner.matrix)
  for (let corner = 0; corner < 8; corner++) {
    const point = [0, 1, 2].map(k => ((corner >> k) & 1 ? inner.max[k] : inner.min[k]))
    for (let k = 0; k < 3; k++) {
      const value = matrix[k] * point[0] + matrix[4 + k] * point[1] + matrix[8 + k] * point[2] + matrix[12 + k]
      outer.min[k] = Math.min(outer.min[k], value)
      outer.max[k] = Math.max(outer.max[k], value)
    }
  }
}
