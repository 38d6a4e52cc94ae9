import type { Grid } from './grid.ts'

/** Height at corner-based column c and row r, bilinear between the centres of cells; NaN outside and where all corners lack data. */
export function sampleCell(grid: Grid, c: number, r: number): number {
  const { width, height, values } = grid
  if (!(c >= 0 && r >= 0 && c <= width && r <= height)) return Number.NaN
  const x = Math.min(Math.max(c - 0.5, 0), width - 1)
  const y = Math.min(Math.max(r - 0.5, 0), height - 1)
  const x0 = Math.min(Math.floor(x), Math.max(0, width - 2))
  const y0 = Math.min(Math.floor(y), Math.max(0, height - 2))
  let sum = 0
  let weight = 0
  for (let k = 0; k < 4; k++) {
    const column = Math.min(x0 + (k & 1), width - 1)
    const row = Math.min(y0 + (k >> 1), height - 1)
    const share = (k & 1 ? x - x0 : 1 - x + x0) * (k >> 1 ? y - y0 : 1 - y + y0)
    const value = values[row * width + column]
    if (Number.isNaN(value) || share <= 0) continue
    sum += value * share
    weight += share
  }
  return weight > 0 ? sum / weight : Number.NaN
}

/** Height of the terrain (EPSG:4326) at a place, NaN where it has none. */
export function heightAt(terrain: Grid, lon: number, lat: number): number {
  const [a, , tx, , e, ty] = terrain.affine
  return sampleCell(terrain, (lon - tx) / a, (lat - ty) / e)
}

/** Lowest, middle (median) and highest of the heights of a terrain; undefined where it holds no data. */
export function summarise(terrain: Grid): { low: number; middle: number; high: number } | undefined {
  const sorted = terrain.values.filter(value => !Number.isNaN(value)).sort()
  if (sorted.length === 0) return undefined
  return { low: sorted[0], middle: sorted[sorted.length >> 1], high: sorted[sorted.length - 1] }
}
