import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DataError } from '#model/exchange/error.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { createContentGate } from './content.ts'
import { requireExtent, requireHeights, requireNumber, requireTime, requireView } from './number.ts'

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const tileset = (root: object) =>
  text({ asset: { version: '1.1' }, geometricError: 10, root: { geometricError: 0, ...root } })
const volume = { boundingVolume: { sphere: [6378137, 0, 0, 10] } }

test('numbers that stop Cesium are refused by name', () => {
  expect(() => requireNumber(Number.NaN, 'height', 0, 1)).toThrow('height must be a finite number, got NaN.')
  expect(() => requireNumber('7', 'height', 0, 9)).toThrow(RangeError)
  expect(() => requireExtent([0, 2, 1, 1])).toThrow('south (2) must not exceed north (1).')
  expect(() => requireHeights([5, 4])).toThrow(RangeError)
  expect(() => requireTime(Number.POSITIVE_INFINITY)).toThrow(RangeError)
  expect(() => requireView({ lon: 0, lat: 91, height: 1, heading: 0, pitch: 0 })).toThrow('lat')
  expect(requireExtent([179, -1, -179, 1])).toEqual([179, -1, -179, 1])
})

test('a tileset that leads back to itself is refused where the circle closes', () => {
  const gate = createContentGate()
  gate(tileset({ ...volume, content: { uri: 'sub/b.json' } }), 'a.json')
  expect(() => gate(tileset({ ...volume, content: { uri: '../a.json' } }), 'sub/b.json')).toThrow(DataError)
})

test('what is cut short or not finite is refused with its file', () => {
  const gate = createContentGate()
  expect(() => gate(new TextEncoder().encode('{"asset":'), 'x.json')).toThrow('x.json: The JSON does not parse')
  expect(() => gate(new TextEncoder().encode('subt\u0001\0\0\0'), 's.subtree')).toThrow('bytes expected')
  const infinite = '{"asset":{"version":"1.1"},"geometricError":1e999,"root":{}}'
  expect(() => gate(new TextEncoder().encode(infinite), 't.json')).toThrow(DataError)
  expect(() => gate(text({ asset: { version: '2.0' } }), 'valid-but-deadly.gltf')).toThrow(DataError)
})

describeWithShared('every file of the reference tilesets passes', () => {
  for (const folder of ['tiles3d', 'gltf'])
    for (const name of readdirSync(sharedData(folder), { recursive: true, encoding: 'utf8' }))
      if (/\.(json|gltf|glb|b3dm|i3dm|pnts|subtree)$/.test(name))
        test(`${folder}/${name}`, () => {
          const bytes = new Uint8Array(readFileSync(sharedData(`${folder}/${name}`)))
          expect(() => createContentGate()(bytes, name)).not.toThrow()
        })
})
