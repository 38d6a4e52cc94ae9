/** A raster on a regular grid. */
export interface Grid {
  width: number
  height: number
  /** Row-major, north row first; NaN where there is no data. */
  values: Float32Array
  /** Pixel (column c, row r, corner based) to CRS: x = a·c + b·r + tx, y = d·c + e·r + ty, as [a, b, tx, d, e, ty]. */
  affine: readonly [number, number, number, number, number, number]
  /** Authority code such as `EPSG:32756`; undefined where the file names none. */
  crs?: string
  /** Unit of the values, `m` for heights. */
  unit: string
}
