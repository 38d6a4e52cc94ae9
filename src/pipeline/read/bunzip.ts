import { joinBytes } from '#math/bytes.ts'
import { DataError } from '#model/exchange/error.ts'

/** What a block of 900,000 bytes can take packed, with room to spare: codes of 20 bits at most, 5 to 8 in truth, and tables. */
const packedBlock = 1_200_000

/** What is packed with bzip2, unpacked block after block. Throws `limit-bytes` beyond `maxBytes` and `truncated` where it is broken. */
export function bunzip(
  packed: ReadableStream<Uint8Array>,
  file: string,
  maxBytes: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const input = createInput(packed)
  const output = createOutput(maxBytes, file)
  let blocks: BlockReader | undefined
  return new ReadableStream({
    async pull(controller) {
      // The library is needed for few files: it comes when the first of them does.
      blocks ??= createBlockReader((await import('unbzip2-stream/lib/bzip2.js')).default, input.bits, output.write)
      try {
        do {
          await input.fill(packedBlock)
          if (input.atEnd()) {
            if (blocks.open()) throw new RangeError('the end is missing')
            return controller.close()
          }
          blocks.next()
        } while (output.length() === 0)
      } catch (error) {
        await input.cancel(error)
        throw explain(error, file)
      }
      controller.enqueue(output.take())
    },
    cancel: reason => input.cancel(reason),
  })
}

interface BlockReader {
  /** Reads a header, a block, or the end of a stream; files may hold several streams one after the other. */
  next(): void
  /** Whether a stream has begun and not ended. */
  open(): boolean
}

type Decoder = typeof import('unbzip2-stream/lib/bzip2.js')

function createBlockReader(
  decoder: Decoder,
  bits: (count: number | null) => number,
  write: (byte: number) => void,
): BlockReader {
  let buffer: Int32Array | undefined
  let checksum = 0
  return {
    next() {
      if (!buffer) {
        buffer = new Int32Array(decoder.header(bits) * 100_000)
        checksum = 0
        return
      }
      const sum = decoder.decompress(bits, write, buffer, buffer.length, checksum)
      if (sum === null) buffer = undefined
      else checksum = sum
    },
    open: () => buffer !== undefined,
  }
}

/** Bits of a stream, highest first, from bytes that are held until they are read. */
function createInput(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader()
  let held: Uint8Array = new Uint8Array(0)
  let at = 0
  let bit = 0
  let ended = false
  return {
    /** Holds at least so many bytes, or all that are left. */
    async fill(least: number) {
      if (ended || held.length - at >= least) return
      const parts = [held.subarray(at)]
      let length = held.length - at
      while (length < least * 2 && !ended) {
        const { done, value } = await reader.read()
        ended = done
        if (value) {
          parts.push(value)
          length += value.length
        }
      }
      held = joinBytes(parts)
      at = 0
    },
    atEnd: () => ended && bit === 0 && at >= held.length,
    bits(count: number | null): number {
      if (count === null) {
        if (bit > 0) at++
        bit = 0
        return 0
      }
      let value = 0
      for (let left = count; left > 0; ) {
        if (at >= held.length) throw new RangeError('cut off')
        const taken = Math.min(left, 8 - bit)
        value = (value << taken) | ((held[at] >> (8 - bit - taken)) & ((1 << taken) - 1))
        bit += taken
        left -= taken
        if (bit === 8) {
          bit = 0
          at++
        }
      }
      return value
    },
    cancel: (reason: unknown) => reader.cancel(reason).catch(() => undefined),
  }
}

/** Bytes as they come, up to a limit: a block may unpack to 50 times its size. */
function createOutput(maxBytes: number, file: string) {
  let bytes = new Uint8Array(1 << 20)
  let length = 0
  let total = 0
  return {
    write(byte: number) {
      if (++total > maxBytes) throw new DataError('limit-bytes', `unpacks to more than ${maxBytes} bytes.`, { file })
      if (length === bytes.length) {
        const larger = new Uint8Array(length * 2)
        larger.set(bytes)
        bytes = larger
      }
      bytes[length++] = byte
    },
    length: () => length,
    take() {
      const taken = bytes.slice(0, length)
      length = 0
      return taken
    },
  }
}

/** The library throws errors with jokes for messages; a broken archive is one whatever they say. */
function explain(error: unknown, file: string): unknown {
  const broken = error instanceof RangeError || (error instanceof Error && error.name === 'Bzip2Error')
  return broken ? new DataError('truncated', 'the bzip2 archive is broken or cut off.', { file }) : error
}
