import { DataError } from '#model/exchange/error.ts'
import type { Reader } from '#model/exchange/reader.ts'
import { openImage, readGrid } from './read.ts'

export { readGrid } from './read.ts'
export { writeGeoTiff } from './write.ts'

/** Heights as GeoTIFF. Images of several bands are pictures, and refused. */
export const reader: Reader = {
  id: 'geotiff',
  detect(head) {
    const mark = String.fromCharCode(...head.subarray(0, 4))
    return ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(mark) ? 0.95 : 0
  },
  async *read(source, { limits, signal }) {
    if ((source.size ?? 0) > limits.maxBytes)
      throw new DataError('limit-bytes', `More than ${limits.maxBytes} bytes.`, { file: source.name })
    const bytes = await source.bytes()
    if (bytes.length > limits.maxBytes)
      throw new DataError('limit-bytes', `More than ${limits.maxBytes} bytes.`, { file: source.name })
    yield { type: 'progress', fraction: 0.3 }
    const bands = (await openImage(bytes)).getSamplesPerPixel()
    if (bands !== 1)
      throw new DataError('unsupported', `An image of ${bands} bands holds no heights.`, {
        file: source.name,
        cure: 'Give the one band of heights.',
      })
    const grid = await readGrid(bytes, { signal })
    yield { type: 'header', crs: grid.crs }
    yield { type: 'grid', grid }
    yield { type: 'progress', fraction: 1 }
  },
}
