import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Column } from '#model/city/table.ts'
import { missing } from '#model/city/table.ts'
import { runSort } from './sort.ts'

const seed = 20_261_120

function drain(generator: Generator<number, Uint32Array>): number[] {
  let step = generator.next()
  let before = 0
  while (!step.done) {
    expect(step.value).toBeGreaterThanOrEqual(before)
    expect(step.value).toBeLessThanOrEqual(1)
    before = step.value
    step = generator.next()
  }
  return [...step.value]
}

const all = (count: number) => Uint32Array.from({ length: count }, (_, i) => i)

describe(`sorting rows (seed ${seed})`, () => {
  it('gives the same order as a stable sort of objects, missing last', () => {
    const value = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(Number.NaN))
    fc.assert(
      fc.property(fc.array(value, { maxLength: 50 }), fc.boolean(), (values, descending) => {
        const column: Column = { type: 'number', name: 'x', values: Float64Array.from(values) }
        const present = [...values.keys()].filter(row => !Number.isNaN(values[row]))
        const absent = [...values.keys()].filter(row => Number.isNaN(values[row]))
        const expected = present.toSorted((a, b) => (descending ? values[b] - values[a] : values[a] - values[b]))
        expect(drain(runSort(column, all(values.length), descending))).toEqual([...expected, ...absent])
      }),
      { seed },
    )
  })

  it('sorts texts by collation and only the rows asked for', () => {
    const column: Column = {
      type: 'category',
      name: 'use',
      codes: Uint32Array.of(0, 1, missing, 2, 1),
      dictionary: ['b10', 'b9', 'a'],
    }
    expect(drain(runSort(column, all(5), false))).toEqual([3, 1, 4, 0, 2])
    expect(drain(runSort(column, Uint32Array.of(4, 2, 0), true))).toEqual([0, 4, 2])
  })

  it('gives way often while sorting a hundred thousand', () => {
    const values = Float64Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 100_003)
    const generator = runSort({ type: 'number', name: 'x', values }, all(values.length), false)
    // Steps are counted, not timed: on a busy machine any of them may wait for the processor.
    let steps = 0
    let step = generator.next()
    for (; !step.done; step = generator.next()) steps++
    const sorted = step.value
    expect(sorted.every((row, i) => i === 0 || values[sorted[i - 1]] <= values[row])).toBe(true)
    expect(steps).toBeGreaterThan(100)
  })
})
