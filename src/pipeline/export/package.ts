import { paths } from '../write/paths.ts'
import { toManifestBytes, writePackage } from '../write/write.ts'
import { createZipFolder } from '../write/zip.ts'
import type { Exportable, ExportContext } from './contract.ts'
import { takeTurn } from './turn.ts'

/** The package as a zip archive: written anew from its plan, else its files as they are, each checked by its checksum. */
export async function* zipPackage(
  { data, plan }: Exportable,
  context: ExportContext,
): AsyncGenerator<Uint8Array, void> {
  const zip = createZipFolder()
  if (plan) {
    const pause = async () => takeTurn(context)
    await writePackage(plan, zip, { signal: context.signal, onProgress: context.onProgress, pause })
  } else {
    const { files } = data.manifest
    for (const [index, { path }] of files.entries()) {
      await takeTurn(context, index / files.length)
      await zip.write(path, await data.file(path))
      yield* zip.take()
    }
    await zip.write(paths.manifest, toManifestBytes(data.manifest))
  }
  yield* zip.finish()
  await takeTurn(context, 1)
}
