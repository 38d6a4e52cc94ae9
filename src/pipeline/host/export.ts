import { createBreather } from '#compute/breathe.ts'
import type { JobContext } from '#compute/job.ts'
import type { Exportable } from '../export/contract.ts'
import { type ExportFormat, exportCityAs } from '../export/export.ts'

/** Portions are put away as a blob when they are this long: browsers keep large blobs on the disk. */
const partBytes = 8 * 1024 * 1024

/** A city as one file. Rejects with a `DataError`; cancelled jobs leave nothing behind. */
export async function exportToBlob(format: ExportFormat, city: Exportable, job: JobContext): Promise<Blob> {
  const { signal } = job
  const onProgress = (fraction: number) => job.progress('write', fraction)
  const { mediaType, portions } = exportCityAs(format, city, { signal, onProgress, pause: createBreather() })
  const blobs: Blob[] = []
  let pending: BlobPart[] = []
  let length = 0
  const putAway = () => {
    blobs.push(new Blob(pending))
    pending = []
    length = 0
  }
  for await (const portion of portions) {
    pending.push(portion as Uint8Array<ArrayBuffer>)
    length += portion.length
    if (length >= partBytes) putAway()
  }
  putAway()
  return new Blob(blobs, { type: mediaType })
}
