import { createRemoteWorker, type RemoteWorker } from '#compute/remote.ts'
import type { CityManifest } from '#model/city/manifest.ts'
import { DataError } from '#model/exchange/error.ts'
import type { CityHost, Opened } from '#pipeline/host/host.ts'
import type { FolderStore } from '#state/storage/opfs.ts'
import type { CityEntry, CityLibrary, ImportInput, ImportOptions, ImportResult, JobPhase } from '../importer.ts'
import { readSeal, type Seal, toEntry, writeSeal } from './entry.ts'
import { fetchFiles, toAddress } from './fetch.ts'
import { type ForeignFiles, findForeign, isPackage, toFiles } from './foreign.ts'
import { createOpenCity } from './openCity.ts'
import { createRemoteFiles, isScattered, isTileset, titleOfAddress } from './remote.ts'

export interface LibraryOptions {
  /** Folders of the entries, sealed by `entry.json`. */
  store: FolderStore
  startWorker(): Worker
  /** URL of the folder, ending in `/`, of the city that is served beside the page. */
  demo: string
  now?(): number
}

/** An imported city whose worker still holds it. */
interface Live {
  remote: RemoteWorker<CityHost>
  opened: Opened
  entry: CityEntry
  /** Survives a reload; the worker is no longer needed once nobody draws the city. */
  kept: boolean
}

const demoId = 'demo'

const suffixByType: Record<string, string> = {
  'application/zip': 'zip',
  'application/city+json': 'city.json',
  'application/city+json-seq': 'city.jsonl',
  'application/geo+json': 'geojson',
}

export function createCityLibrary({ store, startWorker, demo, now = Date.now }: LibraryOptions): CityLibrary {
  const live = new Map<string, Live>()
  const swept = store.sweep()
  const connect = () => createRemoteWorker<CityHost>(startWorker)

  async function list(): Promise<CityEntry[]> {
    await swept
    const [served, kept] = await Promise.all([readDemo(demo), readKept(store)])
    const unkept = [...live.values()].map(({ entry }) => entry).filter(entry => !kept.some(({ id }) => id === entry.id))
    return [...served, ...[...kept, ...unkept].sort((a, b) => a.added - b.added)]
  }

  async function importInput(input: ImportInput, options: ImportOptions): Promise<ImportResult> {
    await swept
    throwIfCancelled(options.signal)
    const files = 'url' in input ? await fetchFiles(input.url, options) : toFiles(input.files)
    const packaged = await isPackage(files)
    const foreign = packaged ? undefined : await findContent(input, files)
    const referred = 'url' in input && foreign !== undefined && isScattered(foreign)
    const remote = connect()
    const stop = () => remote.dispose()
    options.signal.addEventListener('abort', stop, { once: true })
    try {
      const served = packaged && 'url' in input ? new URL('.', toAddress(input.url)).href : undefined
      const address = referred ? toAddress(input.url).href : served
      const content = address === undefined ? files.map(({ blob }) => blob) : [new Blob([address])]
      const digest = await remote.call(host => host.digest(content))
      // The same bytes read in another CRS are another city.
      const hash = options.crs ? `${digest}-${options.crs.replaceAll(/\W/g, '')}` : digest
      const known = (await list()).find(entry => entry.hash === hash)
      if (known) {
        remote.dispose()
        return { entry: known, known: true, kept: Promise.resolve() }
      }
      const id = `i-${digest.slice(0, 12)}${options.crs ? `-${options.crs.replaceAll(/\D/g, '')}` : ''}`
      if (foreign) {
        remote.dispose()
        return referred
          ? await importReferred(id, hash, foreign, toAddress(input.url).href, options)
          : await importForeign(id, hash, foreign, files, options)
      }
      if (served !== undefined) return await importServed(id, hash, served, remote)
      return await importCity(id, hash, files, remote, options)
    } catch (error) {
      remote.dispose()
      throw options.signal.aborted ? new DataError('cancelled', 'cancelled.') : error
    } finally {
      options.signal.removeEventListener('abort', stop)
    }
  }

  async function importCity(
    id: string,
    hash: string,
    files: readonly { path: string; blob: Blob }[],
    remote: RemoteWorker<CityHost>,
    { crs, onProgress, signal }: ImportOptions,
  ): Promise<ImportResult> {
    const opened = await remote.run((host, port) => host.importFiles(files, { id, crs }, port), {
      signal,
      onProgress: ({ fraction, step }) => onProgress({ fraction, phase: step as JobPhase }),
    })
    const added = now()
    const seal: Seal = { kind: 'city', title: opened.manifest.title, hash, added, bytes: 0 }
    const entry = toEntry(id, seal, opened.manifest)
    live.set(id, { remote, opened, entry, kept: false })
    return { entry, known: false, kept: store.durable ? keep(id, seal, remote) : notKept() }
  }

  async function keep(id: string, seal: Seal, remote: RemoteWorker<CityHost>): Promise<void> {
    try {
      const manifest = await remote.run((host, port) => host.keep(id, port), {})
      const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0)
      await writeSeal(store, id, { ...seal, bytes })
      const held = live.get(id)
      if (held) held.kept = true
    } catch (error) {
      await store.remove(id)
      throw error
    }
  }

  /** A package on a server is read from there each time; only its manifest is kept. */
  async function importServed(
    id: string,
    hash: string,
    url: string,
    remote: RemoteWorker<CityHost>,
  ): Promise<ImportResult> {
    const opened = await remote.call(host => host.openUrl(url), { deadlineMs: 120_000 })
    const { manifest } = opened
    const seal: Seal = { kind: 'city', title: manifest.title, hash, added: now(), bytes: 0, url }
    try {
      await store.open(id).write('city.json', new TextEncoder().encode(JSON.stringify(manifest)))
      await writeSeal(store, id, seal)
    } catch (error) {
      await store.remove(id)
      throw error
    }
    const entry = toEntry(id, seal, manifest)
    live.set(id, { remote, opened, entry, kept: true })
    return { entry, known: false, kept: whenKept(store) }
  }

  /** Foreign content on a server is read from there each time it is drawn; only where it is, is kept. */
  async function importReferred(
    id: string,
    hash: string,
    { kind, entry }: ForeignFiles,
    url: string,
    { place }: ImportOptions,
  ): Promise<ImportResult> {
    const at = place && { place: { ...place, height: 0 } }
    const seal: Seal = { kind, title: titleOfAddress(url), hash, added: now(), bytes: 0, entry, url, ...at }
    await writeSeal(store, id, seal)
    return { entry: toEntry(id, seal), known: false, kept: whenKept(store) }
  }

  async function importForeign(
    id: string,
    hash: string,
    { kind, entry }: ForeignFiles,
    files: readonly { path: string; blob: Blob }[],
    { place, signal, onProgress }: ImportOptions,
  ): Promise<ImportResult> {
    const folder = store.open(id)
    try {
      for (const [index, { path, blob }] of files.entries()) {
        if (signal.aborted) throw new DataError('cancelled', 'cancelled.')
        await folder.write(path, new Uint8Array(await blob.arrayBuffer()))
        onProgress({ fraction: (index + 1) / files.length, phase: 'write' })
      }
      const seal: Seal = {
        kind,
        title: entry.split('/').at(-1) ?? entry,
        hash,
        added: now(),
        bytes: files.reduce((sum, { blob }) => sum + blob.size, 0),
        entry,
        ...(place && { place: { ...place, height: 0 } }),
      }
      await writeSeal(store, id, seal)
      return { entry: toEntry(id, seal), known: false, kept: whenKept(store) }
    } catch (error) {
      await store.remove(id)
      throw error
    }
  }

  async function openIn(remote: RemoteWorker<CityHost>, id: string): Promise<Opened> {
    const url = id === demoId ? demo : (await readSeal(store, id)).url
    return remote.call(host => (url === undefined ? host.openStored(id) : host.openUrl(url)), { deadlineMs: 120_000 })
  }

  async function open(id: string) {
    const held = live.get(id)
    const remote = held?.remote ?? connect()
    const openAgain = () => openIn(remote, id)
    try {
      const opened = held?.opened ?? (await openAgain())
      return createOpenCity(remote, opened, openAgain, () => release(id, remote))
    } catch (error) {
      remote.dispose()
      throw error
    }
  }

  /** The worker of a city that is not kept yet, or could not be, holds the only copy: it stays until the entry is removed. */
  function release(id: string, remote: RemoteWorker<CityHost>): void {
    const held = live.get(id)
    if (held?.remote === remote && !held.kept) return
    if (held?.remote === remote) live.delete(id)
    remote.dispose()
  }

  return {
    list,
    import: importInput,
    open,
    async content(id) {
      const { kind, entry, place, url } = await readSeal(store, id)
      if (kind === 'city' || entry === undefined) {
        throw new DataError('unsupported', 'This entry is a city, not foreign content.', { file: id })
      }
      const standing = place && { place }
      if (url !== undefined) return { kind, ...createRemoteFiles(url), ...standing, dispose: () => {} }
      const folder = store.open(id)
      const base = entry.includes('/') ? entry.slice(0, entry.lastIndexOf('/') + 1) : ''
      return {
        kind,
        entry: entry.slice(base.length),
        read: async path => (await folder.read(base + path)).slice().buffer as ArrayBuffer,
        ...standing,
        dispose: () => {},
      }
    },
    async export(id, format, { onProgress, signal }) {
      throwIfCancelled(signal)
      const held = live.get(id)
      const remote = held?.remote ?? connect()
      try {
        if (!held) await openIn(remote, id)
        const blob = await remote.run((host, port) => host.export(format, port), {
          signal,
          onProgress: ({ fraction }) => onProgress({ fraction, phase: 'write' }),
        })
        return { name: `${id}.${suffixByType[blob.type] ?? 'bin'}`, blob }
      } finally {
        if (!held) remote.dispose()
      }
    },
    async remove(id) {
      live.get(id)?.remote.dispose()
      live.delete(id)
      await store.remove(id)
    },
  }
}

/** Foreign content among what was given; an address may name a tileset that is called anything. */
async function findContent(
  input: ImportInput,
  files: readonly { path: string; blob: Blob }[],
): Promise<ForeignFiles | undefined> {
  const found = findForeign(files.map(({ path }) => path))
  if (found || !('url' in input)) return found
  return (await isTileset(files[0].blob)) ? { kind: 'tileset', entry: files[0].path } : undefined
}

/** For what is in the store already. */
const whenKept = (store: FolderStore): Promise<void> => (store.durable ? Promise.resolve() : notKept())

const notKept = (): Promise<never> =>
  Promise.reject(
    new DataError('not-kept', 'This browser keeps nothing for this page.', {
      cure: 'It stays until the page is closed; export it to keep it.',
    }),
  )

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new DataError('cancelled', 'cancelled.')
}

/** Nothing where no city is served beside the page. */
async function readDemo(base: string): Promise<CityEntry[]> {
  const response = await fetch(new URL('city.json', base)).catch(() => undefined)
  if (!response?.ok || !response.headers.get('content-type')?.includes('json')) return []
  const manifest = (await response.json()) as CityManifest
  return [
    {
      id: demoId,
      kind: 'city',
      title: manifest.title,
      origin: 'demo',
      removable: false,
      hash: demoId,
      added: 0,
      bytes: 0,
      extent: manifest.extent,
      manifest,
    },
  ]
}

async function readKept(store: FolderStore): Promise<CityEntry[]> {
  const ids = await store.list()
  const entries = await Promise.all(
    ids.map(async id => {
      const seal = await readSeal(store, id)
      if (seal.kind !== 'city') return toEntry(id, seal)
      const manifest = JSON.parse(new TextDecoder().decode(await store.open(id).read('city.json'))) as CityManifest
      return toEntry(id, seal, manifest)
    }),
  )
  return entries
}
