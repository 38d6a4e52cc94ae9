import { Zip, ZipPassThrough } from 'fflate'
import type { WriteFolder } from '#model/exchange/source.ts'

/** A folder that becomes one zip archive. Nothing in it is dated, so the same files give the same bytes. */
export interface ZipFolder extends WriteFolder {
  /** The archive; nothing can be written afterwards. */
  finish(): Uint8Array<ArrayBuffer>[]
}

/** DOS time begins in 1980. */
const noDate = new Date(1980, 0, 1)

/** Files are stored, not deflated: tiles and the table are compressed already. */
export function createZipFolder(): ZipFolder {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, part) => {
    if (error) throw error
    parts.push(part as Uint8Array<ArrayBuffer>)
  })
  return {
    async write(path, bytes) {
      const file = new ZipPassThrough(path)
      file.mtime = noDate
      zip.add(file)
      file.push(bytes, true)
    },
    finish() {
      zip.end()
      return parts
    },
  }
}
