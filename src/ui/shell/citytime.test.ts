import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf, minutesOf, offsetOf, toClockText, toOffsetText, withDate, withMinutes } from './citytime.ts'

const seed = 20_261_120
const noonInShanghai = Date.UTC(2026, 5, 21, 4)

describe(`time at a place (seed ${seed})`, () => {
  it('is one in all of China', () => {
    const cities = {
      Lhasa: [91.1, 29.65],
      Urumqi: [87.6, 43.8],
      Wuhan: [112.05, 30.77],
      Harbin: [126.6, 45.8],
      Sanya: [109.5, 18.25],
    }
    for (const [city, [lon, lat]] of Object.entries(cities)) expect(offsetOf(lon, lat), city).toBe(8)
    expect([offsetOf(77.2, 28.6), offsetOf(105.8, 21), offsetOf(106.9, 47.9)]).toEqual([5, 7, 7])
  })

  it('is whole hours by longitude elsewhere', () => {
    const places = [24.94, 60.2, -74, 40.7, 0.2, 48, -179, 0, 139.7, 35.7]
    const offsets = [0, 2, 4, 6, 8].map(i => offsetOf(places[i], places[i + 1]))
    expect(offsets).toEqual([2, -5, 0, -12, 9])
    expect([8, -5, 0].map(toOffsetText)).toEqual(['UTC+8', 'UTC−5', 'UTC'])
  })

  it('reads and writes the hour of the day there', () => {
    expect(toClockText(minutesOf(noonInShanghai, 8))).toBe('12:00')
    expect(new Date(withMinutes(noonInShanghai, 8, 30)).toISOString()).toBe('2026-06-20T16:30:00.000Z')
  })

  it('keeps the hour when the day changes, and refuses what is no date', () => {
    const winter = withDate(noonInShanghai, 8, '2026-12-22')!
    expect([dateOf(winter, 8), minutesOf(winter, 8)]).toEqual(['2026-12-22', 720])
    expect(withDate(noonInShanghai, 8, '')).toBeUndefined()
    expect(withDate(noonInShanghai, 8, '0026-01-01')).toBeUndefined()
  })

  it('stays on its day wherever the slider is put', () => {
    const time = fc.integer({ min: Date.UTC(1950), max: Date.UTC(2100) })
    fc.assert(
      fc.property(time, fc.integer({ min: -12, max: 12 }), fc.integer({ min: 0, max: 1439 }), (at, offset, minutes) => {
        const moved = withMinutes(at, offset, minutes)
        expect([dateOf(moved, offset), minutesOf(moved, offset)]).toEqual([dateOf(at, offset), minutes])
      }),
      { seed },
    )
  })
})
