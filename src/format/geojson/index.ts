export { reader } from './reader.ts'
export { type WriteOptions, writeGeoJson } from './write.ts'
