import { DataError } from '#model/exchange/error.ts'

/** The GLB container of glTF 2.0 (section 4): a header, a JSON chunk padded with spaces, a binary chunk padded with zeros. */

const magic = 0x46546c67
const jsonChunk = 0x4e4f534a
const binaryChunk = 0x004e4942

/** A binary chunk that is written where it belongs, without a copy of its own. */
export interface BinaryParts {
  readonly length: number
  /** Writes all bytes from `offset` on. */
  writeInto(bytes: Uint8Array, offset: number): void
}

export function joinGlb(json: object, binary: Uint8Array | BinaryParts): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json))
  const textLength = align4(text.length)
  const binaryLength = align4(binary.length)
  const bytes = new Uint8Array(12 + 8 + textLength + (binaryLength ? 8 + binaryLength : 0))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, magic, true)
  view.setUint32(4, 2, true)
  view.setUint32(8, bytes.length, true)
  view.setUint32(12, textLength, true)
  view.setUint32(16, jsonChunk, true)
  bytes.set(text, 20)
  bytes.fill(0x20, 20 + text.length, 20 + textLength)
  if (binaryLength) {
    view.setUint32(20 + textLength, binaryLength, true)
    view.setUint32(24 + textLength, binaryChunk, true)
    if (binary instanceof Uint8Array) bytes.set(binary, 28 + textLength)
    else binary.writeInto(bytes, 28 + textLength)
  }
  return bytes
}

/** Parsed JSON and the binary chunk (a view, empty where there is none). Throws `DataError`: `syntax` or `truncated`. */
export function splitGlb(bytes: Uint8Array): { json: unknown; binary: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 20 || view.getUint32(0, true) !== magic) throw new DataError('syntax', 'This is not a GLB file.')
  if (view.getUint32(4, true) !== 2)
    throw new DataError('syntax', `GLB version 2 expected, got ${view.getUint32(4, true)}.`)
  const text = chunkAt(bytes, view, 12, jsonChunk)
  const next = 20 + text.length
  const binary = next + 8 <= bytes.length ? chunkAt(bytes, view, next, binaryChunk) : new Uint8Array(0)
  return { json: parseText(text), binary }
}

function chunkAt(bytes: Uint8Array, view: DataView, offset: number, type: number): Uint8Array {
  const length = view.getUint32(offset, true)
  if (view.getUint32(offset + 4, true) !== type)
    throw new DataError('syntax', `Unexpected GLB chunk at byte ${offset}.`)
  if (offset + 8 + length > bytes.length)
    throw new DataError('truncated', `GLB chunk at byte ${offset} has ${length} bytes, the file ends before.`)
  return bytes.subarray(offset + 8, offset + 8 + length)
}

function parseText(text: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
  } catch (error) {
    throw new DataError('syntax', `The JSON of the GLB does not parse: ${(error as Error).message}`)
  }
}

const align4 = (n: number): number => (n + 3) & ~3
