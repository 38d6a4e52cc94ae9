import { tilesReady } from '#format/tiles3d/index.ts'
import { type CityManifest, manifestSchema } from '#model/city/manifest.ts'
import { DataError } from '#model/exchange/error.ts'
import type { WriteFolder } from '#model/exchange/source.ts'
import { sha256 } from './hash.ts'
import { paths } from './paths.ts'
import type { PackagePlan } from './plan.ts'
import { countTriangles } from './triangles.ts'

export interface WriteOptions {
  signal?: AbortSignal
  /** Fraction of the files written, 0 to 1. */
  onProgress?(fraction: number): void
  /** Lets the event loop breathe between two files, so that a worker can answer meanwhile. */
  pause?(): Promise<void>
}

/**
 * Writes the whole package, the manifest last: a folder without `city.json` is unfinished. The same city gives the same bytes. Rejects
 * with `cancelled` or what the folder rejects with (`quota`).
 */
export async function writePackage(
  plan: PackagePlan,
  folder: WriteFolder,
  { signal, onProgress, pause }: WriteOptions = {},
): Promise<CityManifest> {
  await tilesReady()
  const files: CityManifest['files'] = []
  const finest = new Set(
    plan.tiles?.tiles.filter(tile => tile.children.length === 0).map(tile => paths.tiles + tile.path),
  )
  let triangles = 0
  for (const path of plan.paths) {
    if (signal?.aborted) throw new DataError('cancelled', 'cancelled.')
    const bytes = plan.read(path)
    await folder.write(path, bytes)
    files.push({ path, bytes: bytes.length, sha256: await sha256(bytes) })
    if (finest.has(path)) triangles += countTriangles(bytes)
    onProgress?.(files.length / plan.paths.length)
    await pause?.()
  }
  const manifest = { ...draftManifest(plan), triangles, files }
  await folder.write(paths.manifest, toManifestBytes(manifest))
  return manifest
}

/** `city.json` as it is written. */
export function toManifestBytes(manifest: CityManifest): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(manifest, undefined, 2)}\n`)
}

/** The manifest before anything is written: without files, and with 0 triangles (they are counted while tiles are made). */
export function draftManifest({ city, tiles, parts }: PackagePlan): CityManifest {
  return manifestSchema.parse({
    format: 'huijing-city',
    version: 1,
    id: city.id,
    title: city.title,
    extent: [...city.extent],
    heights: [...city.heights],
    ground: city.ground,
    features: city.counts,
    triangles: 0,
    tiles: tiles?.paths.length ?? 0,
    quarantined: city.quarantined,
    notices: city.notices,
    attributes: city.table.columns.map(column => ({
      name: column.name,
      type: column.type,
      ...(column.type === 'number' && column.unit ? { unit: column.unit } : {}),
    })),
    sources: city.sources,
    parts,
    files: [],
  } satisfies CityManifest)
}
