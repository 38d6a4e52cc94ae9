import { unzipSync } from 'fflate'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { manifestSchema } from '#model/city/manifest.ts'
import { DataError } from '#model/exchange/error.ts'
import { checkPackage } from '#pipeline/check/check.ts'
import { openZipFolder } from '#pipeline/open/memory.ts'
import { createMemoryStore } from '#state/storage/memory.ts'
import { createTestLibrary, importOptions, toImportFile, toyTown } from '../library.ts'

const open: ReturnType<typeof createTestLibrary>[] = []
function createLibrary(...args: Parameters<typeof createTestLibrary>) {
  const made = createTestLibrary(...args)
  open.push(made)
  return made
}

/** Files that a server would have, by URL; everything else is 404. */
const served = new Map<string, Uint8Array>()
vi.stubGlobal('document', { baseURI: 'http://localhost/' })
vi.stubGlobal('fetch', async (url: URL | string) => {
  const bytes = served.get(String(url))
  return bytes ? new Response(bytes as Uint8Array<ArrayBuffer>) : new Response(null, { status: 404 })
})

afterEach(() => {
  for (const { dispose } of open.splice(0)) dispose()
  served.clear()
})

const town = () => ({ files: [toImportFile('town.geojson', toyTown())] })

async function exportPackage(side?: number): Promise<Uint8Array> {
  const { library } = createLibrary()
  const { entry } = await library.import({ files: [toImportFile('town.geojson', toyTown(side))] }, importOptions())
  const { blob, name } = await library.export(entry.id, 'package', importOptions())
  expect(name).toBe(`${entry.id}.zip`)
  return new Uint8Array(await blob.arrayBuffer())
}

describe('an imported city', () => {
  it('is kept, listed after a reload, and known when it is dropped again', async () => {
    const first = createLibrary()
    const { entry, kept, known } = await first.library.import(town(), importOptions())
    expect(known).toBe(false)
    await kept
    const { library } = createLibrary(first.store)
    expect(await library.list()).toMatchObject([
      { id: entry.id, kind: 'city', manifest: { features: { Building: 36, Road: 1 } } },
    ])
    expect(await library.import(town(), importOptions())).toMatchObject({ known: true, entry: { id: entry.id } })
    const city = await library.open(entry.id)
    expect(await city.search('b2-3', 1)).toMatchObject([{ kind: 'Building' }])
    city.dispose()
    await library.remove(entry.id)
    expect(await library.list()).toEqual([])
    expect(await first.store.open(entry.id).list()).toEqual([])
  })

  it('is a sound package when exported, from the import and from the store the same city', async () => {
    const first = createLibrary()
    const { entry, kept } = await first.library.import(town(), importOptions())
    await kept
    const live = await first.library.export(entry.id, 'package', importOptions())
    const stored = await createLibrary(first.store).library.export(entry.id, 'package', importOptions())
    const bytes = new Uint8Array(await live.blob.arrayBuffer())
    expect(new Uint8Array(await stored.blob.arrayBuffer())).toEqual(bytes)
    expect(await checkPackage(openZipFolder(bytes, 'town.zip', 1e9))).toEqual([])
  })

  it.each(['cityjson', 'geojson'] as const)('comes back from its %s with the same buildings', async format => {
    const { library, store } = createLibrary()
    const { entry, kept } = await library.import(town(), importOptions())
    const seen: number[] = []
    const { name, blob } = await library.export(
      entry.id,
      format,
      importOptions({ onProgress: ({ fraction }) => void seen.push(fraction) }),
    )
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    await kept
    const stored = await createLibrary(store).library.export(entry.id, format, importOptions())
    expect(stored.name).toBe(name)
    expect(await stored.blob.text()).toBe(await blob.text())
    const text = await blob.text()
    const again = await createLibrary().library.import({ files: [toImportFile(name, text)] }, importOptions())
    expect(again.entry.manifest?.features).toEqual({ Building: 36, Road: 1 })
    expect(again.entry.manifest?.quarantined).toBe(0)
    expect(again.entry.manifest?.heights[1]).toBeCloseTo(24, 3)
    await again.kept
  })
})

describe('a city package', () => {
  const forms: [string, (bytes: Uint8Array) => Parameters<ReturnType<typeof createLibrary>['library']['import']>[0]][] =
    [
      ['a zip', bytes => ({ files: [toImportFile('town.zip', bytes)] })],
      [
        'a folder',
        bytes => ({
          files: Object.entries(unzipSync(bytes)).map(([path, content]) => toImportFile(`old/town/${path}`, content)),
        }),
      ],
      [
        'a URL',
        bytes => {
          for (const [path, content] of Object.entries(unzipSync(bytes))) {
            served.set(`https://example.org/towns/${path}`, content)
          }
          return { url: 'https://example.org/towns/city.json' }
        },
      ],
    ]

  it.each(forms)('as %s is opened as it is, and not tiled again', async (_, toInput) => {
    const bytes = await exportPackage()
    const manifest = manifestSchema.parse(JSON.parse(new TextDecoder().decode(unzipSync(bytes)['city.json'])))
    const { library, store } = createLibrary()
    const { entry, kept } = await library.import(toInput(bytes), importOptions())
    expect(entry.manifest).toEqual(manifest)
    await kept
    const reloaded = createLibrary(store).library
    expect(await reloaded.list()).toMatchObject([{ id: entry.id, title: manifest.title }])
    const city = await reloaded.open(entry.id)
    const leaf = manifest.files.find(({ path }) => path.endsWith('.glb'))!
    expect((await city.tile(leaf.path)).byteLength).toBe(leaf.bytes)
    city.dispose()
    const again = await reloaded.export(entry.id, 'package', importOptions())
    expect(unzipSync(new Uint8Array(await again.blob.arrayBuffer()))).toEqual(unzipSync(bytes))
    expect(await library.import(toInput(bytes), importOptions())).toMatchObject({ known: true })
  })

  type Files = Record<string, Uint8Array>
  const spoiled: [string, string, (files: Files) => Files][] = [
    ['a flipped byte', 'checksum', files => ({ ...files, 'index.bin': files['index.bin'].map(byte => byte ^ 1) })],
    ['a missing file', 'not-found', ({ 'index.bin': _, ...files }) => files],
    [
      'a manifest of no sense',
      'schema',
      files => ({ ...files, 'city.json': new TextEncoder().encode('{"format":"huijing-city","version":7}') }),
    ],
  ]

  it.each(spoiled)('with %s is refused with its code, and nothing of it stays', async (_, code, spoil) => {
    const files = spoil(unzipSync(await exportPackage()))
    const { library, store } = createLibrary()
    const input = { files: Object.entries(files).map(([path, content]) => toImportFile(path, content)) }
    await expect(library.import(input, importOptions())).rejects.toMatchObject({ code })
    expect(await library.list()).toEqual([])
    expect(await store.sweep()).toEqual([])
  })

  it('is not mistaken: CityJSON may be called city.json', async () => {
    const { library } = createLibrary()
    const { entry } = await library.import(town(), importOptions())
    const { blob } = await library.export(entry.id, 'cityjson', importOptions())
    const again = await library.import({ files: [toImportFile('city.json', await blob.text())] }, importOptions())
    expect(again.entry.manifest?.sources[0].format).toBe('cityjson')
  })
})

describe('an import that is cancelled', () => {
  /** Cancels after some turns of the event loop. */
  async function cancelAfter(turns: number) {
    const made = createLibrary()
    const controller = new AbortController()
    const importing = made.library.import(town(), importOptions({ signal: controller.signal }))
    const settled = importing.catch((error: unknown) => error)
    for (let turn = 0; turn < turns; turn++) await new Promise(resolve => setImmediate(resolve))
    controller.abort()
    return { ...made, result: await settled }
  }

  it('leaves no file, no entry and no worker behind, whenever it is; the next one works', async () => {
    let cancelled = 0
    for (const turns of [0, 1, 2, 3, 5, 8, 13, 21, 34, 55]) {
      const { library, store, workers, result } = await cancelAfter(turns)
      if (!(result instanceof Error)) {
        // Too late: all was read, and the city is there.
        await (result as { kept: Promise<void> }).kept
        continue
      }
      cancelled++
      expect(result).toMatchObject({ code: 'cancelled' })
      expect(await library.list()).toEqual([])
      expect(await store.sweep()).toEqual([])
      expect(workers.every(({ terminated }) => terminated)).toBe(true)
      const { kept } = await library.import(town(), importOptions())
      await kept
      expect(await library.list()).toHaveLength(1)
    }
    expect(cancelled).toBeGreaterThan(2)
  })

  it('before it began leaves nothing either', async () => {
    const { library, store } = createLibrary()
    const signal = AbortSignal.abort()
    await expect(library.import(town(), importOptions({ signal }))).rejects.toMatchObject({ code: 'cancelled' })
    expect(await library.list()).toEqual([])
    expect(await store.sweep()).toEqual([])
  })

  it('an export that is cancelled rejects and the city stays', async () => {
    const { library } = createLibrary()
    const { entry } = await library.import(town(), importOptions())
    for (const format of ['package', 'cityjson', 'geojson'] as const) {
      const controller = new AbortController()
      controller.abort()
      await expect(
        library.export(entry.id, format, importOptions({ signal: controller.signal })),
      ).rejects.toMatchObject({ code: 'cancelled' })
    }
    expect((await library.export(entry.id, 'geojson', importOptions())).blob.size).toBeGreaterThan(1000)
  })
})

describe('a worker that dies', () => {
  it('during an import rejects it, and the next import works', async () => {
    let dying = true
    const { library, store } = createLibrary(undefined, worker => {
      if (dying) setImmediate(() => worker.die('out of memory'))
      dying = false
    })
    await expect(library.import(town(), importOptions())).rejects.toThrow('out of memory')
    expect(await store.sweep()).toEqual([])
    const { kept } = await library.import(town(), importOptions())
    await kept
  })
})

describe('a full store', () => {
  it('says so with the cure, keeps what was there, and the city stays open to be exported', async () => {
    const first = createLibrary()
    const before = await first.library.import(town(), importOptions())
    await before.kept
    const files = await first.store.open(before.entry.id).list()
    const contents = await Promise.all(files.map(path => first.store.open(before.entry.id).read(path)))

    let room = 5000
    const full = {
      ...first.store,
      open(name: string) {
        const folder = first.store.open(name)
        return {
          ...folder,
          async write(path: string, bytes: Uint8Array) {
            room -= bytes.length
            if (room < 0) {
              throw new DataError('quota', 'The storage that the browser gives to this page is full.', {
                file: path,
                cure: 'Remove a city you no longer need, or export it first. What was stored before is untouched.',
              })
            }
            await folder.write(path, bytes)
          },
        }
      },
    }
    const { library } = createLibrary(full)
    const { entry, kept } = await library.import({ files: [toImportFile('b.geojson', toyTown(8))] }, importOptions())
    await expect(kept).rejects.toMatchObject({
      code: 'quota',
      detail: { cure: expect.stringContaining('Remove a city') },
    })
    expect(await first.store.open(entry.id).list()).toEqual([])
    expect(await first.store.open(before.entry.id).list()).toEqual(files)
    expect(await Promise.all(files.map(path => first.store.open(before.entry.id).read(path)))).toEqual(contents)
    const { blob } = await library.export(entry.id, 'package', importOptions())
    const zip = openZipFolder(new Uint8Array(await blob.arrayBuffer()), 'b.zip', 1e9)
    expect(await checkPackage(zip)).toEqual([])
  })
})

describe('content of others by its address', () => {
  const url = 'https://example.org/data/rotterdam/tileset.json?key=abc'
  const text = (content: object | string) =>
    new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content))
  const tileset = { asset: { version: '1.1' }, geometricError: 9, root: { geometricError: 9 } }
  const read = async (bytes: Promise<ArrayBuffer>) => new TextDecoder().decode(await bytes)

  it('is read from its server piece by piece, again after a reload, with what the address carries', async () => {
    served.set(url, text(tileset))
    const { library, store } = createLibrary()
    const { entry, kept } = await library.import({ url }, importOptions())
    await kept
    expect(entry).toMatchObject({ kind: 'tileset', title: 'rotterdam · example.org', bytes: 0 })
    expect(await store.open(entry.id).list()).toEqual(['entry.json'])
    const content = await createLibrary(store).library.content(entry.id)
    expect(content.entry).toBe('data/rotterdam/tileset.json')
    served.set('https://example.org/data/rotterdam/tiles/a%20b.glb?key=abc', text('beside'))
    served.set('https://example.org/data/shared.glb?key=abc', text('above'))
    served.set('https://tiles.example.net/x.glb', text('elsewhere'))
    expect(await read(content.read(content.entry))).toBe(JSON.stringify(tileset))
    expect(await read(content.read('data/rotterdam/tiles/a b.glb'))).toBe('beside')
    expect(await read(content.read('data/shared.glb'))).toBe('above')
    expect(await read(content.read('https://tiles.example.net/x.glb'))).toBe('elsewhere')
    await expect(content.read('data/none.glb')).rejects.toMatchObject({ code: 'not-found' })
    expect(await library.import({ url }, importOptions())).toMatchObject({ known: true })
  })

  it('is a tileset whatever it is called, and one file is kept as a copy', async () => {
    served.set('https://example.org/v1/root.json', text(tileset))
    served.set('https://example.org/v1/house.glb', text('glTF'))
    const { library, store } = createLibrary()
    const root = await library.import({ url: 'https://example.org/v1/root.json' }, importOptions())
    expect(root.entry).toMatchObject({ kind: 'tileset', bytes: 0 })
    const house = await library.import({ url: 'https://example.org/v1/house.glb' }, importOptions())
    expect(house.entry).toMatchObject({ kind: 'model', bytes: 4 })
    expect(await store.open(house.entry.id).list()).toEqual(['entry.json', 'house.glb'])
  })
})

describe('a browser that keeps nothing', () => {
  it('says so of a city and of foreign content, which stay until the page is closed and can be exported', async () => {
    const { library } = createLibrary(createMemoryStore('entry.json'))
    const city = await library.import(town(), importOptions())
    await expect(city.kept).rejects.toMatchObject({ code: 'not-kept' })
    const model = await library.import({ files: [toImportFile('a.glb', 'glTF')] }, importOptions())
    await expect(model.kept).rejects.toMatchObject({ code: 'not-kept' })
    expect((await library.list()).map(({ id }) => id).sort()).toEqual([city.entry.id, model.entry.id].sort())
    expect((await library.export(city.entry.id, 'package', importOptions())).blob.size).toBeGreaterThan(1000)
    const opened = await library.open(city.entry.id)
    opened.dispose()
    expect((await library.open(city.entry.id)).rowCount).toBe(37)
    await library.remove(city.entry.id)
    expect(await library.list()).toHaveLength(1)
  })
})
