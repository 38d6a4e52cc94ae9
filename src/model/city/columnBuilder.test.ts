import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ColumnBuilder } from './columnBuilder.ts'
import { cellAt } from './table.ts'

const value = fc.option(
  fc.oneof(fc.double({ noNaN: true }), fc.string({ unit: 'grapheme', minLength: 1 }), fc.constantFrom('a', 'b')),
)

// Oracle: an array of the values, all as text once one of them is.
it('keeps every value of every row, over batches too', () => {
  fc.assert(
    fc.property(fc.array(fc.array(value, { maxLength: 200 }), { maxLength: 3 }), batches => {
      const builder = new ColumnBuilder('x')
      let textual = false
      for (const rows of batches) {
        rows.forEach((cell, row) => {
          if (cell !== null) builder.setValue(row, cell)
        })
        textual ||= rows.some(cell => typeof cell === 'string')
        const column = builder.take(rows.length)
        const expected = rows.map(cell => (cell === null ? undefined : textual ? String(cell) : cell))
        const found = rows.map((_, row) => column && cellAt(column, row))
        expect(found).toEqual(expected)
      }
    }),
  )
})

it('is a category while values are few and text when they are many', () => {
  const builder = new ColumnBuilder('x')
  for (let row = 0; row < 1000; row++) builder.setString(row, `v${row % 9}`)
  expect(builder.take(1000)?.type).toBe('category')
  for (let row = 0; row < 1000; row++) builder.setString(row, `v${row}`)
  expect(builder.take(1000)?.type).toBe('text')
  expect(builder.take(3)).toBeUndefined()
})
