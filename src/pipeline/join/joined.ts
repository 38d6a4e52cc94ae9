import type { FeatureKind, Geometry, SurfaceGeometry } from '#model/city/feature.ts'
import type { CityManifest } from '#model/city/manifest.ts'
import type { Table } from '#model/city/table.ts'
import type { Notice } from '#model/exchange/notice.ts'
import type { Extent } from '#model/geo/extent.ts'
import type { Grid } from '#model/geo/grid.ts'

import type { FeatureIndex } from './featureIndex.ts'

/**
 * A city between reading and writing: all features checked, in WGS84 (x longitude, y latitude in degrees; z metres in the city's
 * vertical datum), with one global table. Heights of prisms are known (estimated where the source says nothing).
 */
export interface JoinedCity {
  id: string
  title: CityManifest['title']
  sets: JoinedSet[]
  /** One row a feature over all sets; the canonical attributes first (model/city/vocabulary.ts), then the source's own. */
  table: Table
  rowCount: number
  /** Where each feature is. */
  index: FeatureIndex
  extent: Extent
  /** Lowest and highest point of what is drawn, metres. */
  heights: readonly [number, number]
  /** Height of the ground where there is no terrain. */
  ground: number
  /** Terrain in EPSG:4326, metres, or undefined. */
  terrain?: Grid
  /** Count by kind, features without geometry and undrawn outlines included. */
  counts: Record<string, number>
  notices: Notice[]
  quarantined: number
  sources: CityManifest['sources']
}

/** Features of one kind and one sort of geometry, in consecutive rows. */
export interface JoinedSet {
  kind: FeatureKind
  geometry: Geometry
  otherLods?: SurfaceGeometry[]
  /** Feature f of this set is row `firstRow + f` of the table. */
  firstRow: number
  count: number
  /** Per feature 1 where it is listed but not drawn (the outline of a building whose parts are drawn). */
  hidden: Uint8Array
  /** Per feature the height of the ground under it in metres: prisms and points stand on it. 0 for surfaces, which bring their own heights. */
  ground: Float32Array
}
