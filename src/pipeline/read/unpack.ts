import { unzipSync } from 'fflate'
import { DataError } from '#model/exchange/error.ts'
import type { ReadLimits } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'
import { bunzip } from './bunzip.ts'
import { createMemorySource, readAll, readHead } from './source.ts'

/**
 * What a source really holds: a gzip or bzip2 becomes its content, a zip the files in it, anything else stays. Throws `limit-bytes` for what
 * would unpack to more than allowed and `truncated` for a broken archive.
 */
export async function unpack(source: ByteSource, limits: ReadLimits): Promise<ByteSource[]> {
  if (source.size !== undefined && source.size > limits.maxBytes) {
    throw new DataError('limit-bytes', `is larger than ${limits.maxBytes} bytes.`, { file: source.name })
  }
  const head = await readHead(source, 4)
  if (head[0] === 0x1f && head[1] === 0x8b) return [createPackedSource(source, /\.gz(ip)?$/i, gunzip, limits)]
  if (isBzip2(head)) return [createPackedSource(source, /\.bz2?$/i, bunzip, limits)]
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4) return unzip(source, limits)
  return [source]
}

/** `BZh` and the size of blocks, 1 to 9. */
const isBzip2 = ([b, z, h, size]: Uint8Array) => b === 0x42 && z === 0x5a && h === 0x68 && size >= 0x31 && size <= 0x39

function createPackedSource(
  source: ByteSource,
  ending: RegExp,
  open: (packed: ReadableStream<Uint8Array>, file: string, maxBytes: number) => ReadableStream<Uint8Array>,
  limits: ReadLimits,
): ByteSource {
  const name = source.name.replace(ending, '')
  const stream = () => open(source.stream(), name, limits.maxBytes)
  return { name, stream, bytes: () => readAll(stream(), limits.maxBytes, name) }
}

function gunzip(packed: ReadableStream<Uint8Array>, file: string, maxBytes: number): ReadableStream<Uint8Array> {
  const gzip = new DecompressionStream('gzip') as unknown as ReadableWritablePair<Uint8Array, Uint8Array>
  const reader = packed.pipeThrough(gzip).getReader()
  let length = 0
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read().catch(error => Promise.reject(explainGzip(error, file)))
      if (done) return controller.close()
      length += value.length
      if (length <= maxBytes) return controller.enqueue(value)
      await reader.cancel().catch(() => undefined)
      throw new DataError('limit-bytes', `unpacks to more than ${maxBytes} bytes.`, { file })
    },
    cancel: reason => reader.cancel(reason).catch(() => undefined),
  })
}

/** Decompressors tell a broken archive by a TypeError (browsers) or a Z_ error (Node). */
function explainGzip(error: unknown, file: string): unknown {
  const broken =
    error instanceof TypeError || (error instanceof Error && 'code' in error && /^Z_/.test(String(error.code)))
  return broken ? new DataError('truncated', 'the gzip archive is broken or cut off.', { file }) : error
}

async function unzip(source: ByteSource, limits: ReadLimits): Promise<ByteSource[]> {
  let total = 0
  const keep = (file: { name: string; originalSize: number }) => {
    if (/(^|\/)(\.|__MACOSX)/.test(file.name) || file.name.endsWith('/')) return false
    total += file.originalSize
    if (total > limits.maxBytes) {
      throw new DataError('limit-bytes', `unpacks to more than ${limits.maxBytes} bytes.`, { file: source.name })
    }
    return true
  }
  const files = unzipFiles(await source.bytes(), source.name, keep)
  return Object.keys(files)
    .sort()
    .map(path => createMemorySource(path, files[path]))
}

function unzipFiles(
  bytes: Uint8Array,
  file: string,
  filter: (file: { name: string; originalSize: number }) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter })
  } catch (error) {
    if (error instanceof DataError) throw error
    throw new DataError('truncated', 'the zip archive is broken or cut off.', { file })
  }
}
