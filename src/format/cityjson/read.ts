import { createCollector } from '#model/city/collector.ts'
import { DataError } from '#model/exchange/error.ts'
import type { ReadEvent, ReadOptions } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'
import { isLatitudeFirst } from '#model/geo/axisOrder.ts'
import type { CityJsonDocument, CityObject, Transform } from './document.ts'
import { readParents } from './family.ts'
import { appendFeature } from './features.ts'
import { readHeader } from './header.ts'
import { parseScanned } from './json.ts'
import { type LineReader, openLines } from './lines.ts'
import { type ParseContext, toDocument } from './parse.ts'
import { scanBrackets } from './scan.ts'
import { parseSequenceFeature, withoutSeparator } from './sequence.ts'
import { createSpace } from './space.ts'

/** Features handed over together: enough for columns to pay, few enough for the first tiles to be early. */
const batchSize = 20_000

export async function* readCityJson(source: ByteSource, options: ReadOptions): AsyncGenerator<ReadEvent, void> {
  const lines = openLines(source, options)
  try {
    const context = { file: source.name, limits: options.limits, notices: options.notices }
    const first = await firstLine(lines)
    if (!first) throw new DataError('empty', 'an empty file.', { file: source.name })
    const alone = scanBrackets(first, options.limits.maxDepth, source.name)
    const text = alone ? first : await lines.rest(first)
    const closed = alone || scanBrackets(text, options.limits.maxDepth, source.name)
    yield* readFrom(parseScanned(text, closed, source.name), lines, context, options)
  } finally {
    await lines.close()
  }
}

async function firstLine(lines: LineReader): Promise<Uint8Array | undefined> {
  for (;;) {
    const line = await lines.next()
    if (!line) return undefined
    const content = withoutSeparator(line)
    if (content.length > 0) return content
  }
}

/** `root` is the whole document, or the header of a sequence whose features are the lines that follow. */
async function* readFrom(
  root: unknown,
  lines: LineReader,
  context: ParseContext,
  options: ReadOptions,
): AsyncGenerator<ReadEvent, void> {
  const { document, version } = toDocument(root, context)
  const header = readHeader(document, context.notices)
  yield header
  const model = createModel(document, header.crs, context, options)
  yield* model.append(document.objects, document.vertices, lines.fraction)
  for (let number = 2; ; number++) {
    const line = await lines.next()
    if (!line) break
    const content = withoutSeparator(line)
    if (content.length === 0) continue
    const feature = parseSequenceFeature(content, `line ${number}`, version, context)
    if (feature) yield* model.append(feature.objects, feature.vertices, lines.fraction)
  }
  yield* model.finish()
}

function createModel(
  { transform, templates }: CityJsonDocument,
  crs: string | undefined,
  { file, limits, notices }: ParseContext,
  options: ReadOptions,
) {
  const collector = createCollector()
  let latitudeFirst: boolean | undefined
  const ids = new Set<string>()
  const flush = function* (fraction: number): Generator<ReadEvent> {
    for (const set of collector.take()) yield { type: 'features', set }
    yield { type: 'progress', fraction }
  }
  return {
    *append(objects: Map<string, CityObject>, vertices: Float64Array, fraction: () => number): Generator<ReadEvent> {
      latitudeFirst ??= findAxisOrder(vertices, transform, crs)
      const space = createSpace(vertices, transform, latitudeFirst)
      const parents = readParents(objects, notices)
      const context = { space, templates, parents, collector, notices }
      for (const [id, object] of objects) {
        if (ids.has(id)) notices.quarantine('duplicate-id', id)
        else appendFeature(id, object, context)
        ids.add(id)
        if (ids.size > limits.maxFeatures) throw tooMany(limits.maxFeatures, file)
        if (collector.featureCount < batchSize) continue
        if (options.signal?.aborted) throw new DataError('cancelled', 'reading was cancelled.', { file })
        yield* flush(fraction())
      }
    },
    *finish(): Generator<ReadEvent> {
      if (ids.size === 0) throw new DataError('empty', 'no city objects in it.', { file })
      yield* flush(1)
    },
  }
}

/** Undefined as long as there is no vertex to judge by. */
function findAxisOrder(vertices: Float64Array, { scale, translate }: Transform, crs: string | undefined) {
  const first = vertices.findIndex(Number.isFinite)
  if (first < 0) return undefined
  return isLatitudeFirst(
    crs,
    vertices[first] * scale[0] + translate[0],
    vertices[first + 1] * scale[1] + translate[1],
    false,
  )
}

function tooMany(maxFeatures: number, file: string): DataError {
  return new DataError('limit-count', `more than ${maxFeatures} objects.`, { file })
}
