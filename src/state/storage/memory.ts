import { DataError } from '#model/exchange/error.ts'
import type { Folder } from '#model/exchange/source.ts'
import type { FolderStore } from './opfs.ts'

/**
 * The same store in memory, for places without a file system of their own (some private windows) and for tests, of which some take it for
 * a durable one.
 */
export function createMemoryStore(seal: string, durable = false): FolderStore {
  const folders = new Map<string, Map<string, Uint8Array>>()
  const complete = (name: string) => folders.get(name)?.has(seal) ?? false
  return {
    durable,
    list: async () => [...folders.keys()].filter(complete).sort(),
    has: async name => complete(name),
    open: name => createMemoryFolder(folders, name),
    async remove(name) {
      folders.delete(name)
    },
    async sweep(except = []) {
      const swept = [...folders.keys()].filter(name => !complete(name) && !except.includes(name))
      for (const name of swept) folders.delete(name)
      return swept
    },
  }
}

function createMemoryFolder(folders: Map<string, Map<string, Uint8Array>>, name: string): Folder {
  return {
    async read(path) {
      const bytes = folders.get(name)?.get(path)
      if (!bytes) throw new DataError('not-found', 'There is no such file in the store.', { file: path })
      return bytes.slice()
    },
    list: async () => [...(folders.get(name)?.keys() ?? [])].sort(),
    async write(path, bytes) {
      const files = folders.get(name) ?? new Map<string, Uint8Array>()
      files.set(path, bytes)
      folders.set(name, files)
    },
  }
}
