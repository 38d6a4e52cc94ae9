import { expect, it } from 'vitest'
import { readBytes, rowsOf } from '../../../test/reading.ts'
import { reader, writeGeoJson } from './index.ts'

const features = [
  { building: 'yes', height: 12, 'roof:shape': 'gabled', 'roof:height': 3, 'roof:direction': 45, geometry: 'Polygon' },
  { landuse: 'grass', note: 'a "quoted" 名', geometry: 'Polygon' },
  { highway: 'residential', lanes: 2, geometry: 'LineString' },
  { amenity: 'school', geometry: 'Point' },
  { nothing: 1, geometry: null },
].map(({ geometry, ...properties }, i) => ({ type: 'Feature', id: `f${i}`, properties, geometry: shapeOf(geometry) }))

function shapeOf(type: string | null) {
  const coordinates =
    type === 'Polygon'
      ? [
          [
            [0, 0],
            [2, 0],
            [2, 1],
            [0, 1],
            [0, 0],
          ],
        ]
      : type === 'Point'
        ? [3, 4]
        : [
            [5, 6],
            [7, 8.5],
          ]
  return type && { type, coordinates }
}

// Oracle: the round trip.
it('writes what it read, and reads it again as the same', async () => {
  const bytes = new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features }))
  const first = await readBytes(reader, bytes, 'x.geojson')
  const written: Uint8Array[] = []
  for await (const part of writeGeoJson(first.sets, { title: 'City' })) written.push(part)
  const text = Buffer.concat(written).toString()
  expect(JSON.parse(text).features).toHaveLength(5)
  const second = await readBytes(reader, Buffer.from(text), 'x.geojson')
  expect(second.header?.title).toBe('City')
  expect(second.sets.map(({ geometry }) => geometry)).toEqual(first.sets.map(({ geometry }) => geometry))
  expect(rowsOf(second.sets)).toEqual(rowsOf(first.sets))
})
