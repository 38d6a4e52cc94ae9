/** Smallest exact binary types for columns of numbers. */

const arrays = {
  INT8: Int8Array,
  UINT8: Uint8Array,
  INT16: Int16Array,
  UINT16: Uint16Array,
  INT32: Int32Array,
  UINT32: Uint32Array,
  FLOAT32: Float32Array,
  FLOAT64: Float64Array,
} as const

export type ComponentType = keyof typeof arrays
export type TypedValues = InstanceType<(typeof arrays)[ComponentType]>

export interface NumberType {
  componentType: ComponentType
  /** Value that stands for missing ones; undefined where none is missing. */
  noData: number | undefined
  /** Whether no value is there at all. */
  empty: boolean
}

/** Lowest finite values: JSON has no NaN, and no measurement is that low. */
const lowestFloat32 = -3.4028234663852886e38
const lowestFloat64 = -Number.MAX_VALUE

/**
 * The smallest type that holds every value exactly; with `rounded` fractions take FLOAT32 at most, as long as they are within its range.
 * What is not finite counts as missing.
 */
export function chooseNumberType(values: Float64Array, rounded = false): NumberType {
  let low = Infinity
  let high = -Infinity
  let whole = true
  let single = true
  let gaps = false
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (!Number.isFinite(value)) {
      gaps = true
      continue
    }
    if (value < low) low = value
    if (value > high) high = value
    if (whole && (!Number.isInteger(value) || Object.is(value, -0))) whole = false
    if (single && Math.fround(value) !== value) single = false
  }
  if (low > high) return { componentType: 'UINT8', noData: 0xff, empty: true }
  const integer = whole ? integerType(low, high, gaps) : undefined
  if (integer) return { ...integer, empty: false }
  const fits = rounded && !whole && low > lowestFloat32 && high < -lowestFloat32
  return single || fits
    ? { componentType: 'FLOAT32', noData: gaps ? lowestFloat32 : undefined, empty: false }
    : { componentType: 'FLOAT64', noData: gaps ? lowestFloat64 : undefined, empty: false }
}

/** Single precision for any values. */
export function float32Type(values: Float64Array): NumberType {
  let gaps = false
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) gaps = true
  return { componentType: 'FLOAT32', noData: gaps ? lowestFloat32 : undefined, empty: false }
}

/** Missing values take the highest of an unsigned type, the lowest of a signed one, when that is free. */
function integerType(low: number, high: number, gaps: boolean): Omit<NumberType, 'empty'> | undefined {
  for (const bits of [8, 16, 32] as const) {
    const top = 2 ** bits - 1
    if (low >= 0 && high <= top - (gaps ? 1 : 0))
      return { componentType: `UINT${bits}`, noData: gaps ? top : undefined }
    const bottom = -(2 ** (bits - 1))
    if (low >= bottom + (gaps ? 1 : 0) && high < -bottom)
      return { componentType: `INT${bits}`, noData: gaps ? bottom : undefined }
  }
  return undefined
}

/** Values in the type, with its `noData` for what is not finite. */
export function toTyped(values: Float64Array | Uint32Array, type: NumberType): TypedValues {
  const typed = new arrays[type.componentType](values.length)
  typed.set(values)
  if (type.noData === undefined) return typed
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) typed[i] = type.noData
  return typed
}

/** The values of a property as doubles, NaN for `noData`. Copies, so `bytes` need not be aligned. */
export function readNumbers(bytes: Uint8Array, componentType: string, count: number, noData?: number): Float64Array {
  const values = Float64Array.from(readTyped(bytes, componentType, count))
  if (noData === undefined) return values
  for (let i = 0; i < values.length; i++) if (values[i] === noData) values[i] = Number.NaN
  return values
}

/** Throws a `RangeError` where the type is unknown or the bytes are too few. */
export function readTyped(bytes: Uint8Array, componentType: string, count: number): TypedValues {
  if (!Object.hasOwn(arrays, componentType)) throw new RangeError(`Unknown component type ${componentType}.`)
  const type = arrays[componentType as ComponentType]
  const length = count * type.BYTES_PER_ELEMENT
  if (length > bytes.length) throw new RangeError(`${length} bytes of ${componentType} expected, got ${bytes.length}.`)
  return new type(bytes.slice(0, length).buffer)
}
