import { describe, expect, it } from 'vitest'
import { createRandom } from '#math/random.ts'
import { placeLabels, textWidth, turnedBox } from './place.ts'

const seed = process.env.SEED ?? 'labels'

describe('names on the map', () => {
  it(`never overlap, and none that had room is left out (seed ${seed})`, () => {
    const random = createRandom(seed)
    for (let round = 0; round < 50; round++) {
      const candidates = Array.from({ length: 60 }, () => ({
        x: random.between(0, 800),
        y: random.between(0, 500),
        width: random.between(20, 160),
        height: random.between(10, 40),
      }))
      const shown = placeLabels(candidates, Number.POSITIVE_INFINITY)
      const overlaps = (a: number, b: number) => {
        const [p, q] = [candidates[a], candidates[b]]
        const apartX = Math.abs(p.x - q.x) - (p.width + q.width) / 2
        const apartY = Math.abs(p.y - q.y) - (p.height + q.height) / 2
        return Math.max(apartX, apartY) < 10
      }
      for (const a of shown) for (const b of shown) if (a < b) expect(overlaps(a, b)).toBe(false)
      for (const [i] of candidates.entries())
        if (!shown.includes(i)) expect(shown.some(other => other < i && overlaps(other, i))).toBe(true)
    }
  })

  it('are few', () => {
    const far = Array.from({ length: 9 }, (_, i) => ({ x: i * 1000, y: 0, width: 10, height: 10 }))
    expect(placeLabels(far, 4)).toEqual([0, 1, 2, 3])
  })

  it('have the width of their characters', () => {
    expect(textWidth('老城区')).toBe(3)
    expect(textWidth('ab')).toBeCloseTo(1.12, 9)
  })

  it('need more height when turned', () => {
    expect(turnedBox(100, 10, Math.PI / 2).height).toBeCloseTo(100, 9)
    expect(turnedBox(100, 10, 0)).toEqual({ width: 100, height: 10 })
  })
})
