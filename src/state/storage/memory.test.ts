import { describe, expect, it } from 'vitest'
import { createMemoryStore } from './memory.ts'

const bytes = new Uint8Array([1, 2, 3])

describe('a store of folders', () => {
  it('lists only folders that hold their seal', async () => {
    const store = createMemoryStore('city.json')
    await store.open('half').write('tiles/0.glb', bytes)
    await store.open('whole').write('tiles/0.glb', bytes)
    await store.open('whole').write('city.json', bytes)
    expect(await store.list()).toEqual(['whole'])
    expect(await store.open('whole').list()).toEqual(['city.json', 'tiles/0.glb'])
  })

  it('sweeps what was interrupted, but not what is under way', async () => {
    const store = createMemoryStore('city.json')
    for (const name of ['dead', 'busy']) await store.open(name).write('a', bytes)
    expect(await store.sweep(['busy'])).toEqual(['dead'])
    expect(await store.open('busy').list()).toEqual(['a'])
  })

  it('says what is missing', async () => {
    const store = createMemoryStore('city.json')
    await expect(store.open('x').read('gone.glb')).rejects.toMatchObject({
      code: 'not-found',
      detail: { file: 'gone.glb' },
    })
  })
})
