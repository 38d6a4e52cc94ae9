import type { TileContent, TileMesh } from '#format/tiles3d/index.ts'
import type { Table } from '#model/city/table.ts'
import type { Extent } from '#model/geo/extent.ts'
import type { JoinedSet } from '../join/joined.ts'

/** What is tiled of a joined city; `JoinedCity` itself will do. Sets that are no prisms or surfaces are passed over. */
export interface TileInput {
  sets: readonly Pick<JoinedSet, 'geometry' | 'firstRow' | 'count' | 'hidden' | 'ground'>[]
  /** The city's table, one row a feature over all sets; every column goes into the tiles. */
  table: Table
  /** What `drawTile` takes instead: the columns that a shader reads. */
  drawnTable?: Table
}

export interface TileOptions {
  /** Name of the metadata class in the tiles; letters, digits and `_`. */
  className?: string
  /**
   * Vertices which a leaf holds at most (single features excepted). Larger leaves mean fewer requests, smaller ones shorter tasks on the
   * main thread of the client.
   */
  leafVertices?: number
  /** Meshopt compression; `tilesReady()` must have resolved. */
  compress?: boolean
}

/** A tileset which exists as a plan: its tree at once, its tiles one by one when asked for. */
export interface TilePlan {
  /** Bytes of tileset.json, to which tile paths are relative. */
  readonly tileset: Uint8Array
  /** Paths of all tiles, parents before their children. */
  readonly paths: readonly string[]
  readonly extent: Extent
  /** Lowest and highest point, metres in the city's vertical datum. */
  readonly heights: readonly [number, number]
  /** Features that are drawn. */
  readonly features: number
  readonly tiles: readonly PlannedTile[]
  /**
   * GLB of one tile; the same bytes every time. Throws a `DataError` of code `not-found` for a path which the plan lacks.
   */
  encodeTile(path: string): Uint8Array
  /** The tile for a scene in this process: as `encodeTile`, but never compressed and with `drawnTable`, all numbers as FLOAT32. */
  drawTile(path: string): Uint8Array
  /** The tile before encoding. Leaves hold the full detail, inner tiles merged block massings. */
  contentOf(path: string): TileContent
  /** Triangles of a leaf and the row of each of its features: what picking needs, without the attributes. */
  meshOf(path: string): { mesh: TileMesh; rows: Uint32Array }
}

/** One tile of the tree; index 0 is the root. */
export interface PlannedTile {
  path: string
  /** Indices of the tiles below; none for a leaf. */
  children: number[]
  /** Column-major, the tile's east-north-up frame to earth-centred metres. */
  matrix: Float64Array
  /** Lowest and highest corner in that frame, metres. */
  min: [number, number, number]
  max: [number, number, number]
  /** Metres; 0 for leaves. */
  geometricError: number
}
