import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Cell, type Column, cellAt, missing } from '#model/city/table.ts'
import { createTextColumn } from './cells.ts'
import { createTableBuilder } from './tableBuilder.ts'

const toColumn = (type: string, cells: Cell[]): Column => {
  if (type === 'number')
    return { type, name: 'x', values: Float64Array.from(cells, c => (typeof c === 'number' ? c : Number.NaN)) }
  if (type === 'text') return createTextColumn('x', cells.length, row => `${cells[row] ?? ''}`)
  const dictionary = [...new Set(cells.filter(c => c !== undefined).map(String))]
  return {
    type: 'category',
    name: 'x',
    dictionary,
    codes: Uint32Array.from(cells, c => (c === undefined ? missing : dictionary.indexOf(String(c)))),
  }
}

it('keeps every cell of every batch, whatever the sorts of its columns (oracle: arrays of cells)', () => {
  const cell = fc.option(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(3, 4)), { nil: undefined })
  const batch = fc.record({
    type: fc.constantFrom('number', 'text', 'category', 'none'),
    cells: fc.array(cell, { maxLength: 5 }),
  })
  fc.assert(
    fc.property(fc.array(batch, { maxLength: 6 }), batches => {
      const builder = createTableBuilder()
      for (const { type, cells } of batches) {
        builder.add({ rowCount: cells.length, columns: type === 'none' ? [] : [toColumn(type, cells)] })
      }
      const { rowCount, columns } = builder.finish(['x'])
      const expected = batches.flatMap(({ type, cells }) =>
        cells.map(c => (type === 'none' || c === undefined ? undefined : String(c))),
      )
      expect(rowCount).toBe(expected.length)
      const actual = expected.map((_, row) => (columns[0] ? cellAt(columns[0], row) : undefined))
      expect(actual.map(c => (c === undefined ? undefined : String(c)))).toEqual(expected)
    }),
    { seed: 7 },
  )
})
