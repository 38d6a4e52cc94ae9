import { joinBytes } from '#math/bytes.ts'
import { DataError } from '#model/exchange/error.ts'
import type { ReadEvent, Reader, ReadOptions } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'
import { Assembler } from './assemble.ts'
import { termsOf } from './attribution.ts'
import { detect, encodingOf } from './detect.ts'
import { OsmElements } from './elements.ts'
import { type Input, openInput } from './input.ts'
import { readOverpass } from './readOverpass.ts'
import { readPbf } from './readPbf.ts'
import { readXml } from './readXml.ts'

/** OpenStreetMap extracts as PBF, XML or Overpass JSON. */
export const reader: Reader = { id: 'osm', detect, read }

/** OpenStreetMap's share of elements to features is about ten: most nodes are vertices. */
const elementsPerFeature = 20

/** How much of the work is reading elements; the rest is making features of them. */
const readingShare = 0.7

async function* read(source: ByteSource, options: ReadOptions): AsyncGenerator<ReadEvent, void> {
  const { limits, notices } = options
  const elements = new OsmElements(source.name, limits.maxFeatures * elementsPerFeature)
  const input = await openInput(source)
  yield { type: 'header', crs: 'EPSG:4326', ...termsOf(input.head) }
  for await (const bytes of readElements(input, source, options, elements)) {
    checkSignal(source, options)
    if (bytes > limits.maxBytes)
      throw new DataError('limit-bytes', `Larger than ${limits.maxBytes} bytes.`, { file: source.name })
    if (source.size) yield { type: 'progress', fraction: Math.min(1, bytes / source.size) * readingShare }
  }
  const { nodes, ways, relations } = elements
  const total = nodes.ids.length + ways.ids.length + relations.ids.length
  if (total === 0) throw new DataError('empty', 'There are no nodes, ways or relations in it.', { file: source.name })
  const assembler = new Assembler(elements, notices)
  for (const set of assembler.run()) {
    checkSignal(source, options)
    if (assembler.count > limits.maxFeatures) {
      throw new DataError('limit-count', `More than ${limits.maxFeatures} features.`, { file: source.name })
    }
    yield { type: 'features', set }
  }
  yield { type: 'progress', fraction: 1 }
}

function checkSignal(source: ByteSource, { signal }: ReadOptions): void {
  if (signal?.aborted) throw new DataError('cancelled', 'Reading was cancelled.', { file: source.name })
}

async function* readElements(
  { head, stream }: Input,
  source: ByteSource,
  { limits, notices }: ReadOptions,
  elements: OsmElements,
): AsyncGenerator<number, void> {
  switch (encodingOf(head)) {
    case 'pbf':
      yield* readPbf(stream, source.name, elements)
      return
    case 'xml':
      yield* readXml(stream, source.name, elements, notices, limits.maxDepth)
      return
    case 'overpass': {
      const bytes = await collect(stream, source.name, limits.maxBytes)
      readOverpass(new TextDecoder().decode(bytes), source.name, elements, notices, limits.maxDepth)
      yield bytes.length
      return
    }
    case undefined:
      throw new DataError('unknown-format', 'This is neither OSM PBF, OSM XML nor Overpass JSON.', {
        file: source.name,
      })
  }
}

async function collect(stream: ReadableStream<Uint8Array>, file: string, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  const input = stream.getReader()
  for (;;) {
    const { done, value } = await input.read()
    if (done) break
    size += value.length
    if (size > maxBytes) throw new DataError('limit-bytes', `Larger than ${maxBytes} bytes.`, { file })
    parts.push(value)
  }
  return joinBytes(parts)
}
