import { expect, it } from 'vitest'
import { roofShapes } from './feature.ts'
import { measuresOf, parseLength } from './measures.ts'

// Oracle: https://wiki.openstreetmap.org/wiki/Map_features/Units
it.each([
  ['12', 12],
  ['12 m', 12],
  ['12,5m', 12.5],
  ["40'", 12.192],
  [`5'11"`, 1.8034],
  ['40 ft', 12.192],
  ['0.01 km', 10],
  ['3;4', 4],
  ['10-12', 12],
  ['-3', -3],
  ['.5', 0.5],
])('reads %s as %f m', (text, metres) => {
  expect(parseLength(text)).toBeCloseTo(metres, 9)
})

it.each(['', 'high', '12 stone', '1e5', '--3', "'"])('reads no length from %j', text => {
  expect(parseLength(text)).toBeNaN()
})

const measures = (tags: Record<string, string | number>) => measuresOf(new Map(Object.entries(tags)))

it('takes what cannot be for not given', () => {
  expect(measures({ height: '-3' }).height).toBeNaN()
  expect(measures({ height: 10, min_height: 12 }).base).toBe(0)
  expect(measures({ height: 10, 'roof:shape': 'dome', 'roof:height': 30 }).roofHeight).toBe(10)
})

it('makes no height of storeys, but a base and a roof of levels', () => {
  const { height, base, roofHeight } = measures({
    'building:levels': 5,
    'building:min_level': 2,
    'roof:shape': 'hipped',
    'roof:levels': 1,
  })
  expect([height, base, roofHeight]).toEqual([Number.NaN, 6, 3])
})

it('turns the direction in which a face looks into that of the ridge', () => {
  expect(measures({ 'roof:shape': 'gabled', 'roof:direction': 'E' }).roofDirection).toBe(0)
  expect(measures({ 'roof:shape': 'skillion', 'roof:direction': 'SW' }).roofDirection).toBe(225)
  expect(roofShapes[measures({ 'roof:shape': 'mansard' }).roofShape]).toBe('hipped')
  expect(roofShapes[measures({ 'roof:shape': 'many' }).roofShape]).toBe('flat')
})
