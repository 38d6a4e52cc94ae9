export type { TypedArray } from './layout.ts'
export { readBundle } from './read.ts'
export { writeBundle } from './write.ts'
