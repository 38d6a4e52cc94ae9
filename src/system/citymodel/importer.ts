import type { City, CitySource } from '#model/city/city.ts'
import type { CityManifest, LocalText } from '#model/city/manifest.ts'
import type { Extent } from '#model/geo/extent.ts'

/**
 * The cities this browser has, whatever keeps them: the demo city served beside the page, imports kept in the browser's storage,
 * packages by URL. Every method which fails rejects with a `DataError`; work that was cancelled rejects with the code `cancelled`
 * and leaves nothing behind.
 */
export interface CityLibrary {
  /** What is there, demo city first, then in order of import. Cheap: opens nothing. */
  list(): Promise<CityEntry[]>
  /**
   * Reads files or a URL into one entry and keeps it across reloads. Content which is there already (same `hash`) is not read
   * again: the entry it has comes back with `known: true`.
   */
  import(input: ImportInput, options: ImportOptions): Promise<ImportResult>
  /** Opens a city for asking and drawing. The caller disposes it. Only for entries of kind `city`. */
  open(id: string): Promise<OpenCity>
  /** Opens foreign 3D content for drawing. Only for entries of the other kinds. */
  content(id: string): Promise<ForeignContent>
  /** The whole entry as one file. */
  export(id: string, format: ExportFormat, options: JobOptions): Promise<ExportedFile>
  /** Deletes what was imported. The demo city cannot be removed; `removable` says so. */
  remove(id: string): Promise<void>
}

export interface CityEntry {
  /** Stable across reloads; also the id of the layer which shows it. */
  id: string
  kind: EntryKind
  title: LocalText
  origin: 'demo' | 'import'
  removable: boolean
  /** SHA-256 of the content, hex; of a URL that cannot be read whole, of the URL. */
  hash: string
  /** Milliseconds since 1970; 0 for the demo city. */
  added: number
  /** Bytes kept in the browser's storage; 0 for what is served. */
  bytes: number
  extent?: Extent
  attribution?: string
  /** Of cities. */
  manifest?: CityManifest
}

/** `city` is ours to ask; the others are drawn as they are: 3D Tiles, one glTF, terrain tiles. */
export type EntryKind = 'city' | 'tileset' | 'model' | 'terrain'

export type OpenCity = City & CitySource & { dispose(): void }

/** Files of foreign content, by path relative to the entry file; everything is read through `read`, also from a URL. */
export interface ForeignContent {
  kind: Exclude<EntryKind, 'city'>
  /** `tileset.json`, `model.glb`, ... */
  entry: string
  read(path: string): Promise<ArrayBuffer>
  /** Where a model without a place of its own stands. */
  place?: { lon: number; lat: number; height: number }
  dispose(): void
}

export type ImportInput = { files: readonly ImportFile[] } | { url: string }

/** A file with its path inside the folder that was dropped; `file.name` where it was dropped alone. */
export interface ImportFile {
  file: File
  path: string
}

export interface JobOptions {
  onProgress(progress: JobProgress): void
  signal: AbortSignal
}

export interface ImportOptions extends JobOptions {
  /** Authority code such as `EPSG:28992`, chosen by a person; overrides what the file says. */
  crs?: string
  /** Where models without a place of their own go: the middle of the view. */
  place?: { lon: number; lat: number }
}

export interface JobProgress {
  /** 0 to 1, never falling. */
  fraction: number
  phase: JobPhase
}

export type JobPhase = 'fetch' | 'read' | 'join' | 'tile' | 'write'

export interface ImportResult {
  entry: CityEntry
  /** The same content was imported before; nothing was read. */
  known: boolean
  /**
   * Resolves when the entry survives a reload. Rejects with a `DataError` (`quota`, `not-kept`) where it could not be kept: it stays open
   * until the page is closed, and can be exported.
   */
  kept: Promise<void>
}

export const exportFormats = ['package', 'cityjson', 'geojson'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportedFile {
  name: string
  blob: Blob
}
