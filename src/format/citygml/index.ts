import { createCollector } from '#model/city/collector.ts'
import { DataError } from '#model/exchange/error.ts'
import type { ReadEvent, Reader, ReadOptions } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'
import { detectCityGml } from './detect.ts'
import { createHandler } from './handler.ts'
import { readXml } from './sax.ts'

/** CityGML 2.0 and 3.0: buildings and other objects with surfaces, LoD 0 to 4. */
export const reader: Reader = { id: 'citygml', detect: detectCityGml, read: readCityGml }

/** Features handed over together. */
const batchSize = 5000

async function* readCityGml(source: ByteSource, options: ReadOptions): AsyncGenerator<ReadEvent, void> {
  const collector = createCollector()
  const handler = createHandler(collector, options.notices)
  let described = false
  const flush = function* (): Generator<ReadEvent> {
    if (!described) {
      const { crs, title } = handler
      yield { type: 'header', ...(crs ? { crs } : {}), ...(title ? { title } : {}) }
    }
    described = true
    for (const set of collector.take()) yield { type: 'features', set }
  }
  for await (const fraction of readXml(source, options, handler)) {
    if (handler.seen > options.limits.maxFeatures) {
      throw new DataError('limit-count', `more than ${options.limits.maxFeatures} objects.`, { file: source.name })
    }
    if (collector.featureCount >= batchSize) yield* flush()
    if (described) yield { type: 'progress', fraction }
  }
  if (handler.seen === 0) throw new DataError('empty', 'no city objects in it.', { file: source.name })
  yield* flush()
  yield { type: 'progress', fraction: 1 }
}
