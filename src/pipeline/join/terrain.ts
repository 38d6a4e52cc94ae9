import { createTransform } from '#math/geodesy/crs.ts'
import type { Extent } from '#model/geo/extent.ts'
import type { Grid } from '#model/geo/grid.ts'
import { sampleCell } from '#model/geo/gridSample.ts'

/** Posts a side of the terrain of a city at most: 64 MiB of heights. */
const maxSide = 4096

/**
 * Grids of any CRS as one grid in EPSG:4326 over all of them, at the finest of their resolutions, by bilinear interpolation; where they
 * overlap the first counts. NaN where there is no data. Undefined without grids.
 */
export function toTerrain(grids: readonly Grid[]): Grid | undefined {
  if (grids.length === 0) return undefined
  if (grids.length === 1 && isPlainDegrees(grids[0])) return grids[0]
  const placed = grids.map(placeGrid)
  const west = Math.min(...placed.map(grid => grid.extent[0]))
  const south = Math.min(...placed.map(grid => grid.extent[1]))
  const east = Math.max(...placed.map(grid => grid.extent[2]))
  const north = Math.max(...placed.map(grid => grid.extent[3]))
  const step = Math.min(...placed.map(grid => grid.step))
  const width = Math.max(2, Math.min(maxSide, Math.round((east - west) / (step / Math.cos((south * Math.PI) / 180)))))
  const height = Math.max(2, Math.min(maxSide, Math.round((north - south) / step)))
  const a = (east - west) / width
  const e = (south - north) / height
  const values = new Float32Array(width * height)
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) {
      values[r * width + c] = firstFinite(placed, west + (c + 0.5) * a, north + (r + 0.5) * e)
    }
  }
  return { width, height, values, affine: [a, 0, west, 0, e, north], crs: 'EPSG:4326', unit: 'm' }
}

const isPlainDegrees = (grid: Grid) =>
  grid.crs === 'EPSG:4326' &&
  grid.affine[1] === 0 &&
  grid.affine[3] === 0 &&
  grid.affine[4] < 0 &&
  grid.affine[0] > 0 &&
  Math.max(grid.width, grid.height) <= maxSide

interface PlacedGrid {
  extent: Extent
  /** Degrees of latitude a cell. */
  step: number
  sample(lon: number, lat: number): number
}

function placeGrid(grid: Grid): PlacedGrid {
  const { toWgs84, fromWgs84 } = createTransform(grid.crs ?? 'EPSG:4326')
  const [a, b, tx, d, e, ty] = grid.affine
  const determinant = a * e - b * d
  // Along the edges, where a projected rectangle bulges most.
  const edge: [number, number][] = []
  for (let i = 0; i <= 16; i++) {
    const c = (grid.width * i) / 16
    const r = (grid.height * i) / 16
    for (const [column, row] of [
      [c, 0],
      [c, grid.height],
      [0, r],
      [grid.width, r],
    ]) {
      edge.push(toWgs84(a * column + b * row + tx, d * column + e * row + ty))
    }
  }
  const lons = edge.map(([lon]) => lon)
  const lats = edge.map(([, lat]) => lat)
  const extent: Extent = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
  return {
    extent,
    step: (extent[3] - extent[1]) / Math.hypot(grid.height, (grid.width * Math.abs(d)) / (Math.abs(e) || 1)),
    sample(lon, lat) {
      const [x, y] = fromWgs84(lon, lat)
      const c = (e * (x - tx) - b * (y - ty)) / determinant
      const r = (a * (y - ty) - d * (x - tx)) / determinant
      return sampleCell(grid, c, r)
    },
  }
}

function firstFinite(grids: readonly PlacedGrid[], lon: number, lat: number): number {
  for (const grid of grids) {
    const height = grid.sample(lon, lat)
    if (!Number.isNaN(height)) return height
  }
  return Number.NaN
}
