import { Zip, ZipPassThrough } from 'fflate'
import { DataError } from '#model/exchange/error.ts'
import type { WriteFolder } from '#model/exchange/source.ts'

/** A folder that becomes one zip archive. Nothing in it is dated, so the same files give the same bytes. */
export interface ZipFolder extends WriteFolder {
  /** The bytes of the archive since the last call, so that they can be put away while it grows. */
  take(): Uint8Array<ArrayBuffer>[]
  /** The archive, or what was not taken of it; nothing can be written afterwards. */
  finish(): Uint8Array<ArrayBuffer>[]
}

/** DOS time begins in 1980. */
const noDate = new Date(1980, 0, 1)

/** What an archive of 32-bit offsets can hold. */
const maxBytes = 2 ** 32 - 2 ** 20

/** Files are stored, not deflated: tiles and the table are compressed already. */
export function createZipFolder(): ZipFolder {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  const zip = new Zip((error, part) => {
    if (error) throw error
    length += part.length
    parts.push(part as Uint8Array<ArrayBuffer>)
  })
  return {
    async write(path, bytes) {
      if (length + bytes.length > maxBytes) {
        throw new DataError('limit-bytes', 'The package is larger than the 4 GiB that a zip archive holds.', {
          file: path,
          cure: 'Build it on the command line, into a folder.',
        })
      }
      const file = new ZipPassThrough(path)
      file.mtime = noDate
      zip.add(file)
      file.push(bytes, true)
    },
    take: () => parts.splice(0),
    finish() {
      zip.end()
      return parts
    },
  }
}
