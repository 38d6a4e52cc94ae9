import { expect, it } from 'vitest'
import { createNoticeLog } from '#model/exchange/notice.ts'
import { defaultLimits } from '#model/exchange/reader.ts'
import { readCity } from './read.ts'
import { loadReaders } from './readers.ts'
import { createBlobSource } from './source.ts'

/** What files say of their makers and terms, in the words of each format. */
async function termsOf(name: string, text: string) {
  const options = { readers: await loadReaders(), limits: defaultLimits, notices: createNoticeLog() }
  for await (const event of readCity([createBlobSource(name, new Blob([text]))], options)) {
    if (event.type === 'header') return { attribution: event.attribution, licence: event.licence }
  }
  return undefined
}

const collection = (members: object) =>
  JSON.stringify({ type: 'FeatureCollection', ...members, features: [point] }, undefined, 1)
const point = { type: 'Feature', properties: { name: 'a' }, geometry: { type: 'Point', coordinates: [1, 2] } }
const osm = (attributes: string) => `<osm version="0.6"${attributes}><node id="1" lon="1" lat="2"/></osm>`
const cityjson = (metadata: object) =>
  JSON.stringify({
    type: 'CityJSON',
    version: '2.0',
    metadata: { referenceSystem: 'https://www.opengis.net/def/crs/EPSG/0/7415', ...metadata },
    transform: { scale: [1, 1, 1], translate: [0, 0, 0] },
    CityObjects: { a: { type: 'Building' } },
    vertices: [],
  })

it.each([
  ['a.geojson', collection({ attribution: '© City', license: 'CC-BY-4.0' }), '© City', 'CC-BY-4.0'],
  ['b.geojson', collection({ copyright: '© City', licence: 'dl-de/by-2-0' }), '© City', 'dl-de/by-2-0'],
  ['c.geojson', collection({}), undefined, undefined],
  ['d.osm', osm(''), '© OpenStreetMap contributors, ODbL 1.0', 'ODbL-1.0'],
  ['e.osm', osm(' attribution="We &amp; Us" license="CC0-1.0"'), 'We & Us', 'CC0-1.0'],
  ['f.osm', osm(' attribution="Us"'), 'Us', undefined],
  ['g.city.json', cityjson({ license: 'CC-BY-4.0' }), undefined, 'CC-BY-4.0'],
  ['h.city.json', cityjson({ constraints: { legalConstraints: 'CC0' } }), undefined, 'CC0'],
])('%s says whose it is and on what terms', async (name, text, attribution, licence) => {
  expect(await termsOf(name, text)).toEqual({ attribution, licence })
})
