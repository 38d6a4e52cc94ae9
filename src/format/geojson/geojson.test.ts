import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AreaGeometry, PrismGeometry } from '#model/city/feature.ts'
import { roofShapes } from '#model/city/feature.ts'
import { readBytes, rowsOf } from '../../../test/reading.ts'
import { reader } from './index.ts'

const encoder = new TextEncoder()
const read = (content: unknown, name = 'x.geojson', options = {}) =>
  readBytes(reader, encoder.encode(typeof content === 'string' ? content : JSON.stringify(content)), name, options)
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features })
const feature = (properties: unknown, geometry: unknown, more = {}) => ({
  type: 'Feature',
  ...more,
  properties,
  geometry,
})
const square = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ],
  ],
} // prettier-ignore

describe('geometry', () => {
  it('drops the closing vertex and turns rings the right way round', async () => {
    const outer = [
      [0, 0],
      [0, 9],
      [9, 9],
      [9, 0],
      [0, 0],
    ] // prettier-ignore
    const hole = [
      [1, 1],
      [2, 1],
      [2, 2],
      [1, 2],
      [1, 1],
    ] // prettier-ignore
    const { sets } = await read(
      collection(feature({ landuse: 'retail' }, { type: 'Polygon', coordinates: [outer, hole] })),
    )
    const { polygons } = sets[0].geometry as AreaGeometry
    expect([...polygons.ringOffsets]).toEqual([0, 4, 8])
    expect([...polygons.coordinates]).toEqual([9, 0, 9, 9, 0, 9, 0, 0, 1, 2, 2, 2, 2, 1, 1, 1])
  })

  it('keeps heights of vertices where all have one, and ignores measures', async () => {
    const { sets } = await read(
      collection(
        feature(
          {},
          {
            type: 'LineString',
            coordinates: [
              [0, 0, 5, 7],
              [1, 1, 6],
            ],
          },
        ),
      ),
    )
    expect(sets[0].geometry).toMatchObject({ lines: { dimension: 3, coordinates: Float64Array.of(0, 0, 5, 1, 1, 6) } })
  })

  it('makes a feature of each point of a MultiPoint', async () => {
    const { sets } = await read(
      collection(
        feature(
          {},
          {
            type: 'MultiPoint',
            coordinates: [
              [0, 0],
              [1, 1],
            ],
          },
          { id: 'm' },
        ),
      ),
    )
    expect(rowsOf(sets).map(row => row.id)).toEqual(['m#1', 'm#2'])
  })

  it('takes the parts of highest dimension of a collection and counts the others', async () => {
    const point = { type: 'Point', coordinates: [0, 0] }
    const mixed = { type: 'GeometryCollection', geometries: [point, square, point, square] }
    const { sets, notices } = await read(collection(feature({}, mixed)))
    expect([...(sets[0].geometry as AreaGeometry).polygons.featureOffsets]).toEqual([0, 2])
    expect(notices).toMatchObject([{ code: 'geometry-collection-part', count: 2 }])
  })

  it('lists features without a geometry or without an area, undrawn', async () => {
    const flat = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [2, 2],
          [0, 0],
        ],
      ],
    } // prettier-ignore
    const { sets } = await read(collection(feature({}, null), feature({ building: 'yes' }, flat)))
    expect(sets.map(({ kind, geometry }) => [kind, geometry.type])).toEqual([
      ['GenericCityObject', 'none'],
      ['Building', 'none'],
    ])
  })

  it.each([
    [{ type: 'Point', coordinates: ['1', 2] }, 'bad-coordinates'],
    [{ type: 'Point', coordinates: [[1, 2]] }, 'bad-coordinates'],
    [{ type: 'Polygon', coordinates: [[1, 2]] }, 'bad-coordinates'],
    [{ type: 'Pint', coordinates: [1, 2] }, 'unknown-geometry-type'],
    [{ coordinates: [1, 2] }, 'bad-geometry'],
    ['nowhere', 'bad-geometry'],
  ])('leaves out a feature with the geometry %j alone', async (geometry, code) => {
    const { sets, notices } = await read(collection(feature({}, geometry), feature({}, square)))
    expect(rowsOf(sets)).toHaveLength(1)
    expect(notices).toMatchObject([{ code, count: 1, quarantined: true }])
  })

  it('leaves out coordinates beyond any number', async () => {
    const text = JSON.stringify(collection(feature({}, { type: 'Point', coordinates: [0, 1] }))).replace(
      '[0,1]',
      '[0,1e999]',
    )
    expect((await read(text)).notices).toMatchObject([{ code: 'non-finite', quarantined: true }])
  })
})

describe('buildings', () => {
  it('reads height, base and roof by their many names', async () => {
    const properties = {
      building: 'yes',
      height: "40'",
      min_height: '3 m',
      'roof:shape': 'half-hipped',
      'roof:height': 2,
    }
    const { sets } = await read(collection(feature(properties, square)))
    const prism = sets[0].geometry as PrismGeometry
    expect(prism.height[0]).toBeCloseTo(12.192, 5)
    expect([prism.base[0], prism.roofHeight[0], roofShapes[prism.roofShape[0]]]).toEqual([3, 2, 'hipped'])
  })

  it('takes polygons with a height for buildings, and files by their name', async () => {
    expect((await read(collection(feature({ floors: 3 }, square)))).sets[0].kind).toBe('Building')
    expect((await read(collection(feature({}, square)), 'shenzhen-building.geojson')).sets[0].kind).toBe('Building')
    expect((await read(collection(feature({}, square)))).sets[0].kind).toBe('GenericCityObject')
  })

  it('makes buildings of a multipolygon that groups them', async () => {
    const at = (x: number) => square.coordinates.map(ring => ring.map(([a, b]) => [a + x, b]))
    const group = { type: 'MultiPolygon', coordinates: [at(0), at(100)] }
    const { sets } = await read(collection(feature({ building: 'yes' }, group, { id: 7 })))
    expect(rowsOf(sets).map(row => row.id)).toEqual(['7#1', '7#2'])
  })
})

describe('attributes', () => {
  it('keeps numbers, text and nested values, and types that change on the way', async () => {
    const all = [
      { a: 1 },
      { a: 2.5, late: 'x' },
      { a: 'three', n: { deep: [1, { x: null }] } },
      { a: true },
      { a: null },
    ]
    const { sets } = await read(collection(...all.map(properties => feature(properties, square))))
    expect(rowsOf(sets).map(({ kind, id, ...rest }) => rest)).toEqual([
      { a: '1' },
      { a: '2.5', late: 'x' },
      { a: 'three', n: '{"deep":[1,{"x":null}]}' },
      { a: 'true' },
      {},
    ])
  })

  it('takes the last of repeated keys, and harmless any name', async () => {
    const text = `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,
      "properties":{"a":1,"a":2,"__proto__":"p","constructor":"c","toString":"t"}}]}`
    const [row] = rowsOf((await read(text)).sets)
    expect(row.a).toBe(2)
    expect(Object.entries(row)).toContainEqual(['constructor', 'c'])
    expect({}).not.toHaveProperty('p')
  })

  it('leaves out attributes where they are too many to be columns, and counts them', async () => {
    const wide = Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`k${i}`, i]))
    const { sets, notices } = await read(collection(feature(wide, square)))
    expect(sets[0].table.columns.length).toBeLessThan(2002)
    expect(notices).toMatchObject([{ code: 'attributes-left-out', count: 100, quarantined: false }])
  })

  it('keeps ids unique and says so', async () => {
    const { sets, notices } = await read(collection(...[1, 1, 1].map(id => feature({ id }, square))))
    expect(rowsOf(sets).map(row => row.id)).toEqual(['1', '1#2', '1#3'])
    expect(notices).toMatchObject([{ code: 'repeated-id', count: 2, quarantined: false }])
  })

  // Oracle: JSON.parse of the same text, for any properties, and any cut of the bytes into portions.
  it('reads any properties as JSON.parse does, however the bytes are cut', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    )
    const properties = fc.dictionary(
      fc.string({ minLength: 1 }).map(key => `k${key}`),
      value,
      { maxKeys: 5 },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(properties, { maxLength: 4 }), fc.integer({ min: 1, max: 50 }), async (all, step) => {
        const text = JSON.stringify(collection(...all.map(one => feature(one, square))), null, step % 3)
        const { sets } = await read(text, 'x.geojson', { step })
        const expected = (JSON.parse(text).features as { properties: Record<string, unknown> }[]).map(
          ({ properties: own }) =>
            Object.fromEntries(
              Object.entries(own).flatMap(([key, v]) => (v === null || v === '' ? [] : [[key, wellFormed(String(v))]])),
            ),
        )
        const found = rowsOf(sets).map(({ kind, id, ...rest }) =>
          Object.fromEntries(Object.entries(rest).map(([key, v]) => [key, String(v)])),
        )
        expect(found).toEqual(expected)
      }),
    )
  })
})

/** Lone surrogates have no UTF-8. */
const wellFormed = (text: string) => new TextDecoder().decode(encoder.encode(text))

describe('documents', () => {
  it('reads a single feature and a bare geometry', async () => {
    expect(rowsOf((await read(feature({ a: 1 }, square))).sets)).toMatchObject([{ a: 1 }])
    expect((await read(square)).sets[0].geometry.type).toBe('area')
  })

  it('reads sequences with record separators and by lines, and goes on after a broken record', async () => {
    const one = JSON.stringify(feature({ a: 1 }, square))
    const { sets, notices } = await read(`\u001e${one}\n\u001e{"type":"Fea\n\u001e${one}\n`, 'x.geojsons')
    expect(rowsOf(sets)).toHaveLength(2)
    expect(notices).toMatchObject([{ code: 'bad-record', count: 1, quarantined: true }])
    expect(rowsOf((await read(`${one}\n${one}\n{"a":}\n${one}`, 'x.geojsonl')).sets)).toHaveLength(3)
  })

  it('reads an array of outlines, and collections by layer', async () => {
    const { sets } = await read([{ height: 5, polygon: square.coordinates[0] }], 'city.json')
    expect(sets[0].kind).toBe('Building')
    expect((sets[0].geometry as PrismGeometry).height[0]).toBe(5)
    const layers = [
      { water: collection(feature({}, square)), roads: collection() },
      { buildings: collection(feature({}, square)) },
    ]
    expect((await read(layers)).sets.map(({ kind }) => kind)).toEqual(['WaterBody', 'Building'])
  })

  it.each([
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326'],
    ['urn:ogc:def:crs:EPSG::28992', 'EPSG:28992'],
    ['EPSG:3857', 'EPSG:3857'],
    ['http://www.opengis.net/def/crs/EPSG/0/4326', 'EPSG:4326'],
    ['Mars 2000', 'Mars 2000'],
  ])('names the CRS %s', async (name, code) => {
    const { header } = await read({ crs: { type: 'name', properties: { name } }, ...collection(feature({}, square)) })
    expect(header?.crs).toBe(code)
  })

  it('refuses a CRS which comes when the coordinates are read', async () => {
    const late = { ...collection(feature({}, square)), crs: { type: 'name', properties: { name: 'EPSG:3857' } } }
    await expect(read(late)).rejects.toMatchObject({ code: 'schema' })
  })

  it.each([
    ['{"type":"FeatureCollection","features":[{"type":"Feature"', 'truncated'],
    ['', 'truncated'],
    ['{"type":"FeatureCollection","features":[}', 'syntax'],
    ['{"a":1}', 'schema'],
    ['[1,2]', 'schema'],
    ['3', 'schema'],
    ['{"type":"Topology","objects":{}}', 'unsupported'],
    ['{"type":"CityJSON","version":"2.0"}', 'unsupported'],
    [`${'['.repeat(9999)}`, 'limit-depth'],
    [`{"type":"Feature","properties":{"a":${'['.repeat(9999)}`, 'limit-depth'],
    [`{"type":"Feature","geometry":${'{"type":"GeometryCollection","geometries":['.repeat(999)}`, 'limit-depth'],
  ])('refuses %.60s with %s', async (text, code) => {
    await expect(read(text)).rejects.toMatchObject({ name: 'DataError', code })
  })

  it('keeps limits of bytes and features, and stops when asked', async () => {
    const many = collection(...Array.from({ length: 9 }, () => feature({}, square)))
    await expect(read(many, 'x', { limits: { maxFeatures: 8 } })).rejects.toMatchObject({ code: 'limit-count' })
    await expect(read(many, 'x', { limits: { maxBytes: 99 } })).rejects.toMatchObject({ code: 'limit-bytes' })
  })

  it('hands over features in batches', async () => {
    const text = JSON.stringify(collection(...Array.from({ length: 20_000 }, (_, i) => feature({ i }, square))))
    const { sets } = await read(text)
    expect(sets.map(({ table }) => table.rowCount)).toEqual([16384, 3616])
  })
})
