import { describe, expect, it } from 'vitest'
import { createTransform } from './crs.ts'
import { findImplausible, suggestCrs } from './plausible.ts'

describe('coordinates which cannot be what they claim', () => {
  const shanghai = [121.5, 31.24, 121.51, 31.25]

  it('says nothing about places that fit', () => {
    expect(findImplausible(shanghai)).toBeUndefined()
    expect(findImplausible([155000, 463000], 'EPSG:28992')).toBeUndefined()
    expect(findImplausible([155000, 463000], 'EPSG:7415')).toBeUndefined()
    expect(findImplausible(createTransform('EPSG:4549').fromWgs84(121.5, 31.2), 'EPSG:4549')).toBeUndefined()
  })

  it('misses the CRS of projected coordinates, and names a likely one', () => {
    const found = findImplausible([78612, 457782, 78700, 457800])
    expect(found?.code).toBe('crs-missing')
    expect(found?.cure).toContain('EPSG:28992')
  })

  it('notices latitude before longitude where a number gives it away', () => {
    expect(findImplausible([31.24, 121.5])?.message).toContain('wrong way round')
    expect(findImplausible([463000, 155000], 'EPSG:28992')?.message).toContain('wrong way round')
    expect(findImplausible([1200000, 2600000], 'EPSG:2056')?.message).toContain('wrong way round')
  })

  it('notices degrees that claim to be metres, and metres that claim to be degrees', () => {
    expect(findImplausible(shanghai, 'EPSG:3857')?.code).toBe('crs-implausible')
    expect(findImplausible(shanghai, 'EPSG:32651')?.code).toBe('crs-implausible')
    expect(findImplausible([500000, 3400000], 'EPSG:4326')?.code).toBe('crs-implausible')
  })

  it('notices places far outside the area of use', () => {
    const beijing = createTransform('EPSG:32650').fromWgs84(116.4, 39.9)
    expect(findImplausible(beijing, 'EPSG:28992')?.message).toContain('outside')
  })

  it('lets small coordinates pass where the system has its zero inside its area, as Soldner Berlin has', () => {
    expect(findImplausible([6, 0, 0, 8], 'EPSG:3068')).toBeUndefined()
  })

  it('is not led astray by one bad pair', () => {
    expect(findImplausible([Number.NaN, 1, ...shanghai, 1e9, 1e9])).toBeUndefined()
    expect(findImplausible([])).toBeUndefined()
  })
})

describe('likely systems', () => {
  it.each([
    [2683000, 1247000, 'EPSG:2056'],
    [40512345, 3456789, 'EPSG:4528'],
    [20512345, 3456789, 'EPSG:4498'],
    [25496000, 6672000, 'EPSG:3879'],
    [13523000, 3662000, 'EPSG:4491'],
  ])('%d %d', (x, y, crs) => {
    expect(suggestCrs(x, y)).toContain(crs)
  })
})
