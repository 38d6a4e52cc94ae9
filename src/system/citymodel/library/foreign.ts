import { isManifest } from '#model/city/manifest.ts'
import { DataError } from '#model/exchange/error.ts'
import type { EntryKind, ImportFile } from '../importer.ts'

/** Content that is drawn as it is: which file it begins with. */
export interface ForeignFiles {
  kind: Exclude<EntryKind, 'city'>
  entry: string
}

const kinds: readonly { kind: ForeignFiles['kind']; pattern: RegExp }[] = [
  { kind: 'tileset', pattern: /(^|\/)tileset[^/]*\.json$/i },
  { kind: 'model', pattern: /\.(glb|gltf)$/i },
  { kind: 'model', pattern: /\.(b3dm|i3dm|pnts|cmpt)$/i },
  { kind: 'terrain', pattern: /\.terrain$/i },
  { kind: 'terrain', pattern: /terrarium[^/]*\.png$/i },
]

/** Undefined where the files are for the city pipeline. The file nearest to the top folder is the entry. */
export function findForeign(paths: readonly string[]): ForeignFiles | undefined {
  const depth = (path: string) => path.split('/').length
  for (const { kind, pattern } of kinds) {
    const entry = paths.filter(path => pattern.test(path)).sort((a, b) => depth(a) - depth(b) || a.localeCompare(b))[0]
    if (entry) return { kind, entry }
  }
  return undefined
}

/** Whether the files are a city package of ours, which is opened as it is: its `city.json` says so. */
export async function isPackage(files: readonly { path: string; blob: Blob }[]): Promise<boolean> {
  const depth = (path: string) => path.split('/').length
  const [nearest] = files
    .filter(({ path }) => /(^|\/)city\.json$/.test(path))
    .sort((a, b) => depth(a.path) - depth(b.path))
  return nearest !== undefined && isManifest(await nearest.blob.text())
}

/** A path as the store may use it; throws for one that would leave its folder. */
export function safePath(path: string): string {
  const steps = path.split('/').filter(step => step !== '' && step !== '.')
  if (steps.length === 0 || steps.includes('..') || /[\\\0]/.test(path)) {
    throw new DataError('unsupported', 'The path leaves its folder.', { file: path })
  }
  return steps.join('/')
}

export const toFiles = (files: readonly ImportFile[]) =>
  files.map(({ file, path }) => ({ path: safePath(path), blob: file as Blob }))
