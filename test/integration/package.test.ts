import { describe, expect, it } from 'vitest'
import { DataError } from '#model/exchange/error.ts'
import type { WriteFolder } from '#model/exchange/source.ts'
import { buildCity } from '#pipeline/build.ts'
import { checkPackage } from '#pipeline/check/check.ts'
import { createMemoryFolder } from '#pipeline/open/memory.ts'
import { loadReaders } from '#pipeline/read/readers.ts'
import { createMemorySource } from '#pipeline/read/source.ts'
import { writePackage } from '#pipeline/write/write.ts'
import { createMemoryStore } from '#state/storage/memory.ts'
import { toyTown } from '../library.ts'

/** In small portions, so that there are many steps between which one can cancel. */
function sourceOf(text: string) {
  const source = createMemorySource('town.geojson', new TextEncoder().encode(text))
  return {
    ...source,
    stream: () =>
      source.stream().pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            for (let at = 0; at < chunk.length; at += 256) controller.enqueue(chunk.subarray(at, at + 256))
          },
        }),
      ),
  }
}

const build = async (signal?: AbortSignal, side = 40) =>
  buildCity([sourceOf(toyTown(side))], { readers: await loadReaders(), signal })

/** A signal that is aborted from the n-th time on that somebody looks at it. */
function abortAtLook(n: number): AbortSignal & { looks: number } {
  const { signal } = new AbortController()
  const counted = {
    looks: 0,
    get aborted() {
      return ++this.looks > n
    },
    reason: new DataError('cancelled', 'cancelled.'),
    throwIfAborted() {
      if (this.aborted) throw this.reason
    },
    addEventListener: signal.addEventListener.bind(signal),
    removeEventListener: signal.removeEventListener.bind(signal),
    dispatchEvent: signal.dispatchEvent.bind(signal),
    onabort: null,
  }
  return counted as unknown as AbortSignal & { looks: number }
}

describe('a package', () => {
  it('is the same bytes for the same input, whatever the portions in which it was read', async () => {
    // The manifest tells the SHA-256 of every file.
    const manifestOf = async (town: Parameters<typeof buildCity>[0][0]) => {
      const plan = await buildCity([town], { readers: await loadReaders() })
      return writePackage(plan, createMemoryFolder())
    }
    const whole = createMemorySource('town.geojson', new TextEncoder().encode(toyTown(40)))
    expect(await manifestOf(sourceOf(toyTown(40)))).toEqual(await manifestOf(whole))
  })
})

describe('cancelling', () => {
  it('between any two steps of reading rejects with its code', async () => {
    const counting = abortAtLook(Number.POSITIVE_INFINITY)
    await build(counting)
    const { looks } = counting
    expect(looks).toBeGreaterThan(5)
    for (let n = 0; n < looks; n++) await expect(build(abortAtLook(n))).rejects.toMatchObject({ code: 'cancelled' })
    expect((await build()).city.counts.Building).toBe(1600)
  })

  it('between any two files leaves no city in the store, and the next one is whole', async () => {
    const plan = await build()
    const store = createMemoryStore('city.json')
    for (let n = 0; n < plan.paths.length; n++) {
      const writing = writePackage(plan, store.open('town'), { signal: abortAtLook(n) })
      await expect(writing).rejects.toMatchObject({ code: 'cancelled' })
      expect(await store.list()).toEqual([])
      await store.sweep()
      expect(await store.open('town').list()).toEqual([])
    }
    await writePackage(plan, store.open('town'), { signal: abortAtLook(plan.paths.length) })
    expect(await store.list()).toEqual(['town'])
    expect(await checkPackage(store.open('town'))).toEqual([])
  })
})

describe('a full disk', () => {
  it('at any byte leaves what was there untouched, and says what to do', async () => {
    const plan = await build(undefined, 12)
    const store = createMemoryStore('city.json')
    await writePackage(plan, store.open('before'))
    const before = await store.open('before').list()
    const size = (await Promise.all(before.map(path => store.open('before').read(path)))).reduce(
      (n, { length }) => n + length,
      0,
    )
    for (let share = 0; share < 10; share++) {
      const folder = failAfter((size * share) / 10, store.open('after'))
      await expect(writePackage(plan, folder)).rejects.toMatchObject({
        code: 'quota',
        message: expect.stringContaining('Remove'),
      })
      expect(await store.list()).toEqual(['before'])
      expect(await store.sweep()).toEqual(share === 0 ? [] : expect.any(Array))
    }
    expect(await store.open('before').list()).toEqual(before)
    expect(await checkPackage(store.open('before'))).toEqual([])
  })
})

function failAfter(room: number, folder: WriteFolder): WriteFolder {
  let left = room
  return {
    async write(path, bytes) {
      left -= bytes.length
      if (left < 0) throw new DataError('quota', 'The disk is full.', { file: path, cure: 'Remove something.' })
      await folder.write(path, bytes)
    },
  }
}
