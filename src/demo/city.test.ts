import Flatbush from 'flatbush'
import { describe, expect, it } from 'vitest'
import { type DemoCity, designCity } from './city.ts'
import {
  boundsOf,
  contains,
  type Point,
  pointKey,
  ringsWithin,
  segmentDistance2,
  segmentsWithin,
} from './plan/plane.ts'
import { toRecords } from './record.ts'
import { riverIndex } from './street/bridge.ts'
import { noded } from './street/connect.ts'
import { isStreet, streetWidth } from './street/street.ts'
import type { Solid, Vertex } from './typology/solid.ts'

function design(seed: number, buildings: number): DemoCity {
  const steps = designCity({ seed, buildings })
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** An index of boxes which answers with what lies within reach of another box. */
function indexOf(items: readonly (readonly Point[])[]) {
  const index = new Flatbush(items.length)
  for (const points of items) {
    const { west, south, east, north } = boundsOf(points)
    index.add(west, south, east, north)
  }
  index.finish()
  return (points: readonly Point[], reach: number) => {
    const { west, south, east, north } = boundsOf(points)
    return index.search(west - reach, south - reach, east + reach, north + reach)
  }
}

const distanceTo = (ring: readonly Point[], [a, b]: readonly [Point, Point]): number => {
  let best = Infinity
  for (const [i, p] of ring.entries()) {
    const q = ring[(i + 1) % ring.length]
    best = Math.min(best, segmentDistance2(p, a, b), segmentDistance2(a, p, q), segmentDistance2(b, p, q))
  }
  return Math.sqrt(best)
}

describe.each([
  [1, 3000],
  [2, 1000],
  [77, 6000],
])('the city of seed %i with %i buildings', (seed, count) => {
  const city = design(seed, count)
  const buildings = city.built.flatMap(b => b.buildings)
  const rings = buildings.map(b => b.ring)
  const streets = city.streets.filter(isStreet)
  const segments = streets.flatMap(street =>
    street.points
      .slice(1)
      .map((b, i) => ({ ends: [street.points[i], b] as const, half: streetWidth[street.class] / 2 })),
  )

  it('has exactly the buildings that were asked for', () => {
    expect(buildings.length).toBe(count)
  })

  it('has no two buildings that overlap (oracle: spatial index and polygon test)', () => {
    const near = indexOf(rings)
    const overlapping = rings.filter((ring, i) => near(ring, 0).some(j => j > i && ringsWithin(ring, rings[j], 0.05)))
    expect(overlapping).toEqual([])
  })

  it('has no building in a street or in the river', () => {
    const near = indexOf(segments.map(s => s.ends))
    const toRiver = riverIndex(city.plan)
    const bad = rings.filter(
      ring =>
        near(ring, 25).some(i => {
          const { ends, half } = segments[i]
          return ring.some((p, k) => segmentsWithin(p, ring[(k + 1) % ring.length], ends[0], ends[1], half))
        }) || ring.some(p => toRiver(p) < city.plan.river.width / 2 + 10),
    )
    expect(bad).toEqual([])
  })

  it('has one connected street network (oracle: flood fill over shared nodes)', () => {
    const at = new Map<string, number[]>()
    const nodes = streets.map(street => noded(street).map(pointKey))
    for (const [i, keys] of nodes.entries()) for (const key of keys) at.set(key, [...(at.get(key) ?? []), i])
    const reached = new Set([0])
    for (const i of reached) for (const key of nodes[i]) for (const j of at.get(key) ?? []) reached.add(j)
    expect(reached.size).toBe(streets.length)
  })

  it('lets every building reach a street within 110 m', () => {
    const near = indexOf(segments.map(s => s.ends))
    const far = rings.filter(ring => !near(ring, 110).some(i => distanceTo(ring, segments[i].ends) < 110))
    expect(far).toEqual([])
  })

  it('bridges the river', () => {
    expect(streets.filter(s => s.bridge).length).toBeGreaterThanOrEqual(2)
  })

  it('keeps storeys, heights, areas and people in proportion', () => {
    for (const { building, footprintArea, floorArea, population } of toRecords(city)) {
      expect(building.storeys).toBeGreaterThanOrEqual(1)
      expect(Math.abs(floorArea / (footprintArea * building.storeys * building.fill) - 0.97)).toBeLessThan(0.03)
      if (building.use === 'residential') {
        expect(building.height / building.storeys).toBeGreaterThan(2.6)
        expect(building.height / building.storeys).toBeLessThan(7)
        expect(population).toBeLessThan(floorArea / 12 + 2)
      } else expect(population).toBe(0)
    }
  })

  it('has closed solids (oracle: every edge is run through once each way)', () => {
    const solids = buildings.filter(b => b.solid)
    expect(solids.length).toBeGreaterThan(5)
    for (const { solid, kind } of solids) expect(openEdges(solid!), kind).toBe(0)
  })

  it('has solids that stand on their footprint', () => {
    for (const { solid, ring } of buildings)
      if (solid)
        for (const face of solid)
          if (face.type === 'GroundSurface')
            for (const [x, y] of face.rings[0])
              expect(ring.some(p => Math.abs(p[0] - x) + Math.abs(p[1] - y) < 1e-6)).toBe(true)
  })
})

function openEdges(solid: Solid): number {
  const edges = new Map<string, number>()
  const key = (v: Vertex) => v.map(c => Math.round(c * 1000)).join(',')
  for (const { rings } of solid)
    for (const ring of rings)
      for (const [i, v] of ring.entries()) {
        const [a, b] = [key(v), key(ring[(i + 1) % ring.length])]
        edges.set(`${a}>${b}`, (edges.get(`${a}>${b}`) ?? 0) + 1)
        edges.set(`${b}>${a}`, (edges.get(`${b}>${a}`) ?? 0) - 1)
      }
  return [...edges.values()].filter(n => n !== 0).length
}

describe('the age of the city', () => {
  it('grows outwards from an old town of low houses to a skyline', () => {
    const city = design(1, 3000)
    const of = (zone: string) => city.built.filter(b => b.block.zone === zone).flatMap(b => b.buildings)
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
    expect(
      mean(
        of('old')
          .filter(b => b.use === 'residential')
          .map(b => b.height),
      ),
    ).toBeLessThan(8)
    expect(
      mean(
        of('old')
          .filter(b => b.use === 'residential')
          .map(b => b.year),
      ),
    ).toBeLessThan(1970)
    expect(Math.max(...of('centre').map(b => b.height))).toBeGreaterThan(90)
    expect(
      contains(
        [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
        [0.9, 0.5],
      ),
    ).toBe(true)
  })
})
