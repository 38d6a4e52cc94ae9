import { type ArrayEntry, align8, type ElementType, elementTypes, magic, type TypedArray } from './layout.ts'

/**
 * Arrays and a plain JSON object in one file. The same content gives the same bytes, in whatever order keys were set.
 * Throws a `TypeError` for an array type that bundles lack (64-bit integers) or a `meta` that JSON cannot hold.
 */
export function writeBundle(arrays: Record<string, TypedArray>, meta: object): Uint8Array {
  const names = Object.keys(arrays).sort()
  const entries: ArrayEntry[] = []
  let length = 0
  for (const name of names) {
    entries.push({ name, type: typeOf(arrays[name]), offset: length, length: arrays[name].length })
    length = align8(length + arrays[name].byteLength)
  }
  const header = new TextEncoder().encode(JSON.stringify(sortKeys({ arrays: entries, meta })))
  const start = align8(8 + header.length)
  const bytes = new Uint8Array(start + length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, magic, true)
  view.setUint32(4, start - 8, true)
  bytes.set(header, 8)
  bytes.fill(0x20, 8 + header.length, start)
  for (const { name, offset } of entries) {
    const { buffer, byteOffset, byteLength } = arrays[name]
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), start + offset)
  }
  return bytes
}

function typeOf(array: TypedArray): ElementType {
  for (const [type, ArrayType] of Object.entries(elementTypes))
    if (array instanceof ArrayType) return type as ElementType
  throw new TypeError(
    `A bundle holds typed arrays of up to 32 bits and doubles, got ${Object.prototype.toString.call(array)}.`,
  )
}

/** The value with the keys of all its objects in order, so that equal values have equal texts. */
function sortKeys(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON cannot hold ${value}.`)
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([key, item]) => [key, sortKeys(item)]))
}
