import { describe, expect, it } from 'vitest'
import { toDegreesText, toLengthText, toScaleBar } from './scale.ts'

describe('scale bar', () => {
  it('takes the longest round length that fits', () => {
    expect(toScaleBar(1, 96)).toEqual({ metres: 50, pixels: 50 })
    expect(toScaleBar(2.1, 96)).toEqual({ metres: 200, pixels: 200 / 2.1 })
    expect(toScaleBar(1000, 100)?.metres).toBe(100_000)
  })

  it('is not there without a scale', () => {
    expect([toScaleBar(0, 96), toScaleBar(Number.NaN, 96)]).toEqual([undefined, undefined])
  })

  it('reads well', () => {
    expect([5, 2000, 0.5].map(toLengthText)).toEqual(['5 m', '2 km', '50 cm'])
    expect(toDegreesText(121.5, -31.25)).toBe('31.25000° S  121.50000° E')
  })
})
