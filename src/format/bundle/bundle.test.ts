import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError } from '#model/exchange/error.ts'
import { readBundle, writeBundle } from './index.ts'

const arrays = () => ({
  class: new Uint8Array([1, 2, 3]),
  lon: new Float64Array([121.5, Number.NaN, -0]),
  links: new Uint32Array([0, 0xffffffff]),
  width: new Float32Array([3.5]),
  none: new Int16Array(0),
})

describe('a bundle', () => {
  it('gives back its arrays and meta', () => {
    const bundle = readBundle(writeBundle(arrays(), { names: ['中山路', 'Ring'], nested: { a: null } }))
    expect({ ...bundle.arrays }).toEqual(arrays())
    expect(bundle.meta).toEqual({ names: ['中山路', 'Ring'], nested: { a: null } })
  })

  it('has the same bytes whatever the order of keys', () => {
    const reversed = Object.fromEntries(Object.entries(arrays()).reverse())
    expect(writeBundle(reversed, { b: { d: 1, c: 2 }, a: 1 })).toEqual(
      writeBundle(arrays(), { a: 1, b: { c: 2, d: 1 } }),
    )
  })

  it('is read without a copy, and with one where the bytes are not aligned', () => {
    const bytes = writeBundle(arrays(), {})
    expect(readBundle(bytes).arrays.lon.buffer).toBe(bytes.buffer)
    const shifted = new Uint8Array(bytes.length + 1)
    shifted.set(bytes, 1)
    expect(readBundle(shifted.subarray(1)).arrays.lon).toEqual(arrays().lon)
  })

  it('keeps arrays of names that objects have themselves', () => {
    const odd = JSON.parse('{"__proto__":1,"constructor":1}')
    const named = Object.fromEntries(Object.keys(odd).map(name => [name, new Uint8Array([7])]))
    expect(Object.keys(readBundle(writeBundle(named, {})).arrays)).toEqual(['__proto__', 'constructor'])
  })

  it('refuses what it cannot keep', () => {
    expect(() => writeBundle({ big: new BigInt64Array(1) as never }, {})).toThrow(TypeError)
    expect(() => writeBundle({}, { value: Number.NaN })).toThrow(TypeError)
  })
})

describe('a damaged bundle', () => {
  const bytes = writeBundle(arrays(), { title: 'x' })

  it('is a typed error at every length', () => {
    for (let length = 0; length < bytes.length - 7; length++)
      expect(() => readBundle(bytes.subarray(0, length))).toThrow(DataError)
  })

  it('never fails untyped when bytes are changed', () => {
    const change = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), changes => {
        const damaged = bytes.slice()
        for (const { at, to } of changes) damaged[at] = to
        try {
          readBundle(damaged)
        } catch (error) {
          expect(error).toBeInstanceOf(DataError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
