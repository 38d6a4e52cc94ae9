export { generateDemo } from './generate.ts'
