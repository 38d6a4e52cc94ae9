import { DataError } from '#model/exchange/error.ts'

/** Reads little-endian values one after the other; throws `truncated` where these end. */
export interface Cursor {
  readonly left: number
  need(bytes: number): void
  byte(): number
  float(): number
  double(): number
  /** A uint32 up to `limit`. */
  count(limit: number): number
  shorts(count: number): Uint16Array
  indices(count: number, wide: boolean): Uint32Array
  bytes(count: number): Uint8Array
  align(size: number): void
}

export function createCursor(bytes: Uint8Array): Cursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const take = (size: number): number => {
    if (at + size > bytes.length)
      throw new DataError('truncated', `The terrain tile ends at byte ${bytes.length}, ${at + size} expected.`)
    at += size
    return at - size
  }
  const shorts = (count: number): Uint16Array => {
    const start = take(count * 2)
    return Uint16Array.from({ length: count }, (_, i) => view.getUint16(start + i * 2, true))
  }
  return {
    get left() {
      return bytes.length - at
    },
    need(size) {
      at = take(size)
    },
    byte: () => bytes[take(1)],
    float: () => view.getFloat32(take(4), true),
    double: () => view.getFloat64(take(8), true),
    count(limit) {
      const count = view.getUint32(take(4), true)
      if (count > limit) throw new DataError('limit-count', `At most ${limit} expected, got ${count}.`)
      return count
    },
    shorts,
    indices(count, wide) {
      if (!wide) return Uint32Array.from(shorts(count))
      const start = take(count * 4)
      return Uint32Array.from({ length: count }, (_, i) => view.getUint32(start + i * 4, true))
    },
    bytes: count => bytes.slice(take(count), at),
    align(size) {
      at = Math.min(bytes.length, Math.ceil(at / size) * size)
    },
  }
}
