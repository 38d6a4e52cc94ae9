import { describe, expect, it } from 'vitest'
import { createRandom } from '#math/random.ts'
import { fitPoints, toSlopes } from './fit.ts'

const none = { left: 0, right: 0, top: 0, bottom: 0 }

describe('fitting a view', () => {
  it('of 90 degrees stands half the width before a wall', () => {
    const wall = [-10, -4, 7, 10, -4, 7, 10, 4, 7, -10, 4, 7]
    const [across, up, forward] = fitPoints(wall, toSlopes(100, 100, 1, none))
    expect([across, up, forward].map(x => Math.round(x * 1e9) / 1e9)).toEqual([0, 0, -3])
  })

  it('has the slopes of the canvas', () => {
    const { left, right, bottom, top } = toSlopes(200, 100, 2, none)
    expect([left, right, bottom, top].map(x => Math.round(x * 1e9) / 1e9)).toEqual([-2, 2, -1, 1])
    expect(toSlopes(200, 100, 2, { ...none, left: 50 }).left).toBeCloseTo(-1, 9)
    expect(toSlopes(200, 100, 2, { ...none, left: 190 }).left).toBeCloseTo(-2, 9)
  })

  const seed = process.env.SEED ?? 'fit'
  it(`holds all points within, and touches an edge (seed ${seed})`, () => {
    const random = createRandom(seed)
    for (let round = 0; round < 200; round++) {
      const points = Array.from({ length: 30 }, () => random.between(-50, 50))
      const slopes = toSlopes(300, 200, random.between(0.3, 1.2), { ...none, left: random.between(0, 150), top: 20 })
      const [across, up, forward] = fitPoints(points, slopes)
      let touch = Number.POSITIVE_INFINITY
      for (let i = 0; i < points.length; i += 3) {
        const depth = points[i + 2] - forward
        const [x, y] = [points[i] - across, points[i + 1] - up]
        for (const room of [
          slopes.right * depth - x,
          x - slopes.left * depth,
          slopes.top * depth - y,
          y - slopes.bottom * depth,
        ]) {
          expect(room).toBeGreaterThan(-1e-9)
          touch = Math.min(touch, room)
        }
      }
      expect(touch).toBeLessThan(1e-9)
    }
  })
})
