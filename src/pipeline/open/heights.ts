import type { Grid } from '#model/geo/grid.ts'
import { heightAt } from '#model/geo/gridSample.ts'

/**
 * Ground heights of a geographic tile (two tiles at level 0, y from the north): `size * size` posts, row-major, north row first, edge posts
 * on the tile's edges. Beyond the terrain its nearest edge goes on, so that the ground does not drop to zero at the city's border.
 * Undefined where the tile does not touch the terrain.
 */
export function sampleHeights(
  terrain: Grid,
  level: number,
  x: number,
  y: number,
  size: number,
): Float32Array | undefined {
  const side = 180 / 2 ** level
  const west = -180 + x * side
  const north = 90 - y * side
  const [a, , tx, , e, ty] = terrain.affine
  const [left, top, right, bottom] = [tx, ty, tx + a * terrain.width, ty + e * terrain.height]
  if (west > right || west + side < left || north < bottom || north - side > top) return undefined
  const heights = new Float32Array(size * size)
  const inside = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)
  let last = Number.NaN
  for (let row = 0; row < size; row++) {
    const lat = inside(north - (row / (size - 1)) * side, bottom, top)
    for (let column = 0; column < size; column++) {
      const lon = inside(west + (column / (size - 1)) * side, left, right)
      const height = heightAt(terrain, lon, lat)
      if (!Number.isNaN(height)) last = height
      heights[row * size + column] = height
    }
  }
  if (Number.isNaN(last)) return undefined
  fillGaps(heights, size)
  return heights
}

/** Gaps take the height before them in their row, else the one after, else that of the row before or after. */
function fillGaps(heights: Float32Array, size: number): void {
  for (let row = 0; row < size; row++) {
    const line = heights.subarray(row * size, (row + 1) * size)
    spread(line, 0, 1)
    spread(line, size - 1, -1)
  }
  for (let row = 1; row < size; row++) copyGapRow(heights, size, row, row - 1)
  for (let row = size - 2; row >= 0; row--) copyGapRow(heights, size, row, row + 1)
}

function spread(line: Float32Array, start: number, step: number): void {
  let last = Number.NaN
  for (let i = start; i >= 0 && i < line.length; i += step) {
    if (Number.isNaN(line[i])) line[i] = last
    else last = line[i]
  }
}

function copyGapRow(heights: Float32Array, size: number, row: number, from: number): void {
  if (Number.isNaN(heights[row * size])) heights.copyWithin(row * size, from * size, (from + 1) * size)
}
