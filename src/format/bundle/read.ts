import { DataError } from '#model/exchange/error.ts'
import { type ArrayEntry, type BundleHeader, elementTypes, magic, type TypedArray } from './layout.ts'

/** What a header may have at most; a package's bundles have some dozens of arrays. */
const maxArrays = 10_000

export interface Bundle {
  meta: Record<string, unknown>
  /** Views into the bytes given, where these start at a multiple of 8 in their buffer; else copies. */
  arrays: Record<string, TypedArray>
}

/** Throws `DataError`: `syntax`, `schema`, `truncated` or `limit-count`. */
export function readBundle(bytes: Uint8Array): Bundle {
  const { header, start } = readHeader(bytes)
  const arrays: Record<string, TypedArray> = Object.create(null)
  for (const entry of header.arrays) arrays[entry.name] = readArray(bytes, start, entry)
  return { meta: header.meta as Record<string, unknown>, arrays }
}

function readHeader(bytes: Uint8Array): { header: BundleHeader; start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8 || view.getUint32(0, true) !== magic)
    throw new DataError('syntax', 'This is not a Huijing bundle.')
  const start = 8 + view.getUint32(4, true)
  if (start > bytes.length) throw new DataError('truncated', `Header of ${start} bytes expected, got ${bytes.length}.`)
  const header = parseHeader(bytes.subarray(8, start))
  if (typeof header?.meta !== 'object' || header.meta === null || !Array.isArray(header.arrays))
    throw new DataError('schema', 'The header of the bundle lacks meta or arrays.')
  if (header.arrays.length > maxArrays)
    throw new DataError('limit-count', `At most ${maxArrays} arrays expected, got ${header.arrays.length}.`)
  return { header, start }
}

function parseHeader(text: Uint8Array): BundleHeader {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
  } catch (error) {
    throw new DataError('syntax', `The header of the bundle does not parse: ${(error as Error).message}`)
  }
}

function readArray(bytes: Uint8Array, start: number, entry: ArrayEntry): TypedArray {
  const { name, type, offset, length } = entry ?? {}
  if (
    typeof name !== 'string' ||
    !Object.hasOwn(elementTypes, type) ||
    !isCount(offset) ||
    !isCount(length) ||
    offset % 8
  )
    throw new DataError('schema', `Array ${JSON.stringify(entry)} of the bundle is not described rightly.`)
  const ArrayType = elementTypes[type]
  const from = start + offset
  const to = from + length * ArrayType.BYTES_PER_ELEMENT
  if (to > bytes.length)
    throw new DataError('truncated', `Array ${name} ends at byte ${to}, the bundle at ${bytes.length}.`)
  const aligned = (bytes.byteOffset + from) % ArrayType.BYTES_PER_ELEMENT === 0
  return aligned
    ? new ArrayType(bytes.buffer as ArrayBuffer, bytes.byteOffset + from, length)
    : new ArrayType(bytes.slice(from, to).buffer, 0, length)
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
