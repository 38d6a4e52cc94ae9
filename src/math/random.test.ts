import { describe, expect, it } from 'vitest'
import { createRandom, hashText } from './random.ts'

const draw = (seed: number | string, n: number) => {
  const random = createRandom(seed)
  return Array.from({ length: n }, () => random.next())
}

describe('createRandom', () => {
  it('gives the same numbers for the same seed, others for another', () => {
    expect(draw(7, 20)).toEqual(draw(7, 20))
    expect(draw(7, 20)).not.toEqual(draw(8, 20))
  })

  it('hashes as published (oracle: FNV-1a test vectors of Noll)', () => {
    expect(hashText('')).toBe(0x811c9dc5)
    expect(hashText('a')).toBe(0xe40c292c)
    expect(hashText('foobar')).toBe(0xbf9cf968)
  })

  it('forks by label, whatever was drawn before', () => {
    const fresh = createRandom(1)
    const used = createRandom(1)
    used.next()
    expect(used.fork('river').next()).toBe(fresh.fork('river').next())
    expect(fresh.fork('river').next()).not.toBe(fresh.fork('roads').next())
  })

  it('is uniform (oracle: moments of the uniform distribution, 5 standard errors)', () => {
    const values = draw('uniform', 100_000)
    const mean = values.reduce((a, b) => a + b) / values.length
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / values.length))
    expect(Math.min(...values.slice(0, 50_000))).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values.slice(0, 50_000))).toBeLessThan(1)
  })

  it('draws normals of mean 0 and deviation 1', () => {
    const random = createRandom('normal')
    const values = Array.from({ length: 50_000 }, () => random.normal())
    const mean = values.reduce((a, b) => a + b) / values.length
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length
    expect(mean).toBeCloseTo(0, 1)
    expect(variance).toBeCloseTo(1, 1)
  })

  it('picks by weight', () => {
    const random = createRandom('weights')
    const counts = { a: 0, b: 0, never: 0 }
    const items = [
      ['a', 3],
      ['never', 0],
      ['b', 1],
    ] as const
    for (let i = 0; i < 40_000; i++) counts[random.weighted(items)]++
    expect(counts.never).toBe(0)
    expect(counts.a / counts.b).toBeGreaterThan(2.8)
    expect(counts.a / counts.b).toBeLessThan(3.2)
  })
})
