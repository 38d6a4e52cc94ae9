import { joinBytes } from '#math/bytes.ts'
import { DataError } from '#model/exchange/error.ts'
import type { ByteSource } from '#model/exchange/source.ts'

/** A file that lies in memory. */
export function createMemorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    stream: () => new Blob([bytes as Uint8Array<ArrayBuffer>]).stream(),
    bytes: async () => bytes,
  }
}

/** A dropped File, or any Blob. */
export function createBlobSource(name: string, blob: Blob): ByteSource {
  return {
    name,
    size: blob.size,
    stream: () => streamOf(blob),
    bytes: async () => new Uint8Array(await blob.arrayBuffer()),
  }
}

/** Bytes of a blob that are asked for at once: few where only a head is looked at, more as one goes on. */
const firstPiece = 1 << 16
const largestPiece = 4 << 20

/** As `blob.stream()`, in few large pieces, of which the next is on its way while one is parsed: browsers give 64 KiB at a time. */
function streamOf(blob: Blob): ReadableStream<Uint8Array> {
  let at = 0
  let size = firstPiece
  const take = (): Promise<ArrayBuffer> => {
    const piece = blob.slice(at, at + size).arrayBuffer()
    at += size
    size = Math.min(largestPiece, size * 4)
    // It may never be asked for, where reading ends before.
    piece.catch(() => {})
    return piece
  }
  let ahead: Promise<ArrayBuffer> | undefined
  return new ReadableStream(
    {
      async pull(controller) {
        const piece = await (ahead ?? take())
        if (piece.byteLength === 0) return controller.close()
        ahead = take()
        controller.enqueue(new Uint8Array(piece))
      },
    },
    { highWaterMark: 0 },
  )
}

/** The first bytes of a source, at most `length`. */
export async function readHead(source: ByteSource, length = 65536): Promise<Uint8Array> {
  const reader = source.stream().getReader()
  const head = new Uint8Array(length)
  let filled = 0
  try {
    while (filled < length) {
      const { done, value } = await reader.read()
      if (done) break
      const part = value.subarray(0, length - filled)
      head.set(part, filled)
      filled += part.length
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
  return head.subarray(0, filled)
}

/** The whole of a stream, not more than `maxBytes`: throws `limit-bytes` beyond. */
export async function readAll(stream: ReadableStream<Uint8Array>, maxBytes: number, file: string): Promise<Uint8Array> {
  const reader = stream.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > maxBytes) {
      await reader.cancel().catch(() => undefined)
      throw new DataError('limit-bytes', `holds more than ${maxBytes} bytes.`, { file })
    }
    parts.push(value)
  }
  return joinBytes(parts)
}
