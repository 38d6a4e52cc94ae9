/** A coordinate reference system as a PROJ string with the parameters of the EPSG dataset. */
export interface CrsDefinition {
  /** EPSG code, of the horizontal part where asked for a compound. */
  code: number
  /** PROJ string, axes in the order east, north (longitude, latitude). */
  proj: string
  name: string
  /** Where the CRS is meant to be used, in degrees WGS84, generously rounded: west, south, east, north. */
  area: readonly [west: number, south: number, east: number, north: number]
  /** True where the authority names the north (or latitude) before the east. Files do as they like: see `model/geo/axisOrder.ts`. */
  northFirst: boolean
}
