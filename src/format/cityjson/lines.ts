import { joinBytes } from '#math/bytes.ts'
import { DataError } from '#model/exchange/error.ts'
import type { ReadOptions } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'

/** A source read either line by line or, from where it stands, as a whole. */
export interface LineReader {
  /** The next line without its end, or undefined after the last. */
  next(): Promise<Uint8Array | undefined>
  /** Everything not yet read, behind a line that was read last. */
  rest(line: Uint8Array): Promise<Uint8Array>
  /** Fraction of the source read, 0 where its size is unknown. */
  fraction(): number
  close(): Promise<void>
}

const lineFeed = 0x0a
const lineEnd = Uint8Array.of(lineFeed)

/** Throws `limit-bytes` and `cancelled` while reading. */
export function openLines(source: ByteSource, { limits, signal }: ReadOptions): LineReader {
  const reader = source.stream().getReader()
  let pending: Uint8Array[] = []
  let chunk: Uint8Array = new Uint8Array(0)
  let total = 0

  const pull = async (): Promise<boolean> => {
    if (signal?.aborted) throw new DataError('cancelled', 'reading was cancelled.', { file: source.name })
    const { value, done } = await reader.read()
    if (done) return false
    total += value.length
    if (total > limits.maxBytes) throw tooLarge(source.name, limits.maxBytes)
    chunk = value
    return true
  }
  const takePending = (): Uint8Array => {
    const line = pending.length === 1 ? pending[0] : joinBytes(pending)
    pending = []
    return line
  }
  return {
    async next() {
      for (;;) {
        const end = chunk.indexOf(lineFeed)
        if (end >= 0) {
          pending.push(chunk.subarray(0, end))
          chunk = chunk.subarray(end + 1)
          return takePending()
        }
        if (chunk.length > 0) pending.push(chunk)
        chunk = chunk.subarray(chunk.length)
        if (!(await pull())) return pending.length > 0 ? takePending() : undefined
      }
    },
    async rest(line) {
      pending.push(line, lineEnd)
      do pending.push(chunk)
      while (await pull())
      chunk = chunk.subarray(chunk.length)
      return takePending()
    },
    fraction: () => (source.size ? Math.min(1, total / source.size) : 0),
    close: () => reader.cancel(),
  }
}

function tooLarge(file: string, maxBytes: number): DataError {
  return new DataError('limit-bytes', `larger than ${maxBytes} bytes.`, { file })
}
