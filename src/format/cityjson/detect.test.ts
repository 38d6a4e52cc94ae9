import { expect, it } from 'vitest'
import { reader } from './index.ts'

const detect = (text: string, name: string) => reader.detect(new TextEncoder().encode(text), name)

it.each([
  ['{"type":"CityJSON","version":"2.0"', 'a.json', 1],
  ['\ufeff {\n  "CityObjects": {}, "type" : "CityJSON"', 'a', 1],
  ['{"type":"CityJSONFeature","id":"a"', 'a.jsonl', 1],
  ['{"CityObjects":{"a":{"type":"Building","attributes":{', 'a.json', 0.95],
  ['{"version":"2.0","metadata":{}', 'a.city.json', 0.8],
  ['{"version":"2.0","metadata":{}', 'a.json', 0],
  ['{"type":"FeatureCollection","features":[]}', 'a.city.json', 0],
  ['[{"height":7}]', 'a.city.json', 0],
  ['<CityModel/>', 'a.city.json', 0],
  ['', 'a.city.json', 0],
])('%s in %s: %d', (text, name, sureness) => {
  expect(detect(text, name)).toBe(sureness)
})
