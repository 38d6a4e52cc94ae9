import { expect, it, vi } from 'vitest'
import { DataError } from '#model/exchange/error.ts'
import type { CityModel } from './model.ts'
import { goToRow } from './search.ts'

function createModel(bounds: () => Promise<unknown>) {
  const dispatch = vi.fn()
  const flyTo = vi.fn()
  const model = { session: { dispatch }, flyTo, cities: { get: async () => ({ bounds }) } } as unknown as CityModel
  return { model, dispatch, flyTo }
}
const selection = { by: 'rows', layer: 'a', rows: [3] }

it('selects a hit without a place where one stands, and flies to one that has a place', async () => {
  const nowhere = createModel(() => Promise.reject(new DataError('not-found', 'Row 3 has no place.')))
  await goToRow(nowhere.model, 'a', 3)
  expect(nowhere.dispatch).toHaveBeenCalledWith({ type: 'select', selection })
  expect(nowhere.flyTo).not.toHaveBeenCalled()
  const somewhere = createModel(async () => ({ extent: [1, 2, 3, 4], heights: [0, 9] }))
  await goToRow(somewhere.model, 'a', 3)
  expect(somewhere.flyTo).toHaveBeenCalledWith([1, 2, 3, 4], [0, 9])
})

it('lets other failures be told', async () => {
  const { model } = createModel(() => Promise.reject(new DataError('network', 'gone')))
  await expect(goToRow(model, 'a', 3)).rejects.toMatchObject({ code: 'network' })
})
