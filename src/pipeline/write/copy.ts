import { DataError } from '#model/exchange/error.ts'
import type { WriteFolder } from '#model/exchange/source.ts'
import type { CityData } from '../open/data.ts'
import { paths } from './paths.ts'
import { toManifestBytes, type WriteOptions } from './write.ts'

/**
 * Reads every file of an opened package against its checksum, and writes it where a folder is given: as it is, the manifest last. Rejects
 * with `checksum`, `not-found`, `cancelled`, or what the folder rejects with.
 */
export async function copyPackage(
  { manifest, file }: Pick<CityData, 'manifest' | 'file'>,
  folder: WriteFolder | undefined,
  { signal, onProgress, pause }: WriteOptions = {},
): Promise<void> {
  const { files } = manifest
  for (const [index, { path }] of files.entries()) {
    if (signal?.aborted) throw new DataError('cancelled', 'cancelled.')
    const bytes = await file(path)
    await folder?.write(path, bytes)
    onProgress?.((index + 1) / files.length)
    await pause?.()
  }
  await folder?.write(paths.manifest, toManifestBytes(manifest))
}
