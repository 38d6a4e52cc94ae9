export { createCity, type OpenedCity } from './city.ts'
export { type CityData, createPlanData, parseManifest, readPackageData } from './data.ts'
