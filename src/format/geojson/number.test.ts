import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Cursor } from './cursor.ts'
import { readNumber } from './number.ts'

function read(text: string): number {
  const bytes = new TextEncoder().encode(`${text},\0`)
  const cursor: Cursor = { bytes, pos: 0, end: bytes.length - 1, base: 0, last: true, file: 'x', maxDepth: 9 }
  const value = readNumber(cursor)
  expect(cursor.pos).toBe(text.length)
  return value
}

// Oracle: JSON.parse. Equal means equal: coordinates lose not a bit.
it('reads every double exactly as JSON.parse does', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
      const text = JSON.stringify(value)
      expect(Object.is(read(text), JSON.parse(text))).toBe(true)
    }),
    { numRuns: 20_000 },
  )
})

it('reads decimals of any number of digits exactly as JSON.parse does', () => {
  const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,18})(\.\d{1,19})?([eE][+-]?\d{1,3})?$/)
  fc.assert(
    fc.property(digits, text => {
      expect(Object.is(read(text), JSON.parse(text))).toBe(true)
    }),
    { numRuns: 20_000 },
  )
})

it.each(['-', '01', '1.', '.5', '1e', '1e+', '+1', '-a', '0x1', '1.e5'])('refuses %s', text => {
  expect(() => read(text)).toThrow()
})
