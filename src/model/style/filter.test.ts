import { describe, expect, it } from 'vitest'
import { type Column, missing } from '../city/table.ts'
import { type Filter, filterSchema, runFilter } from './filter.ts'

const encoder = new TextEncoder()
const names = ['City Hall', '', '国贸大厦']
const encoded = names.map(name => encoder.encode(name))
const columns: Column[] = [
  { type: 'number', name: 'height', unit: 'm', values: Float64Array.of(12, Number.NaN, 330) },
  { type: 'category', name: 'use', codes: Uint32Array.of(0, missing, 1), dictionary: ['public', 'office'] },
  {
    type: 'text',
    name: 'name',
    offsets: Uint32Array.from([0, 9, 9, 21]),
    bytes: Uint8Array.from(encoded.flatMap(bytes => [...bytes])),
  },
]

const rows = (filter: Filter) => [...runFilter(filterSchema.parse(filter), columns, 3)]

describe('filter', () => {
  it('passes everything without rules', () => {
    expect(rows({ match: 'any', rules: [] })).toEqual([1, 1, 1])
  })

  it('compares numbers, and missing ones never pass', () => {
    expect(
      rows({ match: 'all', rules: [{ type: 'number', attribute: 'height', comparison: '≠', value: 12 }] }),
    ).toEqual([0, 0, 1])
    expect(
      rows({ match: 'all', rules: [{ type: 'number', attribute: 'height', comparison: '≤', value: 330 }] }),
    ).toEqual([1, 0, 1])
  })

  it('matches categories and texts in any script', () => {
    expect(rows({ match: 'all', rules: [{ type: 'one-of', attribute: 'use', values: ['office'] }] })).toEqual([0, 0, 1])
    expect(rows({ match: 'any', rules: [{ type: 'contains', attribute: 'name', text: '国贸' }] })).toEqual([0, 0, 1])
    expect(rows({ match: 'any', rules: [{ type: 'contains', attribute: 'name', text: 'city h' }] })).toEqual([1, 0, 0])
  })

  it('joins rules by all or any', () => {
    const rules: Filter['rules'] = [
      { type: 'present', attribute: 'use', present: false },
      { type: 'number', attribute: 'height', comparison: '>', value: 100 },
    ]
    expect(rows({ match: 'all', rules })).toEqual([0, 0, 0])
    expect(rows({ match: 'any', rules })).toEqual([0, 1, 1])
  })

  it('lets nothing through on an attribute which is not there', () => {
    expect(rows({ match: 'all', rules: [{ type: 'number', attribute: 'nope', comparison: '>', value: 0 }] })).toEqual([
      0, 0, 0,
    ])
  })
})
