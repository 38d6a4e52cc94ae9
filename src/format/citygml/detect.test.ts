import { expect, it } from 'vitest'
import { reader } from './index.ts'

const detect = (text: string, name = 'a.gml') => reader.detect(new TextEncoder().encode(text), name)

it.each([
  ['<?xml version="1.0"?><CityModel xmlns="http://www.opengis.net/citygml/3.0">', 1],
  ['<core:CityModel xmlns:bldg="http://www.opengis.net/citygml/building/2.0">', 1],
  ['<!-- a comment --><ns:CityModel\n', 0.9],
  ['<?xml version="1.0"?><FeatureCollection>', 0.2],
  ['<osm version="0.6">', 0],
  ['{"type":"CityJSON"}', 0],
  ['', 0],
])('%s: %d', (text, sureness) => {
  expect(detect(text)).toBe(sureness)
})

it('reads UTF-16', () => {
  const text = '\ufeff<CityModel xmlns="http://www.opengis.net/citygml/2.0"/>'
  const bytes = new Uint8Array(Uint16Array.from(text, character => character.charCodeAt(0)).buffer)
  expect(reader.detect(bytes, 'a')).toBe(1)
})
