import type { Table } from '#model/city/table.ts'

/** Triangles. */
export interface TileModel {
  /** x east, y north, z up, metres in the tile's local frame; 3 a vertex. */
  positions: Float32Array
  /** 3 a triangle, counter-clockwise seen from outside. */
  indices: Uint32Array
  /** Red, green, blue, one byte each, linear (not sRGB) as glTF has it; 3 a vertex. */
  colors?: Uint8Array
}

/** Triangles of one tile. */
export interface TileMesh extends TileModel {
  /** Row of the tile's table, one a vertex. */
  featureIds: Uint32Array
}

/** What one GLB holds: a mesh, and a property table whose row r describes the feature of id r. */
export interface TileContent {
  mesh: TileMesh
  table: Table
  /** Class of the property table; letters, digits and `_`. */
  className: string
}

/** A model drawn many times: trees, lamps. */
export interface InstanceGroup {
  /** In its own frame: origin at the foot, z up. */
  model: TileModel
  /** East, north, up of each foot, metres in the tile's local frame. */
  translations: Float32Array
  /** Factors along the model's x, y and z, before it is turned; 3 an instance. */
  scales: Float32Array
  /** Degrees clockwise from north by which each is turned. */
  headings?: Float32Array
  /** Row of the tile's table, one an instance. */
  featureIds: Uint32Array
}

export interface InstancedContent {
  groups: InstanceGroup[]
  table: Table
  className: string
}
