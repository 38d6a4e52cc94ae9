export { type DemoFile, type DemoOptions, type DemoProgress, generateDemo } from './generate.ts'
