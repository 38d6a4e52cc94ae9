import { describe, expect, it } from 'vitest'
import { createLocalFrame } from '#math/geodesy/ellipsoid.ts'
import { createRandom } from '#math/random.ts'
import { createTileFrame } from './frame.ts'

const seed = process.env.SEED ?? 'frame'

describe(`tile frame (oracle: the exact formula of math/geodesy; seed ${seed})`, () => {
  const random = createRandom(seed)
  const worst = (reach: number) => {
    let error = 0
    for (let tile = 0; tile < 60; tile++) {
      const origin = [random.between(-180, 180), random.between(-80, 80), random.between(-100, 4000)] as const
      const frame = createTileFrame(...origin)
      const exact = createLocalFrame(...origin)
      for (let i = 0; i < 50; i++) {
        const lon = origin[0] + random.between(-reach, reach)
        const lat = origin[1] + random.between(-reach, reach)
        const height = random.between(-50, 5000)
        const flat = new Float64Array(3)
        frame.project([lon, lat], 0, 1, 2, flat, 0, 3)
        flat[2] = height
        const lifted = frame.lift(flat, 1)
        const expected = new Float64Array(3)
        exact.toLocal(lon, lat, height, expected, 0)
        for (let k = 0; k < 3; k++) {
          // Single precision is the tile's; what is measured is the formula.
          const rounding = Math.abs(expected[k]) * 2 ** -23
          error = Math.max(error, Math.abs(lifted[k] - expected[k]) - rounding)
        }
      }
    }
    return error
  }

  it.each([0.01, 0.2, 2, 20])('is within a millimetre %d degrees around', reach => {
    expect(worst(reach)).toBeLessThan(1e-3)
  })
})
