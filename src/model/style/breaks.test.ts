import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toBreaks } from './breaks.ts'

const seed = 20_261_120

describe(`class breaks (seed ${seed})`, () => {
  it('cuts equal widths', () => {
    expect(toBreaks(Float64Array.of(0, 10, 3, 7), 'equal', 5)).toEqual([2, 4, 6, 8])
  })

  it('puts the same number into each quantile', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => i)
    expect(toBreaks(values, 'quantile', 4)).toEqual([25, 50, 75])
  })

  it('leaves missing values out and has nothing to cut in one value', () => {
    expect(toBreaks(Float64Array.of(Number.NaN, 4, 4), 'quantile', 4)).toEqual([])
    expect(toBreaks(new Float64Array(), 'natural', 4)).toEqual([])
  })

  it('finds natural groups: as good as the best of all partitions (brute force)', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 4, maxLength: 9 }), values => {
        const sorted = values.toSorted((a, b) => a - b)
        const breaks = toBreaks(Float64Array.from(values), 'natural', 3)
        expect(deviation(sorted, breaks)).toBeCloseTo(bestOfAll(sorted), 6)
      }),
      { seed },
    )
  })

  it('always rises within the range', () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), { maxLength: 60 })
    fc.assert(
      fc.property(
        values,
        fc.constantFrom('quantile', 'equal', 'natural'),
        fc.integer({ min: 2, max: 9 }),
        (v, method, count) => {
          const breaks = toBreaks(Float64Array.from(v), method, count)
          expect(breaks.length).toBeLessThan(count)
          expect(breaks).toEqual([...new Set(breaks)].sort((a, b) => a - b))
        },
      ),
      { seed },
    )
  })
})

function deviation(sorted: number[], breaks: number[]): number {
  const edges = [Number.NEGATIVE_INFINITY, ...breaks, Number.POSITIVE_INFINITY]
  return edges.slice(1).reduce((total, high, i) => total + spread(sorted.filter(v => v >= edges[i] && v < high)), 0)
}

function spread(values: number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return values.reduce((total, v) => total + (v - mean) ** 2, 0)
}

function bestOfAll(sorted: number[]): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 1; i < sorted.length; i++)
    for (let j = i + 1; j < sorted.length; j++) best = Math.min(best, deviation(sorted, [sorted[i], sorted[j]]))
  return best
}
