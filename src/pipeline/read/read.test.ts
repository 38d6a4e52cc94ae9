import { gzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { reader as cityjson } from '#format/cityjson/index.ts'
import { reader as geojson } from '#format/geojson/index.ts'
import { createNoticeLog } from '#model/exchange/notice.ts'
import { defaultLimits } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'
import { coordinatesOf } from './columns.ts'
import { readCity } from './read.ts'
import { createSampleGeoJson, createTextSource } from './sample.ts'
import { createMemorySource } from './source.ts'

const readers = [cityjson, geojson]
const shanghai = createSampleGeoJson([
  { id: 'a', at: [121.5, 31.2], properties: { height: 12 } },
  { id: 'b', at: [121.501, 31.2], properties: { height: 30 } },
])

async function read(sources: ByteSource[], options: { crs?: string; signal?: AbortSignal; maxBytes?: number } = {}) {
  const notices = createNoticeLog()
  const limits = { ...defaultLimits, maxBytes: options.maxBytes ?? defaultLimits.maxBytes }
  let count = 0
  const progress: number[] = []
  const places: number[] = []
  for await (const event of readCity(sources, { readers, limits, notices, crs: options.crs, signal: options.signal })) {
    if (event.type === 'progress') progress.push(event.fraction)
    if (event.type !== 'features') continue
    count += event.set.table.rowCount
    places.push(...(coordinatesOf(event.set.geometry)?.coordinates.subarray(0, 2) ?? []))
  }
  return { count, progress, places, notices: notices.list() }
}

const zip = (files: Record<string, Uint8Array>) => createMemorySource('city.zip', zipSync(files))
const bytes = async (source: ByteSource) => source.bytes()

describe('files of any packing', () => {
  it('are read as they are, gzipped, zipped and several at once', async () => {
    const plain = await bytes(shanghai)
    expect((await read([shanghai])).count).toBe(2)
    expect((await read([createMemorySource('a.geojson.gz', gzipSync(plain))])).count).toBe(2)
    expect(
      (await read([zip({ 'x/a.geojson': plain, 'x/LICENSE': new Uint8Array(9), '__MACOSX/a': plain })])).count,
    ).toBe(2)
    expect((await read([shanghai, shanghai])).count).toBe(4)
  })

  it('are read when bzip2 packed them', async () => {
    // A GeoJSON of one building, packed by bzip2 1.0.8.
    const packed =
      'QlpoOTFBWSZTWTjGhkUAAGAfgBAFfjAJAEAKL+feKiAAkhXqammExAAyBhBJKNT9QjanqegQB6j1N4NApRfpK5VZlef2idDZSAsJE5g4bBAcMgsxDgFoR5AT' +
      'ZXumgPxWMWywWDVKpup6+0o8FSm0xRJSXTJtAZf0lLRR6nA7j1GDHnGNWXIsDAkW4EIR5KpQN+LuSKcKEgcY0Mig'
    const source = createMemorySource(
      'a.geojson.bz2',
      Uint8Array.from(atob(packed), char => char.charCodeAt(0)),
    )
    expect((await read([source])).count).toBe(1)
  })

  it('tell progress that ends at one and never falls', async () => {
    const { progress } = await read([shanghai, shanghai])
    expect(progress.at(-1)).toBe(1)
    expect([...progress].sort((a, b) => a - b)).toEqual(progress)
  })

  it.each([
    [
      'a gzip that is cut off',
      async () => createMemorySource('a.gz', gzipSync(await bytes(shanghai)).subarray(0, 60)),
      'truncated',
    ],
    [
      'a zip that is cut off',
      async () => createMemorySource('a.zip', (await bytes(zip({ a: await bytes(shanghai) }))).subarray(0, 90)),
      'truncated',
    ],
    ['a zip of nothing we read', async () => zip({ 'a.txt': new Uint8Array(4) }), 'unknown-format'],
    ['a picture', async () => createMemorySource('a.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)), 'unknown-format'],
    ['nothing at all', async () => createMemorySource('a.geojson', new Uint8Array(0)), 'unknown-format'],
  ])('%s is refused by name', async (_, make, code) => {
    await expect(make().then(source => read([source]))).rejects.toMatchObject({ name: 'DataError', code })
  })

  it('does not unpack more than allowed', async () => {
    const bomb = gzipSync(new Uint8Array(5_000_000).fill(32))
    await expect(read([createMemorySource('a.geojson.gz', bomb)], { maxBytes: 1_000_000 })).rejects.toMatchObject({
      name: 'DataError',
    })
    await expect(read([zip({ a: new Uint8Array(5_000_000) })], { maxBytes: 1_000_000 })).rejects.toMatchObject({
      code: 'limit-bytes',
    })
  })

  it('stops when told to', async () => {
    const controller = new AbortController()
    controller.abort()
    await expect(read([shanghai], { signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('coordinates', () => {
  const delft = createSampleGeoJson([{ at: [84500, 447500], side: 20, properties: { height: 9 } }])

  it('without a CRS are degrees or an error that names the likely CRS', async () => {
    await expect(read([delft])).rejects.toMatchObject({
      code: 'crs-missing',
      message: expect.stringContaining('EPSG:28992'),
    })
  })

  it('are transformed by the CRS that a person names', async () => {
    const { places } = await read([delft], { crs: 'EPSG:28992' })
    expect(places[0]).toBeCloseTo(4.36, 2)
    expect(places[1]).toBeCloseTo(52.01, 2)
  })

  it('of latitude before longitude are named, not drawn', async () => {
    const swapped = createSampleGeoJson([{ at: [31.2, 121.5], properties: { height: 9 } }])
    await expect(read([swapped])).rejects.toMatchObject({ code: 'crs-implausible' })
  })

  it('in a CRS that nobody knows are named', async () => {
    await expect(read([delft], { crs: 'EPSG:1' })).rejects.toMatchObject({ code: 'crs-unknown' })
  })
})

describe('features that cannot be drawn', () => {
  it('are left out and counted with an example, and the others stay', async () => {
    const text = JSON.stringify({
      type: 'FeatureCollection',
      features: [
        [
          'ok',
          [
            [
              [121.5, 31.2],
              [121.6, 31.2],
              [121.6, 31.3],
              [121.5, 31.2],
            ],
          ],
        ],
        [
          'line',
          [
            [
              [121.5, 31.2],
              [121.6, 31.2],
              [121.5, 31.2],
              [121.5, 31.2],
            ],
          ],
        ],
        [
          'far',
          [
            [
              [500, 31.2],
              [121.6, 31.2],
              [121.6, 31.3],
              [500, 31.2],
            ],
          ],
        ],
        [
          'bow',
          [
            [
              [121.5, 31.2],
              [121.6, 31.3],
              [121.6, 31.2],
              [121.5, 31.29],
              [121.5, 31.2],
            ],
          ],
        ],
      ].map(([id, coordinates]) => ({
        type: 'Feature',
        id,
        properties: { building: 'yes', height: id === 'ok' ? 99999 : 10 },
        geometry: { type: 'Polygon', coordinates },
      })),
    })
    const { count, notices } = await read([createTextSource('a.geojson', text)])
    // The one without area stays as a feature without a shape; the one beyond the globe does not.
    expect(count).toBe(3)
    const codes = Object.fromEntries(notices.map(notice => [notice.code, notice]))
    expect(codes['degenerate-ring']).toMatchObject({ count: 1, example: 'line' })
    expect(codes['out-of-range']).toMatchObject({ count: 1, example: 'far', quarantined: true })
    expect(codes['self-intersection']).toMatchObject({ count: 1, example: 'bow', quarantined: false })
    expect(codes['height-implausible']).toMatchObject({ count: 1, example: 'ok' })
    expect(notices.filter(notice => notice.quarantined).reduce((sum, notice) => sum + notice.count, 0)).toBe(1)
  })
})
