import type { CityData } from '../open/data.ts'
import type { PackagePlan } from '../write/plan.ts'
import { writeCityJsonFile } from './cityjson.ts'
import { writeGeoJsonFile } from './geojson.ts'
import { zipPackage } from './package.ts'

export const exportFormats = ['package', 'cityjson', 'geojson'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportContext {
  signal?: AbortSignal
  /** 0 to 1, never falling. */
  onProgress?(fraction: number): void
  /** Lets the event loop breathe; called often. */
  pause?(): Promise<void> | undefined
}

/** A city that was opened; with the plan where it is not written as a package yet. */
export interface Exportable {
  data: CityData
  plan?: PackagePlan
}

/** A file that is made portion by portion. */
export interface ExportFile {
  /** What its name ends with: `zip`, `city.json`, `city.jsonl` or `geojson`. */
  suffix: string
  mediaType: string
  /** Throws a `DataError`; `cancelled` where the signal says so. */
  portions: AsyncGenerator<Uint8Array, void>
}

/**
 * A city as one file: the whole package zipped, a CityJSON model (above `largestModel` features a CityJSON text sequence, which needs not be
 * held as a whole), or a GeoJSON feature collection.
 */
export function exportCityAs(format: ExportFormat, city: Exportable, context: ExportContext = {}): ExportFile {
  switch (format) {
    case 'package':
      return { suffix: 'zip', mediaType: 'application/zip', portions: zipPackage(city, context) }
    case 'cityjson':
      return writeCityJsonFile(city.data, context)
    case 'geojson':
      return { suffix: 'geojson', mediaType: 'application/geo+json', portions: writeGeoJsonFile(city.data, context) }
  }
}
