import { unzipSync } from 'fflate'
import { DataError } from '#model/exchange/error.ts'
import type { ReadEvent, Reader, ReadOptions } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'
import { createGridParser } from './parse.ts'
import { parsePrj } from './prj.ts'

export { parsePrj } from './prj.ts'

/** Esri ASCII grid, alone or zipped with its .prj. Alone it names no CRS. */
export const reader: Reader = {
  id: 'asciigrid',
  detect(head, name) {
    const text = new TextDecoder('latin1').decode(head.subarray(0, 512))
    if (/^\s*ncols\s+\d+\s+nrows\s+\d+/i.test(text)) return 0.98
    // A zip begins with the name of its first file.
    return text.startsWith('PK\u0003\u0004') && (/\.(asc|prj)/i.test(text) || /\.asc\.zip$/i.test(name)) ? 0.8 : 0
  },
  async *read(source, options) {
    if (await isZip(source)) yield* readZip(source, options)
    else yield* readGrid(source, options)
  },
}

async function isZip(source: ByteSource): Promise<boolean> {
  const stream = source.stream().getReader()
  const { value } = await stream.read()
  await stream.cancel()
  return value !== undefined && value[0] === 0x50 && value[1] === 0x4b
}

async function* readZip(source: ByteSource, options: ReadOptions): AsyncGenerator<ReadEvent, void> {
  const files = unzip(await source.bytes(), options.limits.maxBytes, source.name)
  const names = Object.keys(files)
  const grid = names.find(name => /\.asc$/i.test(name))
  if (!grid) throw new DataError('unsupported', 'The zip holds no .asc file.', { file: source.name })
  const prj = names.find(name => name.toLowerCase() === `${grid.slice(0, -4)}.prj`.toLowerCase())
  const bytes = files[grid]
  const inner: ByteSource = { name: grid, size: bytes.length, stream: () => streamOf(bytes), bytes: async () => bytes }
  yield* readGrid(inner, options, prj && parsePrj(new TextDecoder().decode(files[prj])))
}

function unzip(bytes: Uint8Array, maxBytes: number, file: string): Record<string, Uint8Array> {
  let total = 0
  const filter = ({ name, originalSize }: { name: string; originalSize: number }) => {
    if (!/\.(asc|prj)$/i.test(name)) return false
    total += originalSize
    if (total > maxBytes) throw new DataError('limit-bytes', `More than ${maxBytes} bytes when unpacked.`, { file })
    return true
  }
  try {
    return unzipSync(bytes, { filter })
  } catch (error) {
    if (error instanceof DataError) throw error
    throw new DataError('syntax', `The zip cannot be read: ${(error as Error).message}`, { file })
  }
}

const pieceLength = 1 << 18

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(at, at + pieceLength))
      at += pieceLength
    },
  })
}

async function* readGrid(
  source: ByteSource,
  { limits, signal }: ReadOptions,
  crs?: string,
): AsyncGenerator<ReadEvent, void> {
  const parser = createGridParser()
  const decoder = new TextDecoder()
  const stream = source.stream().getReader()
  let read = 0
  try {
    yield { type: 'header', crs }
    for (;;) {
      const { value, done } = await stream.read()
      if (done) break
      if (signal?.aborted) throw new DataError('cancelled', 'Reading was cancelled.')
      read += value.length
      if (read > limits.maxBytes)
        throw new DataError('limit-bytes', `More than ${limits.maxBytes} bytes.`, { file: source.name })
      parser.push(decoder.decode(value, { stream: true }))
      if (source.size) yield { type: 'progress', fraction: Math.min(1, read / source.size) }
    }
    yield { type: 'grid', grid: { ...parser.finish(), crs } }
    yield { type: 'progress', fraction: 1 }
  } finally {
    await stream.cancel()
  }
}
