export type { PlannedTile, TileInput, TileOptions, TilePlan } from './input.ts'
export { encodeTiles, planTiles } from './plan.ts'
