import { expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { createPresence } from '#state/session/presence.ts'
import { createSession } from '#state/session/session.ts'
import { drawCities } from './draw.ts'
import type { CityModel } from './model.ts'

/** One city of three rows, and a scene that only notes what it is told. */
function createScene() {
  const told = { opacity: vi.fn(), filter: vi.fn(), rows: vi.fn(async () => {}) }
  const column = { type: 'number', name: 'height', values: Float64Array.of(10, 30, 50) }
  const city = { manifest: {}, rowCount: 3, column: async () => column, showRows: told.rows }
  const session = createSession({})
  const store = createStore(() => ({ entries: [{ id: 'a', kind: 'city' }], selected: null }))
  const findEntry = () => ({ id: 'a', kind: 'city' })
  const model = { session, store, findEntry, cities: { get: async () => city }, say: vi.fn() }
  const layer = {
    setVisible: () => {},
    setSelection: () => {},
    setHover: () => {},
    setColors: () => {},
    setFilter: told.filter,
    setOpacity: told.opacity,
  }
  const scene = { add: () => {}, remove: () => {}, pickRay: () => undefined, requestRender: () => {} }
  const drawing = { scene, createCityLayer: () => layer }
  const drawn = drawCities(drawing as never, model as unknown as CityModel, createPresence())
  return { session, told, drawn }
}

it('hands opacity and filter to the scene, and the filter to the city, so that picks agree with what is seen', async () => {
  const { session, told, drawn } = createScene()
  const layer = { id: 'a', title: null, visible: true, opacity: 1, style: null, filter: null }
  session.dispatch({ type: 'layer/add', layer })
  await vi.waitFor(() => expect(told.opacity).toHaveBeenLastCalledWith(1))
  session.dispatch({ type: 'layer/opacity', layer: 'a', opacity: 0.4 })
  await vi.waitFor(() => expect(told.opacity).toHaveBeenLastCalledWith(0.4))
  const rules = [{ type: 'number' as const, attribute: 'height', comparison: '>' as const, value: 20 }]
  session.dispatch({ type: 'layer/filter', layer: 'a', filter: { match: 'all', rules } })
  await vi.waitFor(() => expect(told.rows).toHaveBeenLastCalledWith(Uint8Array.of(0, 1, 1)))
  expect(told.filter).toHaveBeenLastCalledWith(Uint8Array.of(0, 1, 1))
  session.dispatch({ type: 'layer/filter', layer: 'a', filter: null })
  await vi.waitFor(() => expect(told.rows).toHaveBeenLastCalledWith(undefined))
  drawn.dispose()
})
