import type { Extent } from '../geo/extent.ts'
import type { PlaceLabel } from './label.ts'
import type { CityManifest } from './manifest.ts'
import type { Cell, Column } from './table.ts'

/**
 * A city that can be asked, whatever holds it: a package on a disk or server, one just imported, later a scenario's future city.
 * Rows are those of its feature table, 0 to rowCount - 1, over all kinds.
 */
export interface City {
  readonly manifest: CityManifest
  readonly rowCount: number
  /** The whole column (copied). Rejects with `not-found` for an unknown name. */
  column(name: string): Promise<Column>
  /** All attributes of a row which are not missing, in the manifest's order. */
  attributes(row: number): Promise<[name: string, value: Cell][]>
  /** First hit of a ray with what is drawn of the city, or undefined. */
  pick(ray: Ray): Promise<PickHit | undefined>
  /** Rows of the features whose representative point lies within the polygon (lon, lat pairs, not closed). */
  select(polygon: Float64Array): Promise<Uint32Array>
  search(text: string, limit: number): Promise<SearchHit[]>
  /** West, south, east, north, and lowest and highest point, of one feature. */
  bounds(row: number): Promise<FeatureBounds>
}

/** Earth-centred, earth-fixed, metres, in the city's own heights (no lowering to the ellipsoid). Direction of unit length. */
export interface Ray {
  origin: readonly [number, number, number]
  direction: readonly [number, number, number]
}

export interface PickHit {
  row: number
  /** Metres along the ray. */
  distance: number
  /** Path of the tile that was hit, relative to the tileset, and the feature id in its property table. */
  tile: string
  featureId: number
}

export interface FeatureBounds {
  extent: Extent
  /** Metres, lowest and highest. */
  heights: readonly [number, number]
}

export interface SearchHit {
  row: number
  kind: string
  /** What matched, for display. */
  label: string
  /** Absent where the feature is nowhere (a station of a list without coordinates). */
  lon?: number
  lat?: number
}

/** What the scene reads of a city in order to draw it. */
export interface CitySource {
  /** A file of the tilesets: tileset.json or a GLB, by its path in the package. */
  tile(path: string): Promise<ArrayBuffer>
  /**
   * Ground heights of the geographic tile (level, x, y; y from the north; two tiles at level 0), `size * size` posts, row-major,
   * north row first, edge posts on the tile's edges. Undefined where the city has no terrain there.
   */
  heights(level: number, x: number, y: number, size: number): Promise<Float32Array | undefined>
  /**
   * Edges of what is drawn of these features at full detail: six numbers a segment (two ends), earth-centred, earth-fixed metres in the
   * city's own heights. Rows of which nothing stands up have none. Cost: 1 ms a feature, tiles of the package that were never asked apart. A source may be without it.
   */
  outline?(rows: Uint32Array): Promise<Float64Array>
  /** From now on rays pass through the rows whose byte is 0 (one byte a row); undefined: through none. */
  showRows?(mask: Uint8Array | undefined): Promise<void>
  /** Names that a map of the city may carry, the most important first within each kind. */
  labels?(): Promise<PlaceLabel[]>
  /** Roads, water and green of the Web Mercator tile (level, x, y; y from the north) as a picture; undefined where empty. */
  groundImage(level: number, x: number, y: number, theme: GroundTheme): Promise<ImageBitmap | undefined>
}

export type GroundTheme = 'day' | 'night'
