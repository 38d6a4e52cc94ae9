export { checkGltf } from './checkGltf.ts'
export { checkTilesetJson, type TilesetPlace } from './checkTilesetJson.ts'
export type { CheckResult, Problem } from './result.ts'
