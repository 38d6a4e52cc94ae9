import { createReadStream, openAsBlob } from 'node:fs'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { Readable } from 'node:stream'
import { DataError } from '#model/exchange/error.ts'
import type { ByteSource, Folder } from '#model/exchange/source.ts'

/** A folder of the disk. Paths that lead out of it are refused. */
export function createDiskFolder(root: string): Folder {
  const made = new Set<string>()
  return {
    async read(path) {
      try {
        return new Uint8Array(await readFile(within(root, path)))
      } catch (error) {
        throw toDataError(error, path)
      }
    },
    async list() {
      const entries = await readdir(root, { recursive: true, withFileTypes: true })
      return entries
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name).slice(root.length).split(sep).filter(Boolean).join('/'))
        .sort()
    },
    async write(path, bytes) {
      const target = within(root, path)
      try {
        const folder = dirname(target)
        if (!made.has(folder)) await mkdir(folder, { recursive: true })
        made.add(folder)
        await writeFile(target, bytes)
      } catch (error) {
        throw toDataError(error, path)
      }
    },
  }
}

function within(root: string, path: string): string {
  if (path.split(/[/\\]/).includes('..') || path.startsWith('/')) {
    throw new DataError('not-found', 'leads out of the folder.', { file: path })
  }
  return join(root, path)
}

function toDataError(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') return new DataError('not-found', 'does not exist.', { file })
  if (code === 'EISDIR') return new DataError('not-found', 'is a folder, not a file.', { file })
  if (code === 'ENOSPC' || code === 'EDQUOT') return new DataError('quota', 'The disk is full.', { file })
  return error
}

/** A file of the disk, read as a stream. Rejects with `not-found`. */
export async function openFile(path: string): Promise<ByteSource> {
  const status = await stat(path).catch(error => Promise.reject(toDataError(error, path)))
  if (!status.isFile()) throw new DataError('not-found', 'is no file.', { file: path })
  return {
    name: basename(path),
    size: status.size,
    stream: () => Readable.toWeb(createReadStream(path, { highWaterMark: 1 << 20 })) as ReadableStream<Uint8Array>,
    // `readFile` refuses files above 2 GiB.
    bytes: async () =>
      status.size < 2 ** 31
        ? new Uint8Array(await readFile(path))
        : new Uint8Array(await (await openAsBlob(path)).arrayBuffer()),
  }
}
