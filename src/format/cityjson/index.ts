import type { Reader } from '#model/exchange/reader.ts'
import { detectCityJson } from './detect.ts'
import { readCityJson } from './read.ts'

/** CityJSON 1.0, 1.1, 2.0 and CityJSON text sequences. */
export const reader: Reader = { id: 'cityjson', detect: detectCityJson, read: readCityJson }

export type { CityGeometry, CityJsonDocument, CityObject } from './document.ts'
export type { ToCityJsonOptions } from './objectMaker.ts'
export { type ParseOptions, parseCityJson } from './parseFile.ts'
export { toCityJson } from './toCityJson.ts'
export { toCityJsonSequence } from './toSequence.ts'
export { writeCityJson } from './write.ts'
export { writeCityJsonSequence } from './writeSequence.ts'
