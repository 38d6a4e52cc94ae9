import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { hashSha256 } from './sha256.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

it('gives the digests of FIPS 180-2, appendix B', () => {
  expect(hex(hashSha256(new TextEncoder().encode('abc')))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
})

it('agrees with Node for every length around the block size', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255)
    expect(hex(hashSha256(bytes)), `${length}`).toBe(createHash('sha256').update(bytes).digest('hex'))
  }
})
