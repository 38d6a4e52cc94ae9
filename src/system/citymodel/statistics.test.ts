import { describe, expect, it } from 'vitest'
import { type Column, missing } from '#model/city/table.ts'
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
const category = (name: string, ...values: string[]): Column => {
  const dictionary = [...new Set(values)].filter(Boolean)
  return {
    type: 'category',
    name,
    dictionary,
    codes: Uint32Array.from(values, value => (value ? dictionary.indexOf(value) : missing)),
  }
}
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

  it('counts a building once that is selected by its parts, and by what it says itself', () => {
    // A tower in two parts, drawn and selected by these alone, and a hall that says nothing of itself.
    const parted = {
      id: category('id', 'tower', 'base', 'top', 'hall', 'nave', 'aisle', 'lost'),
      kind: category(
        'kind',
        'Building',
        ...Array(2).fill('BuildingPart'),
        'Building',
        ...Array(3).fill('BuildingPart'),
      ),
      parent: category('parent', '', 'tower', 'tower', '', 'hall', 'hall', 'nobody'),
      height: number('height', Number.NaN, 20, 80, Number.NaN, 15, 9, 5),
      floorArea: number('floorArea', Number.NaN, 1000, 500, Number.NaN, 300, 200, 7),
      population: number('population', 60, 60, 60, Number.NaN, Number.NaN, Number.NaN, 1),
    }
    const result = toStatistics(Uint32Array.of(1, 2, 4, 5, 6), parted)
    expect(result.buildings).toBe(3)
    expect(result.floorArea).toEqual({ total: 1000 + 500 + 300 + 200 + 7, known: 3 })
    expect(result.population).toEqual({ total: 60 + 1, known: 2 })
    expect(result.heights?.median).toBe(15)
    expect(toStatistics(Uint32Array.of(0, 1, 2, 3, 4, 5, 6), parted)).toEqual({ ...result, kinds: expect.anything() })
  })

  it('counts parts for themselves where they name no building and none is selected', () => {
    expect(toStatistics(Uint32Array.of(1), columns)).toMatchObject({
      buildings: 1,
      population: { total: 40, known: 1 },
    })
  })

  it('counts everything where nothing is a building', () => {
    const parks = { kind: category('kind', 'LandUse', 'LandUse'), population: number('population', 3, 4) }
    expect(toStatistics(Uint32Array.of(0, 1), parks)).toMatchObject({
      buildings: 0,
      population: { total: 7, known: 2 },
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
