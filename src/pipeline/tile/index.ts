export type { PlannedTile, TileInput, TileOptions, TilePlan } from './input.ts'
export { createPackagePicker, createPlanPicker, type Picker } from './pick/picker.ts'
export { encodeTiles, planTiles } from './plan.ts'
