import { z } from 'zod/mini'
import { type Column, missing } from '../city/table.ts'

/** Which features are shown: rules on attributes, all or any of which must hold. Plain data, as styles are. */

export const comparisons = ['=', '≠', '<', '≤', '>', '≥'] as const

const attribute = z.string().check(z.minLength(1), z.maxLength(200))

const ruleSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('number'), attribute, comparison: z.enum(comparisons), value: z.number() }),
  z.object({
    type: z.literal('one-of'),
    attribute,
    values: z.array(z.string().check(z.maxLength(500))).check(z.maxLength(500)),
  }),
  z.object({ type: z.literal('contains'), attribute, text: z.string().check(z.maxLength(200)) }),
  z.object({ type: z.literal('present'), attribute, present: z.boolean() }),
])

export const filterSchema = z.object({
  match: z.enum(['all', 'any']),
  rules: z.array(ruleSchema).check(z.maxLength(32)),
})

export type FilterRule = z.infer<typeof ruleSchema>
export type Filter = z.infer<typeof filterSchema>
export type Comparison = (typeof comparisons)[number]

/**
 * `Uint8Array`, one entry a row, 1 where the row passes. Missing values pass only `present: false`. Rules whose column is absent
 * or of another type hold for no row. No rules: everything passes.
 */
export function runFilter(filter: Filter, columns: readonly Column[], rowCount: number): Uint8Array {
  const all = filter.match === 'all'
  const mask = new Uint8Array(rowCount).fill(all || filter.rules.length === 0 ? 1 : 0)
  for (const rule of filter.rules) {
    const test = createTest(
      rule,
      columns.find(column => column.name === rule.attribute),
    )
    for (let row = 0; row < rowCount; row++) mask[row] = all ? mask[row] & test(row) : mask[row] | test(row)
  }
  return mask
}

/** Names of the attributes that a filter needs. */
export function filterAttributes(filter: Filter): string[] {
  return [...new Set(filter.rules.map(rule => rule.attribute))]
}

type RowTest = (row: number) => 0 | 1

const never: RowTest = () => 0
const bit = (value: boolean): 0 | 1 => (value ? 1 : 0)

function createTest(rule: FilterRule, column: Column | undefined): RowTest {
  if (rule.type === 'present') return row => bit((column !== undefined && has(column, row)) === rule.present)
  if (!column) return never
  switch (rule.type) {
    case 'number':
      return column.type === 'number' ? numberTest(rule.comparison, rule.value, column.values) : never
    case 'one-of':
      return textTest(column, text => rule.values.includes(text))
    case 'contains': {
      const wanted = rule.text.toLowerCase()
      return textTest(column, text => text.toLowerCase().includes(wanted))
    }
  }
}

function numberTest(comparison: Comparison, value: number, values: Float64Array): RowTest {
  switch (comparison) {
    case '=':
      return row => bit(values[row] === value)
    case '≠':
      return row => bit(!Number.isNaN(values[row]) && values[row] !== value)
    case '<':
      return row => bit(values[row] < value)
    case '≤':
      return row => bit(values[row] <= value)
    case '>':
      return row => bit(values[row] > value)
    case '≥':
      return row => bit(values[row] >= value)
  }
}

function textTest(column: Column, passes: (text: string) => boolean): RowTest {
  if (column.type === 'category') {
    const known = column.dictionary.map(passes)
    return row => bit(column.codes[row] !== missing && known[column.codes[row]])
  }
  if (column.type === 'number') return row => bit(has(column, row) && passes(String(column.values[row])))
  const decoder = new TextDecoder()
  const read = (row: number) => decoder.decode(column.bytes.subarray(column.offsets[row], column.offsets[row + 1]))
  return row => bit(has(column, row) && passes(read(row)))
}

function has(column: Column, row: number): boolean {
  if (column.type === 'number') return !Number.isNaN(column.values[row])
  if (column.type === 'category') return column.codes[row] !== missing
  return column.offsets[row] !== column.offsets[row + 1]
}
