import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepSession, loadSession, type SaveState } from './persist.ts'
import { createSession } from './session.ts'

function createMemory(): Map<string, string> & {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
} {
  const map = new Map<string, string>()
  return Object.assign(map, {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
  })
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('saved session', () => {
  it('is there after a change and half a second', () => {
    const storage = createMemory()
    const session = createSession()
    keepSession(session, storage, 'huijing')
    session.dispatch({ type: 'theme', theme: 'dark' })
    vi.advanceTimersByTime(600)
    expect(loadSession(storage, 'huijing')).toEqual(session.getState())
  })

  it('is there at once when the page goes away', () => {
    const storage = createMemory()
    const session = createSession()
    const keeper = keepSession(session, storage, 'huijing')
    session.dispatch({ type: 'language', language: 'en' })
    keeper.dispose()
    expect(loadSession(storage, 'huijing').language).toBe('en')
  })

  it('loses only the part that is broken', () => {
    const storage = createMemory()
    storage.setItem(
      'huijing',
      JSON.stringify({ version: 1, session: { theme: 'dark', clock: { time: 'noon' }, layers: 7 } }),
    )
    expect(loadSession(storage, 'huijing')).toEqual({ theme: 'dark' })
    storage.setItem('huijing', '{"version":1')
    expect(loadSession(storage, 'huijing')).toEqual({})
  })

  it('says so when the storage is full', () => {
    const states: SaveState[] = []
    const storage = {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    const session = createSession()
    const keeper = keepSession(session, storage, 'huijing', state => states.push(state))
    session.dispatch({ type: 'theme', theme: 'dark' })
    keeper.flush()
    expect(states).toEqual(['pending', 'failed'])
  })
})
