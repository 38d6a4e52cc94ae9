import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptySession, type SessionState } from '#state/session/state.ts'
import { parseUrl, toUrl } from './url.ts'

const seed = 20_261_120

describe(`the address (seed ${seed})`, () => {
  it('brings back what was written into it', () => {
    const camera = fc.record({
      lon: fc.integer({ min: -180, max: 180 }),
      lat: fc.integer({ min: -90, max: 90 }),
      height: fc.integer({ min: 1, max: 1e6 }),
      heading: fc.integer({ min: 0, max: 360 }),
      pitch: fc.integer({ min: -90, max: 90 }),
    })
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 365 * 50 })
    const looks = fc.record({
      language: fc.constantFrom('zh' as const, 'en' as const),
      theme: fc.constantFrom('light' as const, 'dark' as const),
      quality: fc.constantFrom('lite' as const, 'high' as const),
    })
    fc.assert(
      fc.property(camera, minutes, looks, (view, minute, look) => {
        const clock = { ...emptySession.clock, time: minute * 60_000 }
        const state: SessionState = { ...emptySession, ...look, camera: view, clock }
        const { session } = parseUrl(toUrl(state, '?bench=1&quality=standard'))
        expect(session).toMatchObject({ ...look, camera: view })
        expect(session.clock?.time).toBe(clock.time)
      }),
      { seed },
    )
  })

  it('names the layers that are shown, and keeps what is not its own', () => {
    const layer = { title: null, visible: true, opacity: 1, style: null, filter: null }
    const state = {
      ...emptySession,
      layers: [
        { ...layer, id: 'delft' },
        { ...layer, id: 'demo', visible: false },
      ],
    }
    const url = toUrl(state, '?bench=1&city=old')
    expect(new URLSearchParams(url).get('bench')).toBe('1')
    expect(parseUrl(url).city).toEqual(['delft'])
  })

  it('carries a preset only where one was asked for: it fits a machine, not a view', () => {
    expect(toUrl({ ...emptySession, quality: 'lite' }, '')).not.toContain('quality')
  })

  it('leaves out what is wrong, and never throws', () => {
    expect(parseUrl('?camera=1,2,3&time=noon&lang=fr&theme=pink&quality=max&city=../etc,<b>')).toEqual({ session: {} })
    expect(parseUrl('?camera=NaN,0,1,1,1').session).toEqual({})
    fc.assert(
      fc.property(fc.string(), text => void parseUrl(`?camera=${text}&city=${text}`)),
      { seed },
    )
  })
})
