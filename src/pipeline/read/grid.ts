import { findImplausible } from '#math/geodesy/plausible.ts'
import { DataError } from '#model/exchange/error.ts'
import type { Grid } from '#model/geo/grid.ts'
import { findTransform } from './transform.ts'

/**
 * The grid with its CRS settled: its own, else `fallback`, else WGS84 where its corners are degrees. Throws `crs-missing`,
 * `crs-unknown` or `crs-implausible`.
 */
export function createGridClaim(grid: Grid, file: string, fallback: string | undefined): Grid {
  const crs = grid.crs ?? fallback
  if (crs) findTransform(crs, file)
  const [a, b, tx, d, e, ty] = grid.affine
  const corners = [
    [0, 0],
    [grid.width, 0],
    [0, grid.height],
    [grid.width, grid.height],
  ].flatMap(([c, r]) => [a * c + b * r + tx, d * c + e * r + ty])
  const found = findImplausible(corners, crs)
  if (found) throw new DataError(found.code, found.message, { file, cure: found.cure })
  // A cell of a tenth of a degree and more is no city's terrain: such numbers are metres of a local grid.
  if (!crs && Math.abs(a) > 0.1) {
    throw new DataError('crs-missing', 'no coordinate reference system is named.', {
      file,
      cure: 'Name it with --crs EPSG:N, or put a .prj file beside it in a zip.',
    })
  }
  return { ...grid, crs: crs ?? 'EPSG:4326' }
}
