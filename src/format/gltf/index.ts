export { checkGltf } from './checkGltf.ts'
export { checkTilesetJson } from './checkTilesetJson.ts'
export type { CheckResult } from './result.ts'
