import { unzipSync } from 'fflate'
import { isManifest } from '#model/city/manifest.ts'
import { DataError } from '#model/exchange/error.ts'
import type { ReadFolder } from '#model/exchange/source.ts'
import { openZipFolder } from './memory.ts'

/** A file by its path in the folder that was dropped, or its name alone. */
export interface PathBlob {
  path: string
  blob: Blob
}

/** What a zipped package may unpack to. */
const maxBytes = 2 ** 32

const manifestPattern = /(^|\/)city\.json$/

/**
 * The city package among files, as a folder: a `city.json` of ours with the files below it, or one zip archive that holds it. Undefined where
 * there is none; whether it is sound shows when it is opened.
 */
export async function findPackage(files: readonly PathBlob[]): Promise<ReadFolder | undefined> {
  if (files.length === 1 && (await isZip(files[0].blob))) return findZipped(files[0])
  const manifest = findManifest(files.map(({ path }) => path))
  if (manifest === undefined) return undefined
  const found = files.find(({ path }) => path === manifest)
  if (!found || !isManifest(await found.blob.text())) return undefined
  return createBlobFolder(files, manifest.slice(0, -'city.json'.length))
}

/** The one nearest to the top. */
function findManifest(paths: readonly string[]): string | undefined {
  const depth = (path: string) => path.split('/').length
  return paths.filter(path => manifestPattern.test(path)).sort((a, b) => depth(a) - depth(b))[0]
}

async function isZip(blob: Blob): Promise<boolean> {
  const head = new Uint8Array(await blob.slice(0, 4).arrayBuffer())
  return head.length === 4 && head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4
}

/** Archives of other things are left to the readers. */
async function findZipped({ path, blob }: PathBlob): Promise<ReadFolder | undefined> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return holdsManifest(bytes) ? openZipFolder(bytes, path, maxBytes) : undefined
}

function holdsManifest(bytes: Uint8Array): boolean {
  try {
    const inside = unzipSync(bytes, {
      filter: ({ name, originalSize }) => manifestPattern.test(name) && originalSize < 64 * 1024 * 1024,
    })
    const path = findManifest(Object.keys(inside))
    return path !== undefined && isManifest(new TextDecoder().decode(inside[path]))
  } catch {
    return false
  }
}

function createBlobFolder(files: readonly PathBlob[], base: string): ReadFolder {
  const inside = new Map(
    files.filter(({ path }) => path.startsWith(base)).map(({ path, blob }) => [path.slice(base.length), blob]),
  )
  return {
    async read(path) {
      const blob = inside.get(path)
      if (!blob) throw new DataError('not-found', 'is missing from the city package.', { file: path })
      return new Uint8Array(await blob.arrayBuffer())
    },
    list: async () => [...inside.keys()].sort(),
  }
}
