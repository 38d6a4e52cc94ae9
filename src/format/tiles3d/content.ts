import type { Table } from '#model/city/table.ts'

/** Triangles of one tile. */
export interface TileMesh {
  /** x east, y north, z up, metres in the tile's local frame; 3 a vertex. */
  positions: Float32Array
  /** 3 a triangle, counter-clockwise seen from outside. */
  indices: Uint32Array
  /** Row of the tile's table, one a vertex. */
  featureIds: Uint32Array
  /** Red, green, blue, one byte each, linear (not sRGB) as glTF has it; 3 a vertex. */
  colors?: Uint8Array
}

/** What one GLB holds: a mesh, and a property table whose row r describes the feature of id r. */
export interface TileContent {
  mesh: TileMesh
  table: Table
  /** Class of the property table; letters, digits and `_`. */
  className: string
}
