import { writeCityJsonFile } from './cityjson.ts'
import type { Exportable, ExportContext, ExportFile } from './contract.ts'
import { writeGeoJsonFile } from './geojson.ts'
import { zipPackage } from './package.ts'

export const exportFormats = ['package', 'cityjson', 'geojson'] as const
export type ExportFormat = (typeof exportFormats)[number]

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
