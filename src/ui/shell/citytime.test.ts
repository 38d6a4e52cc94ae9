import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf, minutesOf, offsetOf, toClockText, toOffsetText, withDate, withMinutes } from './citytime.ts'

const seed = 20_261_120
const noonInShanghai = Date.UTC(2026, 5, 21, 4)

describe(`time at a place (seed ${seed})`, () => {
  it('is whole hours by longitude', () => {
    expect([121.5, 24.94, -74, 0.2, -179].map(offsetOf)).toEqual([8, 2, -5, 0, -12])
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
