import fc from 'fast-check'
import { expect, it } from 'vitest'
import { polygonArea } from '#math/geometry/ring.ts'
import { normalisePolygons, Shape } from '#model/geo/shape.ts'
import { NodeTable } from './elements.ts'
import { addPolygonsOfRings, assembleRings } from './rings.ts'

it('joins ways at their ends, whatever their order and direction', () => {
  const ring = fc.integer({ min: 4, max: 30 })
  const cuts = fc.array(fc.nat(29), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(ring, cuts, fc.infiniteStream(fc.boolean()), (size, at, flips) => {
      const places = [...new Set(at.map(cut => cut % size))].sort((a, b) => a - b)
      const ways = places.map((from, i) => {
        const to = i + 1 < places.length ? places[i + 1] : places[0] + size
        const way = Array.from({ length: to - from + 1 }, (_, k) => (from + k) % size)
        return flips.next().value ? way.reverse() : way
      })
      const { rings, open } = assembleRings(ways.sort((a, b) => a[0] - b[0]))
      expect(open).toBe(0)
      expect(rings).toHaveLength(1)
      expect(rings[0].slice().sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i))
    }),
  )
})

it('counts chains that do not close', () => {
  expect(
    assembleRings([
      [1, 2, 3],
      [3, 4],
      [7, 8, 9, 7],
    ]),
  ).toMatchObject({ open: 1, rings: [[7, 8, 9]] })
})

it('separates rings that touch in a node', () => {
  const { rings, open } = assembleRings([
    [0, 1, 2],
    [2, 3, 0],
    [2, 4, 5],
    [5, 6, 2],
  ]) // two rings, both through node 2
  expect(open).toBe(0)
  expect(rings.map(ring => ring.length).sort()).toEqual([4, 4])
})

// Oracle: areas of squares within squares.
it('tells outer from inner by what contains what', () => {
  const nodes = new NodeTable()
  const square = (half: number, x = 0) =>
    [
      [-half, -half],
      [half, -half],
      [half, half],
      [-half, half],
    ].map(([dx, dy]) => {
      nodes.ids.push(nodes.ids.length)
      nodes.lons.push(x + dx)
      nodes.lats.push(dy)
      return nodes.ids.length - 1
    })
  const shape = new Shape()
  // An island in a lake in an island, and an island apart; the smallest first.
  addPolygonsOfRings([square(1), square(2), square(4), square(1, 20)], nodes, shape)
  normalisePolygons(shape)
  const { data, length } = shape.ringEnds
  const offsets = [0, ...data.subarray(0, length)]
  const areas = Array.from({ length: shape.polygonEnds.length }, (_, p) =>
    polygonArea(shape.coordinates.data, offsets, shape.polygonStart(p), shape.polygonEnds.data[p], 3),
  )
  expect(areas).toEqual([64 - 16, 4, 4])
})
