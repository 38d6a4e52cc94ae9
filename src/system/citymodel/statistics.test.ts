import { describe, expect, it } from 'vitest'
import type { Column } from '#model/city/table.ts'
import { toHistogram, toStatistics } from './statistics.ts'

const kind: Column = {
  type: 'category',
  name: 'kind',
  codes: Uint32Array.of(0, 1, 0, 2),
  dictionary: ['Building', 'BuildingPart', 'Road'],
}
const number = (name: string, ...values: number[]): Column => ({
  type: 'number',
  name,
  values: Float64Array.from(values),
})
const columns = {
  kind,
  height: number('height', 10, 10, 30, Number.NaN),
  floorArea: number('floorArea', 500, 500, Number.NaN, Number.NaN),
  population: number('population', 40, 40, 60, Number.NaN),
}

describe('statistics of a selection', () => {
  it('adds up buildings, not their parts again, and says how many had a value', () => {
    const result = toStatistics(Uint32Array.of(0, 1, 2, 3), columns)
    expect(result.buildings).toBe(2)
    expect(result.floorArea).toEqual({ total: 500, known: 1 })
    expect(result.population).toEqual({ total: 100, known: 2 })
    expect(result.kinds).toEqual([
      ['Building', 2],
      ['BuildingPart', 1],
      ['Road', 1],
    ])
  })

  it('counts everything where nothing is a building', () => {
    expect(toStatistics(Uint32Array.of(1), columns)).toMatchObject({
      buildings: 0,
      population: { total: 40, known: 1 },
    })
  })

  it('bins with round edges, and no value is lost', () => {
    const histogram = toHistogram(Float64Array.of(3, 7, 12, 49, 50, 118), 12)!
    expect(histogram.edges).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120])
    expect(histogram.counts).toEqual([2, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1])
    expect(toHistogram(Float64Array.of(8, 8), 12)).toMatchObject({ counts: [2], edges: [8, 9] })
    expect(toHistogram(new Float64Array(), 12)).toBeUndefined()
  })
})
