import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createCityJsonValidator } from '../../../test/cityjsonSchema.ts'
import { memorySource, readAll } from '../../../test/readAll.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { parseCityJson, reader, writeCityJson, writeCityJsonSequence } from './index.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const bytesOf = (value: unknown) => encoder.encode(JSON.stringify(value))
const joined = (parts: Iterable<Uint8Array>) => encoder.encode([...parts].map(part => decoder.decode(part)).join(''))

/** Everything that CityJSON 2.0 has, in one small model. */
const everything = {
  type: 'CityJSON',
  version: '2.0',
  transform: { scale: [0.001, 0.001, 0.001], translate: [85000, 446000, -1] },
  metadata: { title: 'Everything', referenceSystem: 'https://www.opengis.net/def/crs/EPSG/0/7415', '+own': { a: [1] } },
  extensions: { Noise: { url: 'https://example.org/noise.ext.json', version: '2.0' } },
  '+census': { percent: 12.5 },
  appearance: {
    'default-theme-material': 'visual',
    materials: [{ name: 'brick', diffuseColor: [0.5, 0.25, 0.125] }, { name: 'unused' }],
    textures: [{ type: 'PNG', image: 'wall.png' }],
    'vertices-texture': [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ],
  },
  'geometry-templates': {
    templates: [{ type: 'MultiSurface', lod: '2', boundaries: [[[0, 1, 2]]] }],
    'vertices-templates': [
      [0, 0, 0],
      [1.5, 0, 0],
      [0, 1.5, 2.25],
    ],
  },
  CityObjects: {
    whole: {
      type: 'Building',
      children: ['part'],
      attributes: { storeys: 3, ok: true, nothing: null, nested: { deep: ['x'] } },
      address: [{ CountryName: 'NL', location: { type: 'MultiPoint', lod: '0', boundaries: [8] } }],
      '+noise': { level: 55 },
    },
    part: {
      type: 'BuildingPart',
      parents: ['whole'],
      geographicalExtent: [0, 0, 0, 1, 1, 1],
      geometry: [
        {
          type: 'MultiSurface',
          lod: '2.2',
          boundaries: [[[0, 1, 2, 3]], [[4, 5, 6, 7]]],
          semantics: { surfaces: [{ type: 'RoofSurface', slope: 33 }, { type: '+Odd' }], values: [0, 1] },
          material: { visual: { values: [0, null] }, other: { value: 0 } },
          texture: { winter: { values: [[[0, 0, 1, 2, 3]], [[null]]] } },
        },
      ],
    },
    tree: {
      type: 'SolitaryVegetationObject',
      geometry: [
        {
          type: 'GeometryInstance',
          template: 0,
          boundaries: [8],
          transformationMatrix: [2, 0, 0, 5, 0, 2, 0, 6, 0, 0, 2, 7, 0, 0, 0, 1],
        },
      ],
    },
    group: { type: 'CityObjectGroup', children: ['whole', 'tree'], children_roles: ['main', null] },
    sound: { type: '+NoiseWall', attributes: { height: 2 } },
  },
  vertices: [
    [0, 0, 0],
    [9000, 0, 0],
    [9000, 9000, 0],
    [0, 9000, 0],
    [0, 0, 3000],
    [9000, 0, 3000],
    [9000, 9000, 3000],
    [0, 9000, 3000],
    [500, 500, 0],
  ],
}

describe('CityJSON in, out and in', () => {
  const document = parseCityJson(bytesOf(everything))

  it('is the same JSON', () => {
    expect(JSON.parse(decoder.decode(writeCityJson(document)))).toEqual(everything)
  })

  it('is the same model', () => {
    expect(parseCityJson(writeCityJson(document))).toEqual(document)
  })

  it('is the same model through a sequence, but for vertices and materials that nothing uses', () => {
    const once = parseCityJson(joined(writeCityJsonSequence(document)))
    expect(once.appearance).toEqual({ ...document.appearance, materials: [everything.appearance.materials[0]] })
    expect([...once.objects.keys()].sort()).toEqual([...document.objects.keys()].sort())
    expect(parseCityJson(joined(writeCityJsonSequence(once)))).toEqual(once)
  })

  it('keeps ids and attributes that are names of Object’s own members', () => {
    const text = `{"type":"CityJSON","version":"2.0","transform":{"scale":[1,1,1],"translate":[0,0,0]},"CityObjects":{
      "__proto__":{"type":"Building","attributes":{"__proto__":{"polluted":1},"constructor":"c","toString":1}},
      "constructor":{"type":"Road"}},"vertices":[]}`
    const strange = parseCityJson(encoder.encode(text))
    expect([...strange.objects.keys()]).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(JSON.parse(decoder.decode(writeCityJson(strange)))).toEqual(JSON.parse(text))
    expect(parseCityJson(joined(writeCityJsonSequence(strange)))).toEqual(strange)
  })

  it('upgrades 1.0: LoDs, groups, addresses, metadata, real coordinates', () => {
    const old = parseCityJson(
      bytesOf({
        type: 'CityJSON',
        version: '1.0',
        metadata: { datasetTitle: 'Old', referenceSystem: 'urn:ogc:def:crs:EPSG::28992', presentLoDs: { '1': 1 } },
        CityObjects: {
          house: {
            type: 'Building',
            address: { CountryName: 'NL' },
            geometry: [{ type: 'MultiSurface', lod: 1, boundaries: [[[0, 1, 2]]] }],
          },
          all: { type: 'CityObjectGroup', members: ['house'] },
        },
        vertices: [
          [85000.5, 446000.25, 1],
          [85010, 446000, 1],
          [85010, 446010, 1.125],
        ],
      }),
    )
    expect(old.transform).toEqual({ scale: [0.001, 0.001, 0.001], translate: [85000.5, 446000, 1] })
    expect([...old.vertices]).toEqual([0, 250, 0, 9500, 0, 0, 9500, 10000, 125])
    expect(old.metadata).toMatchObject({
      title: 'Old',
      referenceSystem: 'https://www.opengis.net/def/crs/EPSG/0/28992',
    })
    expect(old.objects.get('house')).toMatchObject({ address: [{ CountryName: 'NL' }], geometry: [{ lod: '1' }] })
    expect(old.objects.get('all')).toEqual({ type: 'CityObjectGroup', children: ['house'] })
    expect(parseCityJson(writeCityJson(old))).toEqual(old)
  })
})

const folders = ['city/cityjson', 'corpora/cityjson/data']
const files = folders.flatMap(folder =>
  (existsSync(sharedData(folder)) ? readdirSync(sharedData(folder)) : []).map(name => `${folder}/${name}`),
)
const documents = files.flatMap(file => {
  try {
    const bytes = readFileSync(sharedData(file))
    return [{ file, json: bytes, document: parseCityJson(bytes) }]
  } catch {
    return [] // Those that are no models are the subject of hostile.test.ts.
  }
})

describeWithShared('the CityJSON reference files', () => {
  it('are models, most of them', () => expect(documents.length).toBeGreaterThan(30))

  it.each(documents)('$file comes back as the same model', ({ document }) => {
    expect(isDeepStrictEqual(parseCityJson(writeCityJson(document)), document)).toBe(true)
    const sequence = parseCityJson(joined(writeCityJsonSequence(document)))
    expect([...sequence.objects.keys()].sort()).toEqual([...document.objects.keys()].sort())
  })

  it.each(documents)('$file comes back as the same features', async ({ json, document }) => {
    const [first, second] = await Promise.all(
      [json, writeCityJson(document)].map(bytes => readAll(reader, memorySource('a', bytes))),
    )
    expect(isDeepStrictEqual(second.sets, first.sets)).toBe(true)
  })

  const validate = createCityJsonValidator()
  /** Many of the corpus are invalid on purpose; a 1.1 file counts as valid where nothing but its version is not 2.0. */
  const valid = documents.filter(({ file, json }) => {
    const lines = /\.(jsonl|txt)$/.test(file) ? decoder.decode(json).trim().split('\n') : [decoder.decode(json)]
    return lines.every(
      (line, i) => validate({ ...JSON.parse(line), ...(i === 0 ? { version: '2.0' } : {}) }).length === 0,
    )
  })
  it('are valid, half of them', () => expect(valid.length).toBeGreaterThan(18))

  it.each(valid)('$file is written as valid CityJSON 2.0, and as a valid sequence', ({ document }) => {
    expect(validate(JSON.parse(decoder.decode(writeCityJson(document))))).toEqual([])
    for (const line of writeCityJsonSequence(document)) expect(validate(JSON.parse(decoder.decode(line)))).toEqual([])
  })
})
