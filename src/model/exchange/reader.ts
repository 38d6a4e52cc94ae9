import type { FeatureSet } from '../city/feature.ts'
import type { Grid } from '../geo/grid.ts'
import type { NoticeLog } from './notice.ts'
import type { ByteSource } from './source.ts'

/** Limits that every reader keeps, so that no file can hang the page or eat its memory. */
export interface ReadLimits {
  maxBytes: number
  /** Nesting depth of JSON or XML. */
  maxDepth: number
  maxFeatures: number
}

export const defaultLimits: ReadLimits = { maxBytes: 2 ** 31, maxDepth: 256, maxFeatures: 5_000_000 }

export interface ReadOptions {
  limits: ReadLimits
  notices: NoticeLog
  /** Readers check it between batches and throw a `DataError` of code `cancelled`. */
  signal?: AbortSignal
}

/** What a reader tells, in this order: one header, then features or grids with progress between. */
export type ReadEvent =
  | {
      type: 'header'
      /** Authority code such as `EPSG:28992`, or undefined where the file names none. Compound codes stay compound. */
      crs?: string
      title?: string
      /** Who made it, as the file states it. */
      attribution?: string
      /** Terms of use as the file states them: a name, an SPDX id or an address. */
      licence?: string
    }
  /** Coordinates as in the file: x, y (z) in the header's CRS. lon, lat for geographic CRS whatever the axis order of the authority. */
  | { type: 'features'; set: FeatureSet }
  | { type: 'grid'; grid: Grid }
  /** Fraction of the input read, 0 to 1, never falling. */
  | { type: 'progress'; fraction: number }

/** One format. `format/<id>/index.ts` exports one of these. */
export interface Reader {
  /** kebab-case; also the folder's name. */
  readonly id: string
  /**
   * How sure the reader is that the source is of its format, 0 (no) to 1 (certain), from the first bytes (at most 64 KiB, already
   * gunzipped where the file is gzip) and the file name. Content weighs more than the name.
   */
  detect(head: Uint8Array, name: string): number
  /** Throws `DataError`. Features that are wrong alone are counted in `notices` and left out. */
  read(source: ByteSource, options: ReadOptions): AsyncGenerator<ReadEvent, void>
}
