import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DataError } from '#model/exchange/error.ts'
import { createSession } from '#state/session/session.ts'
import { createShell } from '#ui/shell/store.ts'
import type { CityEntry, CityLibrary, ImportOptions } from './importer.ts'
import { createCityModel, timeToUndo } from './model.ts'

const delft: CityEntry = {
  id: 'delft',
  kind: 'city',
  title: 'Delft',
  origin: 'import',
  removable: true,
  hash: 'd',
  added: 1,
  bytes: 10,
}

function createWorld(read: (options: ImportOptions) => Promise<{ known: boolean; kept: Promise<void> }>) {
  let entries: CityEntry[] = []
  const remove = vi.fn(async (id: string) => {
    entries = entries.filter(entry => entry.id !== id)
  })
  const library = {
    list: async () => entries,
    import: async (_input: unknown, options: ImportOptions) => {
      const result = await read(options)
      entries = [delft]
      return { entry: delft, ...result }
    },
    remove,
  } as unknown as CityLibrary
  const session = createSession()
  return { session, remove, model: createCityModel(library, session, createShell()) }
}

const input = { url: 'https://example.org/delft.city.json' }
const kinds = (model: { store: { getState(): { messages: readonly { kind: string }[] } } }) =>
  model.store.getState().messages.map(({ kind }) => kind)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the city model', () => {
  it('puts an import on the map, and the same file again only once', async () => {
    let known = false
    const { model, session } = createWorld(async () => ({ known, kept: Promise.resolve() }))
    await model.import(input)
    known = true
    await model.import(input)
    expect(session.getState().layers.map(({ id }) => id)).toEqual(['delft'])
    expect(kinds(model)).toEqual(['imported', 'known'])
    expect(model.store.getState().jobs).toEqual([])
  })

  it('asks for the CRS that a file does not name, and reads it with the answer', async () => {
    const { model, session } = createWorld(async ({ crs }) => {
      if (!crs) throw new DataError('crs-missing', 'no CRS is named.')
      return { known: false, kept: Promise.resolve() }
    })
    await model.import(input)
    const { question } = model.store.getState()
    expect(question?.error.code).toBe('crs-missing')
    await model.import(question!.input, 'EPSG:28992')
    expect(model.store.getState().question).toBeNull()
    expect(session.getState().layers).toHaveLength(1)
  })

  it('leaves nothing of what was cancelled, not even a message', async () => {
    const { model, session } = createWorld(async () => {
      throw new DataError('cancelled', 'cancelled.')
    })
    await model.import(input)
    expect([session.getState().layers, kinds(model)]).toEqual([[], []])
  })

  it('says when a city could not be stored, and keeps it on the map', async () => {
    const full = Promise.reject(new DataError('quota', 'the storage is full.'))
    full.catch(() => {})
    const { model, session } = createWorld(async () => ({ known: false, kept: full }))
    await model.import(input)
    await vi.advanceTimersByTimeAsync(0)
    expect(kinds(model)).toEqual(['imported', 'not-kept'])
    expect(session.getState().layers).toHaveLength(1)
  })

  it('deletes only when the time to undo has passed', async () => {
    const { model, session, remove } = createWorld(async () => ({ known: false, kept: Promise.resolve() }))
    await model.import(input)
    model.remove(delft)
    await vi.advanceTimersByTimeAsync(timeToUndo / 2)
    expect([model.store.getState().entries, session.getState().layers]).toEqual([[], []])
    const removed = model.store.getState().messages.at(-1)
    if (removed?.kind === 'removed') removed.undo()
    await vi.advanceTimersByTimeAsync(timeToUndo)
    expect(remove).not.toHaveBeenCalled()
    expect(session.getState().layers).toHaveLength(1)
    model.remove(delft)
    await vi.advanceTimersByTimeAsync(timeToUndo + 1)
    expect(remove).toHaveBeenCalledOnce()
  })
})
