export { createCityModelContribution } from './contribution.tsx'
export type { CityLibrary } from './importer.ts'
export { type CityModel, createCityModel } from './model.ts'
export type { SearchWords } from './search.ts'
