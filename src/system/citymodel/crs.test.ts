import { describe, expect, it } from 'vitest'
import { createTransform } from '#math/geodesy/crs.ts'
import { crsChoices, searchCrs } from './crs.ts'

describe('choice of a CRS', () => {
  it('offers only what the reader transforms, each once', () => {
    expect(new Set(crsChoices.map(({ code }) => code)).size).toBe(crsChoices.length)
    for (const { code } of crsChoices) expect(() => createTransform(code), code).not.toThrow()
  })

  it('names central meridians truly: easting 500 km lies on them', () => {
    for (const { code, en } of crsChoices.filter(choice => /meridian/.test(choice.en))) {
      const meridian = Number(/meridian (\d+)/.exec(en)![1])
      const zone = Number(/zone (\d+)/.exec(en)?.[1] ?? 0)
      const [lon] = createTransform(code).toWgs84(zone * 1e6 + 500_000, 3_450_000)
      expect(lon, code).toBeCloseTo(meridian, 4)
    }
  })

  it('finds by code, words and language', () => {
    expect(searchCrs('28992', 5)[0].code).toBe('EPSG:28992')
    expect(searchCrs('utm 51n', 5)[0].code).toBe('EPSG:32651')
    expect(searchCrs('3° 40 带', 5).map(({ code }) => code)).toContain('EPSG:4528')
    expect(searchCrs('瑞士', 5)[0].code).toBe('EPSG:2056')
  })

  it('takes a code that is not in the list', () => {
    expect(searchCrs('2154', 5)).toEqual([{ code: 'EPSG:2154', zh: 'EPSG:2154', en: 'EPSG:2154' }])
  })
})
