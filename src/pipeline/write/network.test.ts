import { expect, it } from 'vitest'
import type { JoinedCity } from '../join/joined.ts'
import { readNetwork, toNetwork, writeNetwork } from './network.ts'

/** Two streets that cross in a shared vertex, and a bridge over the first that shares none with it. */
function city(): JoinedCity {
  const coordinates = Float64Array.of(
    ...[0, 0, 0.001, 0, 0.002, 0], // a, along the equator
    ...[0.001, -0.001, 0.001, 0, 0.001, 0.001], // b, crosses a in its middle vertex
    ...[0.0005, -0.001, 0.0005, 0.001], // c, a bridge over a
  )
  return {
    rowCount: 3,
    table: {
      rowCount: 3,
      columns: [
        { type: 'category', name: 'class', codes: Uint32Array.of(0, 1, 0), dictionary: ['primary', 'footway'] },
        { type: 'category', name: 'oneway', codes: Uint32Array.of(0, 1, 0xffffffff), dictionary: ['yes', '-1'] },
        { type: 'number', name: 'lanes', values: Float64Array.of(4, Number.NaN, 2) },
        { type: 'category', name: 'bridge', codes: Uint32Array.of(0xffffffff, 0xffffffff, 0), dictionary: ['yes'] },
        { type: 'category', name: 'name', codes: Uint32Array.of(0, 0xffffffff, 0), dictionary: ['世纪大道'] },
      ],
    },
    sets: [
      {
        kind: 'Road',
        firstRow: 0,
        count: 3,
        hidden: new Uint8Array(3),
        ground: new Float32Array(3),
        geometry: {
          type: 'line',
          lines: {
            dimension: 2,
            coordinates,
            lineOffsets: Uint32Array.of(0, 3, 6, 8),
            featureOffsets: Uint32Array.of(0, 1, 2, 3),
          },
        },
      },
    ],
  } as unknown as JoinedCity
}

it('cuts streets where they share a vertex, and not under bridges', () => {
  const network = toNetwork(city())!
  expect(network.linkLength).toHaveLength(5)
  expect(network.nodeCoordinates).toHaveLength(2 * 7)
  expect([...network.linkRow]).toEqual([0, 0, 1, 1, 2])
  expect(network.linkTo[0]).toBe(network.linkFrom[1])
  expect(network.linkTo[0]).toBe(network.linkTo[2])
  // One thousandth of a degree of the equator, a = 6378137 m; of the meridian at the equator, a(1 - e²).
  expect(network.linkLength[0]).toBeCloseTo(111.31949, 2)
  expect(network.linkLength[2]).toBeCloseTo(110.57428, 2)
})

it('knows what streets are, and the way back from every crossing', () => {
  const network = readNetwork(writeNetwork(toNetwork(city())!))
  expect([...network.linkClass]).toEqual([2, 2, 8, 8, 2])
  expect([...network.linkOneway]).toEqual([1, 1, -1, -1, 0])
  expect([...network.linkLanes]).toEqual([4, 4, 0, 0, 2])
  expect([...network.linkLevel]).toEqual([0, 0, 0, 0, 1])
  expect([...network.linkName].map(code => network.names[code])).toEqual(['世纪大道', '世纪大道', '', '', '世纪大道'])
  const crossing = network.linkTo[0]
  const arcs = [...network.arcLink.slice(network.arcOffsets[crossing], network.arcOffsets[crossing + 1])]
  expect(arcs).toEqual([0, 1, 2, 3])
})

it('gives no network for a city without streets', () => {
  expect(toNetwork({ ...city(), sets: [] })).toBeUndefined()
})
