export { parseLines, parsePoints, parsePolygons } from './parseWkb.ts'
export { type FeatureReader, readFeatures } from './read.ts'
export { toWkb, type WkbColumn } from './wkb.ts'
export { type GeometryRun, type NamedGeometry, writeFeatures } from './write.ts'
