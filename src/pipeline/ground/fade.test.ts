import { describe, expect, it } from 'vitest'
import { toGroundExtent } from '#model/city/ground.ts'
import { createFade, fadeTexels } from './fade.ts'

/** Two degrees square about the corner of four tiles at the equator, where Web Mercator is square too. */
const extent = [-1, -1, 1, 1] as const
const alpha = (mask: Uint8ClampedArray | undefined, i: number, j: number) => mask?.[4 * (j * fadeTexels + i) + 3]

describe('the edge of the ground', () => {
  const fade = createFade([...extent])

  it('lies a little outside of the city, equally far on all sides', () => {
    const [west, south, east, north] = toGroundExtent([...extent])
    expect(east).toBeCloseTo(1.12, 6)
    expect([west, south, north]).toEqual([-east, -north, north])
    const thin = toGroundExtent([0, 60, 1, 60.1])
    expect(thin[1]).toBeCloseTo(60 - 0.06 * Math.cos((60.05 * Math.PI) / 180), 6)
  })

  it('leaves the middle as it is', () => {
    expect(fade(12, 2048, 2048)).toBeUndefined()
  })

  it('takes away all beyond', () => {
    const mask = fade(8, 130, 128)
    expect(Math.max(...Array.from({ length: fadeTexels }, (_, i) => alpha(mask, i, 9) ?? 255))).toBe(0)
  })

  it('is the same for two tiles that meet', () => {
    const side = 2 ** 10
    const x = side / 2 + 2
    const left = fade(10, x, side / 2)
    const right = fade(10, x + 1, side / 2)
    for (let j = 0; j < fadeTexels; j++) expect(alpha(left, fadeTexels - 2, j)).toBe(alpha(right, 1, j))
  })

  it('falls from the middle to the end', () => {
    const mask = fade(7, 64, 63)
    const row = Array.from({ length: fadeTexels }, (_, i) => alpha(mask, i, fadeTexels - 2) ?? 0)
    expect(row[1]).toBe(255)
    expect(row.at(-1)).toBe(0)
    for (let i = 2; i < row.length; i++) expect(row[i]).toBeLessThanOrEqual(row[i - 1])
  })
})
