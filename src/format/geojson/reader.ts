import { DataError } from '#model/exchange/error.ts'
import type { ReadEvent, Reader, ReadOptions } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'
import { detect } from './detect.ts'
import { DocumentReader } from './document.ts'
import { FeatureReader } from './features.ts'
import { ByteWindow } from './window.ts'

/**
 * GeoJSON (RFC 7946 and its predecessor): a FeatureCollection, a Feature, a geometry, sequences of them (RFC 8142 and
 * newline-delimited), an array of `{height, polygon}`, and an array of objects of collections by layer. Bytes go straight into
 * typed columns; memory holds one batch of features and the largest single one.
 */
export const reader: Reader = { id: 'geojson', detect, read }

async function* read(source: ByteSource, options: ReadOptions): AsyncGenerator<ReadEvent, void> {
  const { limits, notices, signal } = options
  const input = new ByteWindow(source.stream(), source.name, limits.maxDepth)
  const features = new FeatureReader(notices, limits.maxFeatures)
  const document = new DocumentReader(features, notices, layerOf(source.name), isSequence(source.name))
  let headed = false
  try {
    for (let state = 'more'; state !== 'done'; ) {
      if (signal?.aborted) throw new DataError('cancelled', 'Reading was cancelled.', { file: source.name })
      if (state === 'more') {
        await input.fill()
        if (input.total > limits.maxBytes) throw tooLarge(source, limits.maxBytes)
      }
      state = document.run(input.cursor)
      if (state === 'done') {
        check(document, features, source)
        features.flush()
      }
      if (features.ready.length > 0 && !headed) {
        headed = true
        yield headerOf(document)
      }
      for (const set of features.ready.splice(0)) yield { type: 'features', set }
      if (headed && source.size) yield { type: 'progress', fraction: progress(input, source.size) }
    }
    if (!headed) yield headerOf(document)
  } finally {
    await input.close()
  }
}

function headerOf({ crs, title, attribution, licence }: DocumentReader): ReadEvent {
  return { type: 'header', crs, title, attribution, licence }
}

function progress({ cursor }: ByteWindow, size: number): number {
  return Math.min(1, (cursor.base + cursor.pos) / size)
}

function tooLarge(source: ByteSource, maxBytes: number): DataError {
  return new DataError('limit-bytes', `Larger than ${maxBytes} bytes.`, { file: source.name })
}

function check(document: DocumentReader, features: FeatureReader, source: ByteSource): void {
  if (document.recognised) return
  throw new DataError(
    'schema',
    `Valid JSON, but not GeoJSON${features.count > 0 ? ': none of its items is a feature' : ''}.`,
    {
      file: source.name,
    },
  )
}

/** The file's name without folder and endings, which often says what is in it. */
function layerOf(name: string): string {
  const file = name.slice(name.lastIndexOf('/') + 1)
  const dot = file.indexOf('.')
  return dot > 0 ? file.slice(0, dot) : file
}

function isSequence(name: string): boolean {
  return /\.(geojsonl|geojsons|geojsonseq|ndjson|ndgeojson|jsonl)(\.gz)?$/i.test(name)
}
