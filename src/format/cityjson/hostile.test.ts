import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cellAt, findColumn } from '#model/city/table.ts'
import { DataError } from '#model/exchange/error.ts'
import { defaultLimits } from '#model/exchange/reader.ts'
import { countKinds, memorySource, readAll } from '../../../test/readAll.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { parseCityJson, reader } from './index.ts'

const encoder = new TextEncoder()

const read = (value: unknown, options: Parameters<typeof readAll>[2] = {}) => {
  const bytes =
    value instanceof Uint8Array ? value : encoder.encode(typeof value === 'string' ? value : JSON.stringify(value))
  return readAll(reader, memorySource('bad.city.json', bytes, 100), options)
}

const square = [[[0, 1, 2, 3]]]
const surface = (boundaries: unknown, rest: object = {}) => ({ type: 'MultiSurface', lod: '2', boundaries, ...rest })
const house = (...geometry: unknown[]) => ({ type: 'Building', geometry })
const model = (CityObjects: object, rest: object = {}) => ({
  type: 'CityJSON',
  version: '2.0',
  transform: { scale: [1, 1, 1], translate: [0, 0, 0] },
  CityObjects,
  vertices: [
    [0, 0, 0],
    [10, 0, 0],
    [10, 10, 0],
    [0, 10, 0],
  ],
  ...rest,
})

describe('whole files that are wrong', () => {
  const deep = (n: number) => `${'['.repeat(n)}${']'.repeat(n)}`
  it.each([
    ['an empty file', '', 'empty'],
    ['blanks', ' \n \n', 'empty'],
    ['no JSON', 'hello', 'syntax'],
    ['half a file', JSON.stringify(model({ a: house(surface(square)) })).slice(0, -40), 'truncated'],
    ['half a printed file', JSON.stringify(model({ a: house(surface(square)) }), null, 1).slice(0, -40), 'truncated'],
    ['an open string', '{"type":"CityJSON', 'truncated'],
    ['an array', '[]', 'schema'],
    ['null', 'null', 'schema'],
    ['another type', '{"type":"FeatureCollection","features":[]}', 'schema'],
    ['a feature without header', '{"type":"CityJSONFeature","id":"a","CityObjects":{},"vertices":[]}', 'schema'],
    ['objects in an array', model([]), 'schema'],
    ['no vertices', model({ a: house() }, { vertices: 7 }), 'schema'],
    ['no objects', model({}), 'empty'],
    ['version 0.9', model({ a: house() }, { version: '0.9' }), 'unsupported'],
    ['version 3.0', model({ a: house() }, { version: '3.0' }), 'unsupported'],
    ['100,000 arrays in each other', deep(100_000), 'limit-depth'],
    [
      'a deep attribute',
      JSON.stringify(model({ a: { type: 'Road', attributes: { x: 0 } } })).replace('"x":0', `"x":${deep(300)}`),
      'limit-depth',
    ],
  ])('%s', async (_, value, code) => {
    await expect(read(value)).rejects.toMatchObject({ name: 'DataError', code })
  })

  it('larger, or with more objects, than allowed', async () => {
    const value = model({ a: house(), b: house(), c: house() })
    await expect(read(value, { limits: { ...defaultLimits, maxBytes: 100 } })).rejects.toMatchObject({
      code: 'limit-bytes',
    })
    await expect(read(value, { limits: { ...defaultLimits, maxFeatures: 2 } })).rejects.toMatchObject({
      code: 'limit-count',
    })
  })

  it('cancelled', async () => {
    const signal = AbortSignal.abort()
    await expect(read(model({ a: house() }), { signal })).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('geometries that are wrong: the object is quarantined, the others are read', () => {
  const bad: [why: string, geometry: unknown, code: string][] = [
    ['an index out of range', surface([[[0, 1, 4]]]), 'vertex-range'],
    ['a huge index', surface([[[0, 1, 1e300]]]), 'vertex-range'],
    ['a negative index', surface([[[0, 1, -1]]]), 'vertex-range'],
    ['half an index', surface([[[0, 1, 1.5]]]), 'vertex-range'],
    ['a text for an index', surface([[[0, 1, '2']]]), 'bad-boundaries'],
    ['no boundaries', surface(undefined), 'bad-boundaries'],
    ['boundaries too shallow', surface([0, 1, 2]), 'bad-boundaries'],
    ['boundaries too deep', surface([square]), 'bad-boundaries'],
    ['empty boundaries', surface([]), 'empty-boundaries'],
    ['empty rings', surface([[]]), 'empty-boundaries'],
    ['a solid with an empty shell', { type: 'Solid', lod: '1', boundaries: [[]] }, 'empty-boundaries'],
    ['a line for a ring', surface([[[0, 1]]]), 'degenerate-geometry'],
    ['one point three times', surface([[[2, 2, 2]]]), 'degenerate-geometry'],
    ['an unknown type', { type: 'Sphere', lod: '1', boundaries: [0] }, 'bad-geometry'],
    ['a text for a geometry', 'Solid', 'bad-geometry'],
    ['no template', { type: 'GeometryInstance', template: 3, boundaries: [0] }, 'missing-template'],
    ['an empty line', { type: 'MultiLineString', lod: '1', boundaries: [[]] }, 'empty-boundaries'],
    ['no points', { type: 'MultiPoint', lod: '1', boundaries: [] }, 'empty-boundaries'],
  ]
  it.each(bad)('%s', async (_, geometry, code) => {
    const { sets, notices } = await read(model({ bad: house(geometry), good: house(surface(square)) }))
    expect(notices.list()).toContainEqual({ code, count: 1, example: 'bad', quarantined: true })
    expect(countKinds(sets)).toEqual({ Building: 1 })
  })

  it('but not where another LoD can be used', async () => {
    const { sets, notices } = await read(model({ a: house(surface([[[9]]]), surface(square, { lod: '1' })) }))
    expect(notices.list()).toEqual([{ code: 'vertex-range', count: 1, example: 'a', quarantined: false }])
    expect(sets[0].geometry).toMatchObject({ type: 'surface', lod: '1' })
  })

  it('infinite and missing coordinates', async () => {
    const text = JSON.stringify(model({ bad: house(surface(square)), also: house(surface([[[0, 1, 4]]])) }))
    const { notices } = await read(text.replace('[10,10,0]', '[1e999,10,0]').replace('[0,10,0]', '[0,10]'))
    expect(notices.list()).toContainEqual({ code: 'non-finite', count: 1, example: 'bad', quarantined: true })
    expect(notices.list()).toContainEqual({ code: 'non-finite', count: 2, example: 'vertex 2', quarantined: false })
  })
})

describe('small slips are mended and counted', () => {
  it('semantics that do not fit', async () => {
    const semantics = [
      { surfaces: [{ type: 'RoofSurface' }], values: [7] },
      { surfaces: [{ type: 'RoofSurface' }], values: [0, 0] },
      { surfaces: [{ type: 'RoofSurface' }], values: 'roof' },
      { surfaces: 'roof', values: [0] },
    ]
    const objects = Object.fromEntries(
      semantics.map((item, i) => [`h${i}`, house(surface(square, { semantics: item }))]),
    )
    const { sets, notices } = await read(model(objects))
    expect(notices.list()).toEqual([{ code: 'semantics-mismatch', count: 4, example: 'h0', quarantined: false }])
    expect(sets[0].geometry).toMatchObject({ surfaceType: new Uint8Array(4) })
  })

  it('closed rings, repeated vertices, degenerate holes', async () => {
    const { sets, notices } = await read(
      model({
        a: house(
          surface([
            [
              [0, 0, 1, 2, 2, 3, 0],
              [1, 2],
            ],
          ]),
        ),
      }),
    )
    expect(sets[0].geometry).toMatchObject({ polygons: { ringOffsets: Uint32Array.of(0, 4) } })
    expect(notices.list()).toEqual([{ code: 'degenerate-ring', count: 1, example: 'a', quarantined: false }])
  })

  it('parents in a circle, missing parents and children', async () => {
    const { sets, notices } = await read(
      model({
        a: { type: 'BuildingPart', parents: ['b'] },
        b: { type: 'BuildingPart', parents: ['a'] },
        c: { type: 'BuildingPart', parents: ['c'] },
        d: { type: 'Building', children: ['nobody'], parents: ['nothing'] },
        e: { type: 'Building', children: 'f', parents: [7] },
      }),
    )
    expect(countKinds(sets)).toEqual({ BuildingPart: 3, Building: 2 })
    expect(notices.list().map(({ code, count }) => [code, count])).toEqual([
      ['missing-parent', 1],
      ['missing-child', 1],
      ['parent-cycle', 2],
    ])
  })

  it('follows 100,000 parents in a chain', async () => {
    const chain = Array.from({ length: 100_000 }, (_, i) => [`p${i}`, { type: 'BuildingPart', parents: [`p${i + 1}`] }])
    const bytes = encoder.encode(JSON.stringify(model(Object.fromEntries(chain))))
    const { notices } = await readAll(reader, memorySource('chain.city.json', bytes))
    expect(notices.list()).toEqual([{ code: 'missing-parent', count: 1, example: 'p99999', quarantined: false }])
  }, 20_000)

  it('bad lines of a sequence', async () => {
    const header = JSON.stringify(model({}, { vertices: [] }))
    const feature = (id: string) =>
      JSON.stringify({
        type: 'CityJSONFeature',
        id,
        CityObjects: { [id]: house(surface(square)) },
        vertices: model({}).vertices,
      })
    const lines = [
      header,
      feature('a'),
      '{"type":',
      '',
      'what?',
      '{"type":"Feature"}',
      feature('a'),
      `\x1e${feature('b')}`,
    ]
    const { sets, notices } = await read(lines.join('\r\n'))
    expect(countKinds(sets)).toEqual({ Building: 2 })
    expect(notices.list().map(({ code, count, example }) => [code, count, example])).toEqual([
      ['truncated', 1, 'line 3'],
      ['syntax', 1, 'line 5'],
      ['schema', 1, 'line 6'],
      ['duplicate-id', 1, 'a'],
    ])
  })
})

describe('names that are members of Object', () => {
  it('are ids and attributes like any others', async () => {
    const text = JSON.stringify(
      model({ PROTO: { type: 'Building', attributes: { PROTO: 'p', constructor: 'c', id: 7 } } }),
    )
    const { sets } = await read(text.replaceAll('PROTO', '__proto__'))
    const cell = (name: string) => cellAt(findColumn(sets[0].table, name)!, 0)
    expect(['id', '__proto__', 'constructor', 'attribute:id'].map(cell)).toEqual(['__proto__', 'p', 'c', 7])
    expect(({} as Record<string, unknown>).p).toBeUndefined()
  })

  it('are no kinds that break the counts', async () => {
    const { sets } = await read(model({ a: { type: 'constructor' }, b: { type: '__proto__' }, c: { type: 7 } }))
    expect(sets.map(({ kind }) => kind)).toEqual(['constructor', '__proto__'])
  })
})

it('templates are placed by their matrix, row by row, and their reference point', async () => {
  const { sets } = await read(
    model(
      {
        tree: {
          type: 'SolitaryVegetationObject',
          geometry: [
            {
              type: 'GeometryInstance',
              template: 0,
              boundaries: [1],
              transformationMatrix: [0, -2, 0, 100, 2, 0, 0, 200, 0, 0, 2, 300, 0, 0, 0, 1],
            },
          ],
        },
      },
      {
        'geometry-templates': {
          templates: [surface([[[0, 1, 2]]])],
          'vertices-templates': [
            [0, 0, 0],
            [1, 0, 0],
            [0, 1, 0.5],
          ],
        },
      },
    ),
  )
  expect(sets[0].geometry).toMatchObject({
    polygons: { coordinates: Float64Array.of(110, 200, 300, 110, 202, 300, 108, 200, 301) },
  })
})

/** Every file is read, in part, or refused with a typed error, within 5 s: never anything else. */
async function survives(name: string, bytes: Uint8Array) {
  const started = performance.now()
  for (const attempt of [() => readAll(reader, memorySource(name, bytes)), () => parseCityJson(bytes)]) {
    try {
      await attempt()
    } catch (error) {
      if (!(error instanceof DataError)) throw error
    }
  }
  expect(performance.now() - started).toBeLessThan(5000)
}

describeWithShared('the corpora', () => {
  it.each(['cityjson/data', 'jsontestsuite', 'geojson-bad'])('%s', async folder => {
    const files = readdirSync(sharedData(`corpora/${folder}`), { withFileTypes: true, recursive: true })
    expect(files.length).toBeGreaterThan(30)
    for (const file of files) {
      if (file.isFile()) await survives(file.name, readFileSync(`${file.parentPath}/${file.name}`))
    }
  })

  it('3DBAG cut off after each byte, and with each tenth byte changed', async () => {
    const bytes = readFileSync(sharedData('city/cityjson/3dbag_b2.city.jsonl'))
    for (let end = 0; end < bytes.length; end += 101) await survives('cut.city.jsonl', bytes.subarray(0, end))
    for (let at = 0; at < bytes.length; at += 37) {
      const changed = Uint8Array.from(bytes)
      changed[at] = 0x30 + (at % 10)
      await survives('changed.city.jsonl', changed)
    }
  })
})
