import type { PrismGeometry, SurfaceGeometry } from '#model/city/feature.ts'
import type { Table } from '#model/city/table.ts'
import type { Extent } from '#model/geo/extent.ts'

/** Features of one kind as they are tiled: coordinates are lon, lat (, metres) in WGS84, heights in the city's vertical datum. */
export interface TileFeatures {
  geometry: PrismGeometry | SurfaceGeometry
  /** Row of each feature in the city's table. */
  rows: Uint32Array
  /** Height of the ground at each feature, metres; prisms stand on it, surfaces carry their own heights and ignore it. */
  ground: ArrayLike<number>
}

export interface TileInput {
  sets: readonly TileFeatures[]
  /** The city's table, indexed by `rows`; every column of it is written into the tiles. */
  table: Table
  /** Name of the metadata class in the tiles. */
  className?: string
  /**
   * Longest side of a tile's footprint at the finest inner level and features a leaf are derived from this: the number of vertices a
   * leaf should hold at most. Larger leaves are fewer requests, smaller ones shorter tasks on the main thread.
   */
  leafVertices?: number
  /** Meshopt compression of the tiles; on unless false. */
  compress?: boolean
}

/** A tileset which exists as a plan: its tree at once, its tiles one by one when asked for. */
export interface TilePlan {
  /** Path of the tileset file, to which tile paths are relative: `tileset.json`. */
  readonly tileset: Uint8Array
  /** Paths of all tiles, parents before their children. */
  readonly paths: readonly string[]
  readonly extent: Extent
  /** Lowest and highest point, metres in the city's vertical datum. */
  readonly heights: readonly [number, number]
  /** Features that are drawn. */
  readonly features: number
  /** GLB of one tile; the same bytes every time. Throws a `DataError` of code `not-found` for a path the plan lacks. Needs `tilesReady()`. */
  encodeTile(path: string): Uint8Array
}
