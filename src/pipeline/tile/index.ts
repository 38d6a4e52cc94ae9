export type { TilePlan } from './input.ts'
export { createPackagePicker, createPlanPicker, type Picker } from './pick/picker.ts'
export { planTiles } from './plan.ts'
