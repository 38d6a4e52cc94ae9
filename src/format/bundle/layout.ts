/**
 * Layout of a bundle: 4 bytes `HJB1`, the header's length as uint32, the header (JSON, padded with spaces to a multiple of 8), then
 * the arrays, each at a multiple of 8 from the file's start, all little-endian.
 */
export const magic = 0x31424a48

export const elementTypes = {
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const

export type ElementType = keyof typeof elementTypes
export type TypedArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array

export interface ArrayEntry {
  name: string
  type: ElementType
  /** Bytes from the first byte after the header. */
  offset: number
  /** Elements. */
  length: number
}

export interface BundleHeader {
  arrays: ArrayEntry[]
  meta: object
}

export const align8 = (n: number): number => Math.ceil(n / 8) * 8
