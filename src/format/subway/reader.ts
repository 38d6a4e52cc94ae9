import JSON5 from 'json5'
import type { FeatureSet } from '#model/city/feature.ts'
import { DataError } from '#model/exchange/error.ts'
import type { ReadEvent, Reader, ReadOptions } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'
import { toLineFeatures, toMapFeatures, toTransferFeatures } from './features.ts'
import { lineSchema, mapSchema, metadataSchema } from './schema.ts'

/**
 * A file of Beijing-Subway-Tools: a line, the transfers or a map. They hold no coordinates, so stations and lines are listed and
 * searched but not drawn.
 */
export const reader: Reader = { id: 'subway', detect, read }

/** The largest such file has a megabyte; parsing JSON5 takes a second for ten. */
const maxBytes = 32 * 1024 * 1024

const decoder = new TextDecoder()

function detect(head: Uint8Array, name: string): number {
  const text = decoder.decode(head)
  const line = /\btrain_routes\b/.test(text) && /\bcarriage_type\b/.test(text)
  const metadata = /\bcity_name\b/.test(text) && /\btransfers\b/.test(text)
  const map = /\bpath\s*["']?\s*:/.test(text) && /\bcoordinates["']?\s*:\s*\{/.test(text) && /\bradius\b/.test(text)
  if (!line && !metadata && !map) return 0
  return name.toLowerCase().endsWith('.json5') ? 0.95 : 0.6
}

async function* read(source: ByteSource, { limits, notices, signal }: ReadOptions): AsyncGenerator<ReadEvent, void> {
  const most = Math.min(maxBytes, limits.maxBytes)
  if ((source.size ?? 0) > most) throw tooLarge(source, most)
  const bytes = await source.bytes()
  if (bytes.length > most) throw tooLarge(source, most)
  if (signal?.aborted) throw new DataError('cancelled', 'Reading was cancelled.', { file: source.name })
  const { title, sets } = toFeatures(parse(bytes, source), source)
  const count = sets.reduce((sum, { table }) => sum + table.rowCount, 0)
  if (count > limits.maxFeatures)
    throw new DataError('limit-count', `More than ${limits.maxFeatures} features.`, { file: source.name })
  notices.warn('no-coordinates', source.name, count)
  yield { type: 'header', title, attribution: 'Beijing-Subway-Tools, MIT' }
  for (const set of sets) if (set.table.rowCount > 0) yield { type: 'features', set }
  yield { type: 'progress', fraction: 1 }
}

function tooLarge(source: ByteSource, most: number): DataError {
  return new DataError('limit-bytes', `Larger than ${most} bytes.`, { file: source.name })
}

function parse(bytes: Uint8Array, source: ByteSource): unknown {
  try {
    return JSON5.parse(decoder.decode(bytes))
  } catch (error) {
    throw new DataError('syntax', error instanceof Error ? error.message : String(error), { file: source.name })
  }
}

function toFeatures(content: unknown, source: ByteSource): { title: string; sets: FeatureSet[] } {
  const line = lineSchema.safeParse(content)
  if (line.success) return { title: line.data.name, sets: toLineFeatures(line.data) }
  const metadata = metadataSchema.safeParse(content)
  if (metadata.success) return { title: metadata.data.city_name, sets: toTransferFeatures(metadata.data) }
  const map = mapSchema.safeParse(content)
  if (map.success) return { title: map.data.name, sets: toMapFeatures(map.data) }
  const { path, message } = line.error.issues[0]
  throw new DataError('schema', `Neither a line nor transfers nor a map: ${message}.`, {
    file: source.name,
    place: path.join('/'),
  })
}
