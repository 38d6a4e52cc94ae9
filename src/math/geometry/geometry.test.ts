import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { selfIntersects } from './crossing.ts'
import { convexHull, minimumAreaRectangle } from './hull.ts'
import {
  isConvex,
  isCounterClockwise,
  polygonArea,
  polygonContains,
  reverseRing,
  ringArea,
  ringBounds,
  ringCentroid,
  ringContains,
  signedArea,
} from './ring.ts'
import { simplifyRing } from './simplify.ts'

const square = [0, 0, 4, 0, 4, 3, 0, 3]
const seed = Number(process.env.SEED ?? 20261120)

/** A star-shaped ring around (cx, cy): simple by construction. */
const star = fc
  .record({
    radii: fc.array(fc.double({ min: 1, max: 10, noNaN: true }), { minLength: 3, maxLength: 90 }),
    cx: fc.integer({ min: -1000, max: 1000 }),
    cy: fc.integer({ min: -1000, max: 1000 }),
  })
  .map(({ radii, cx, cy }) => ({
    cx,
    cy,
    ring: Float64Array.from(
      radii.flatMap((r, i) => {
        const angle = (2 * Math.PI * i) / radii.length
        return [cx + r * Math.cos(angle), cy + r * Math.sin(angle)]
      }),
    ),
  }))

describe('rings (oracle: closed forms)', () => {
  it('measures a 4 x 3 rectangle', () => {
    expect(signedArea(square, 0, 4)).toBe(12)
    expect(isCounterClockwise(square, 0, 4)).toBe(true)
    expect(ringCentroid(square, 0, 4)).toEqual([2, 1.5])
    expect(ringBounds(square, 0, 4)).toEqual([0, 0, 4, 3])
    const turned = [...square]
    reverseRing(turned, 0, 4)
    expect(signedArea(turned, 0, 4)).toBe(-12)
    expect(ringArea(turned, 0, 4)).toBe(12)
  })

  it('keeps millimetres far from the origin', () => {
    const far = square.map((v, i) => v / 1000 + (i % 2 ? 5_800_000 : 430_000))
    expect(signedArea(far, 0, 4)).toBeCloseTo(12e-6, 9)
  })

  it('takes holes off and knows them from inside', () => {
    const rings = [...square, 1, 1, 1, 2, 2, 2, 2, 1]
    expect(polygonArea(rings, [0, 4, 8], 0, 2)).toBe(11)
    expect(polygonContains(rings, [0, 4, 8], 0, 2, 1.5, 1.5)).toBe(false)
    expect(polygonContains(rings, [0, 4, 8], 0, 2, 3, 1.5)).toBe(true)
  })

  it('tells convex from reflex and from a pentagram', () => {
    expect(isConvex(square, 0, 4)).toBe(true)
    expect(isConvex([0, 0, 4, 0, 1, 1, 0, 4], 0, 4)).toBe(false)
    const pentagram = [0, 2, 4, 1, 3].flatMap(k => [Math.cos(k * 1.2566), Math.sin(k * 1.2566)])
    expect(isConvex(pentagram, 0, 5)).toBe(false)
  })
})

describe(`random stars (seed ${seed})`, () => {
  it('area is the sum of the triangles around the centre, which the ring contains', () => {
    fc.assert(
      fc.property(star, ({ ring, cx, cy }) => {
        const n = ring.length / 2
        fc.pre(n > 3)
        let sum = 0
        for (let i = 0; i < n; i++) {
          const j = (i + 1) % n
          sum += ((ring[2 * i] - cx) * (ring[2 * j + 1] - cy) - (ring[2 * j] - cx) * (ring[2 * i + 1] - cy)) / 2
        }
        expect(signedArea(ring, 0, n)).toBeCloseTo(sum, 8)
        expect(ringContains(ring, 0, n, cx + 1e-9, cy + 1e-9)).toBe(true)
        expect(ringContains(ring, 0, n, cx + 11, cy)).toBe(false)
        expect(selfIntersects(ring, 0, n)).toBe(false)
      }),
      { seed },
    )
  })

  it('the least rectangle holds all vertices and is no larger than the box along the axes', () => {
    fc.assert(
      fc.property(star, ({ ring }) => {
        const n = ring.length / 2
        const r = minimumAreaRectangle(ring, 0, n)
        const [west, south, east, north] = ringBounds(ring, 0, n)
        expect(r.length * r.width).toBeLessThanOrEqual((east - west) * (north - south) + 1e-9)
        for (let i = 0; i < n; i++) {
          const x = ring[2 * i] - r.x
          const y = ring[2 * i + 1] - r.y
          expect(Math.abs(x * Math.cos(r.angle) + y * Math.sin(r.angle))).toBeLessThanOrEqual(r.length / 2 + 1e-9)
          expect(Math.abs(y * Math.cos(r.angle) - x * Math.sin(r.angle))).toBeLessThanOrEqual(r.width / 2 + 1e-9)
        }
      }),
      { seed },
    )
  })

  it('simplified rings stay within the tolerance of every vertex that went', () => {
    fc.assert(
      fc.property(star, fc.double({ min: 0.01, max: 2, noNaN: true }), ({ ring }, tolerance) => {
        const n = ring.length / 2
        const kept = simplifyRing(ring, 0, n, tolerance)
        expect(kept.length).toBeGreaterThanOrEqual(3)
        if (kept.length === 3) return
        for (let i = 0; i < n; i++) expect(distanceToRing(ring, kept, i)).toBeLessThanOrEqual(tolerance + 1e-9)
      }),
      { seed },
    )
  })
})

describe('crossings', () => {
  it('sees a bow tie, a spike, a repeated vertex and a touching vertex', () => {
    expect(selfIntersects([0, 0, 1, 1, 1, 0, 0, 1], 0, 4)).toBe(true)
    expect(selfIntersects([0, 0, 4, 0, 2, 0, 2, 3], 0, 4)).toBe(true)
    expect(selfIntersects([0, 0, 4, 0, 4, 0, 2, 3], 0, 4)).toBe(true)
    expect(selfIntersects([0, 0, 4, 0, 4, 4, 2, 0, 0, 4], 0, 5)).toBe(true)
    expect(selfIntersects(square, 0, 4)).toBe(false)
  })

  it('finds one crossing among many edges as brute force does', () => {
    const ring = Array.from({ length: 200 }, (_, i) => [Math.cos(i * 0.0314159), Math.sin(i * 0.0314159)]).flat()
    expect(selfIntersects(ring, 0, 200)).toBe(false)
    ring[100] = -0.5
    ring[101] = -0.9
    expect(selfIntersects(ring, 0, 200)).toBe(true)
  })
})

it('hull of a square with inner and edge points is its corners', () => {
  expect(convexHull([0, 0, 2, 0, 4, 0, 4, 4, 2, 2, 0, 4], 0, 6)).toEqual([0, 2, 3, 5])
})

function distanceToRing(ring: Float64Array, kept: number[], i: number): number {
  let best = Infinity
  for (let k = 0; k < kept.length; k++) {
    const [a, b] = [kept[k] * 2, kept[(k + 1) % kept.length] * 2]
    const [dx, dy] = [ring[b] - ring[a], ring[b + 1] - ring[a + 1]]
    const [px, py] = [ring[2 * i] - ring[a], ring[2 * i + 1] - ring[a + 1]]
    const t = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)))
    best = Math.min(best, Math.hypot(px - t * dx, py - t * dy))
  }
  return best
}
