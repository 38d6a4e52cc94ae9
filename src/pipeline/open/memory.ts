import { unzipSync } from 'fflate'
import { DataError } from '#model/exchange/error.ts'
import type { Folder, ReadFolder } from '#model/exchange/source.ts'

/** A folder in memory. What is read is the reader's own, as from any other folder: it may be transferred. */
export function createMemoryFolder(files: Map<string, Uint8Array> = new Map()): Folder {
  return {
    async read(path) {
      const bytes = files.get(path)
      if (!bytes) throw new DataError('not-found', 'does not exist.', { file: path })
      return bytes.slice()
    },
    list: async () => [...files.keys()].sort(),
    async write(path, bytes) {
      files.set(path, bytes)
    },
  }
}

/**
 * A zipped city package as a folder; one folder around its files is taken off. Throws `truncated`, `limit-bytes`, or `not-found` where it
 * holds no `city.json`.
 */
export function openZipFolder(bytes: Uint8Array, file: string, maxBytes: number): ReadFolder {
  let total = 0
  const filter = ({ originalSize }: { originalSize: number }) => {
    total += originalSize
    if (total <= maxBytes) return true
    throw new DataError('limit-bytes', `unpacks to more than ${maxBytes} bytes.`, { file })
  }
  const files = unzip(bytes, file, filter)
  const manifest = Object.keys(files)
    .filter(path => /(^|^[^/]+\/)city\.json$/.test(path))
    .sort((a, b) => a.length - b.length)[0]
  if (manifest === undefined) throw new DataError('not-found', 'holds no city package (no city.json).', { file })
  const base = manifest.slice(0, -'city.json'.length)
  const inside = Object.entries(files).filter(([path]) => path.startsWith(base))
  return createMemoryFolder(new Map(inside.map(([path, content]) => [path.slice(base.length), content])))
}

function unzip(bytes: Uint8Array, file: string, filter: (entry: { originalSize: number }) => boolean) {
  try {
    return unzipSync(bytes, { filter })
  } catch (error) {
    if (error instanceof DataError) throw error
    throw new DataError('truncated', 'the zip archive is broken or cut off.', { file })
  }
}
