import { parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { createRandom } from '#math/random.ts'
import { missing, type Table } from '#model/city/table.ts'
import { DataError } from '#model/exchange/error.ts'
import type { LineColumn, PointColumn, PolygonColumn } from '#model/geo/geometry.ts'
import {
  type GeometryRun,
  parseLines,
  parsePoints,
  parsePolygons,
  readFeatures,
  toWkb,
  writeFeatures,
} from './index.ts'

/** Three features: a square with a hole, nothing, two triangles. */
const polygons: PolygonColumn = {
  dimension: 2,
  coordinates: new Float64Array([
    0, 0, 4, 0, 4, 4, 0, 4, 1, 1, 1, 2, 2, 2, 10, 10, 11, 10, 10, 11, 20, 20, 21, 20, 20, 21,
  ]),
  ringOffsets: new Uint32Array([0, 4, 7, 10, 13]),
  polygonOffsets: new Uint32Array([0, 2, 3, 4]),
  featureOffsets: new Uint32Array([0, 1, 1, 3]),
}

const solid: PolygonColumn = {
  dimension: 3,
  coordinates: new Float64Array([0, 0, 5, 1, 0, 5, 0, 1, 9, 0, 0, 0, 1, 0, 0, 1, 0, 7]),
  ringOffsets: new Uint32Array([0, 3, 6]),
  polygonOffsets: new Uint32Array([0, 1, 2]),
  featureOffsets: new Uint32Array([0, 2]),
}

const lines: LineColumn = {
  dimension: 3,
  coordinates: new Float64Array([0, 0, 1, 1, 1, 2, 5, 5, 0, 6, 6, 0, 7, 5, 0]),
  lineOffsets: new Uint32Array([0, 2, 5]),
  featureOffsets: new Uint32Array([0, 1, 2]),
}

const points: PointColumn = { dimension: 2, coordinates: new Float64Array([121.5, 31.2, Number.NaN, Number.NaN]) }

function createTable(rowCount: number): Table {
  const random = createRandom(5)
  const number = (name: string, value: (row: number) => number, unit?: string) => ({
    type: 'number' as const,
    name,
    ...(unit ? { unit } : {}),
    values: Float64Array.from({ length: rowCount }, (_, row) => value(row)),
  })
  const texts = Array.from({ length: rowCount }, (_, row) => new TextEncoder().encode(row % 3 ? `楼 ${row}` : ''))
  const offsets = new Uint32Array(rowCount + 1)
  texts.forEach((text, row) => {
    offsets[row + 1] = offsets[row] + text.length
  })
  return {
    rowCount,
    columns: [
      number('storeys', row => (row % 5 ? row % 40 : Number.NaN)),
      number('year', row => 1900 + (row % 120)),
      number('height', () => Math.fround(random.between(3, 80)), 'm'),
      number('area.m2', () => random.between(3, 8000), 'm²'),
      number('zero', row => (row % 2 ? -0 : 0)),
      number('none', () => Number.NaN),
      number('geometry', row => row - 2 ** 31),
      {
        type: 'category',
        name: '用途',
        codes: Uint32Array.from({ length: rowCount }, (_, row) => (row % 4 ? row % 3 : missing)),
        dictionary: ['other', '住宅', 'office', 'unused'],
      },
      { type: 'text', name: 'name:zh', offsets, bytes: Uint8Array.from(texts.flatMap(text => [...text])) },
    ],
  }
}

// By hand also, with readers that are not ours: pyarrow 25.0.1 read the table of a demo package (1,529 rows, integers, doubles and text as
// written), and shapely 2.1.2 its WKB: the footprints and heights of all 954 buildings were those of the source. (Debian's GDAL 3.6.2 has no
// Parquet driver; it opens our GeoJSON and OSM exports with all features, EPSG:4326 and the same extent.)
describe('a feature table', () => {
  it('comes back identical over several row groups', async () => {
    const table = createTable(1000)
    const reader = await readFeatures(writeFeatures({ table, rowGroupSize: 300 }))
    expect(await reader.table()).toEqual(table)
    expect(reader.columns.map(({ name, unit }) => [name, unit])).toContainEqual(['height', 'm'])
  })

  it('has the same bytes for the same content', () => {
    expect(writeFeatures({ table: createTable(500) })).toEqual(writeFeatures({ table: createTable(500) }))
  })

  it('gives a column with little more than the bytes of that column', async () => {
    const bytes = writeFeatures({ table: createTable(20_000) })
    let read = 0
    const source = {
      byteLength: bytes.length,
      slice(start: number, end = bytes.length) {
        read += end - start
        return bytes.slice(start, end).buffer as ArrayBuffer
      },
    }
    const reader = await readFeatures(source)
    const before = read
    expect((await reader.column('year')).name).toBe('year')
    expect(read - before).toBeLessThan(bytes.length / 10)
    await expect(reader.column('nothing')).rejects.toMatchObject({ code: 'not-found' })
    await expect(reader.geometry()).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is read by a plain Parquet client with nulls, text and numbers', async () => {
    const file = writeFeatures({ table: createTable(6) }).slice().buffer
    const rows = await parquetReadObjects({ file })
    expect(rows[1]).toMatchObject({ storeys: 1, 用途: '住宅', 'name:zh': '楼 1', none: null })
    expect(rows[0]).toMatchObject({ storeys: null, 用途: null, 'name:zh': null, year: 1900 })
  })

  it('works empty', async () => {
    const table = createTable(0)
    expect(await (await readFeatures(writeFeatures({ table }))).table()).toEqual(table)
  })
})

describe('geometry', () => {
  const runs: GeometryRun[] = [
    { rowCount: 3, geometry: polygons },
    { rowCount: 2 },
    { rowCount: 1, geometry: solid },
    { rowCount: 2, geometry: lines },
    { rowCount: 2, geometry: points },
  ]
  const table: Table = {
    rowCount: 10,
    columns: [{ type: 'number', name: 'row', values: Float64Array.from(Array(10).keys()) }],
  }

  it.each([3, 4, 100])('comes back in %i rows a group', async rowGroupSize => {
    const wkb = await (await readFeatures(writeFeatures({ table, geometry: runs, rowGroupSize }))).geometry()
    expect(parsePolygons({ ...wkb, offsets: wkb.offsets.slice(0, 4) })).toEqual(polygons)
    expect(parsePolygons({ ...wkb, offsets: wkb.offsets.slice(5, 7) })).toEqual(solid)
    expect(parseLines({ ...wkb, offsets: wkb.offsets.slice(6, 9) })).toEqual(lines)
    expect(parsePoints({ ...wkb, offsets: wkb.offsets.slice(8, 11) })).toEqual(points)
    expect([...parsePolygons(wkb).featureOffsets]).toEqual([0, 1, 1, 3, 3, 3, 5, 5, 5, 5, 5])
  })

  it('is GeoParquet 1.1 with types and bounds, which another reader turns into GeoJSON', async () => {
    const file = writeFeatures({ table, geometry: runs }).slice().buffer
    const { parquetMetadataAsync } = await import('hyparquet')
    const metadata = await parquetMetadataAsync(file)
    const geo = JSON.parse(metadata.key_value_metadata!.find(({ key }) => key === 'geo')!.value!)
    expect(geo).toEqual({
      version: '1.1.0',
      primary_column: 'geometry',
      columns: {
        geometry: {
          encoding: 'WKB',
          geometry_types: ['Point', 'Polygon', 'MultiPolygon', 'LineString Z', 'MultiPolygon Z'],
          bbox: [0, 0, 0, 121.5, 31.2, 9],
        },
      },
    })
    const rows = await parquetReadObjects({ file })
    expect(rows[0].geometry).toEqual({
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
          [0, 0],
        ],
        [
          [1, 1],
          [1, 2],
          [2, 2],
          [1, 1],
        ],
      ],
    })
    expect(rows[5].geometry).toMatchObject({
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [0, 0, 5],
            [1, 0, 5],
            [0, 1, 9],
            [0, 0, 5],
          ],
        ],
        expect.anything(),
      ],
    })
    expect(rows[8].geometry).toEqual({ type: 'Point', coordinates: [121.5, 31.2] })
    expect(rows[9].geometry).toBeNull()
  })

  it('is a typed error where WKB is cut or counts more than there is', () => {
    const wkb = toWkb(polygons, 0, 3)
    for (let length = 1; length < wkb.offsets[1]; length++)
      expect(() => parsePolygons({ offsets: new Uint32Array([0, length]), bytes: wkb.bytes })).toThrow(DataError)
    const huge = wkb.bytes.slice()
    new DataView(huge.buffer).setUint32(5, 0xfffffff0, true)
    expect(() => parsePolygons({ offsets: wkb.offsets, bytes: huge })).toThrow(DataError)
  })

  it('refuses runs that do not fit the table', () => {
    expect(() => writeFeatures({ table, geometry: [{ rowCount: 3 }] })).toThrow(RangeError)
  })
})

describe('a damaged feature table', () => {
  it('is a typed error where it is cut', async () => {
    const bytes = writeFeatures({ table: createTable(50) })
    for (let length = 0; length < bytes.length; length += 7) {
      const cut = readFeatures(bytes.slice(0, length)).then(reader => reader.table())
      await expect(cut, `${length} bytes`).rejects.toBeInstanceOf(DataError)
    }
  })
})
