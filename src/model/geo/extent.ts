/** West, south, east, north in degrees, WGS84. West may exceed east only where the antimeridian is crossed. */
export type Extent = readonly [west: number, south: number, east: number, north: number]
