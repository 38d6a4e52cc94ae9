import { describe, expect, it } from 'vitest'
import { chooseRows } from './rows.ts'

const listed = Uint32Array.of(7, 3, 9, 1, 4)
const keys = { shiftKey: false, ctrlKey: false, metaKey: false }
const shift = { ...keys, shiftKey: true }
const ctrl = { ...keys, ctrlKey: true }

describe('a click on a row of the table', () => {
  it('alone chooses this one', () => expect(chooseRows(listed, Uint32Array.of(3), 9, keys)).toBeUndefined())

  it('with Shift chooses what lies between in the order of the list, both ways, from the same start again', () => {
    const down = chooseRows(listed, Uint32Array.of(3), 1, shift)
    expect(down).toEqual([1, 9, 3])
    expect(chooseRows(listed, Uint32Array.from(down!), 7, shift)).toEqual([7, 3])
    expect(chooseRows(listed, undefined, 7, shift)).toBeUndefined()
  })

  it('with Ctrl takes one in or out', () => {
    expect(chooseRows(listed, Uint32Array.of(3), 1, ctrl)).toEqual([3, 1])
    expect(chooseRows(listed, Uint32Array.of(3, 1), 3, ctrl)).toEqual([1])
    expect(chooseRows(listed, Uint32Array.of(3), 3, ctrl)).toBeUndefined()
  })

  it('names no more rows than a selection may', () => {
    const many = Uint32Array.from({ length: 5000 }, (_, i) => i)
    const chosen = chooseRows(many, Uint32Array.of(10), 4000, shift)!
    expect(chosen).toHaveLength(1000)
    expect(chosen.at(-1)).toBe(10)
  })
})
