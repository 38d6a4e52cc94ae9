export type { TypedArray } from './layout.ts'
export { type Bundle, readBundle } from './read.ts'
export { writeBundle } from './write.ts'
