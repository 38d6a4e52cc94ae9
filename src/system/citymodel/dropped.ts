import type { ImportFile } from './importer.ts'

/** The files of a drop, folders opened, with their paths. Must be called in the event: entries are gone after it. */
export function readDrop(data: DataTransfer): Promise<ImportFile[]> {
  const entries = [...data.items].flatMap(item => item.webkitGetAsEntry() ?? [])
  const plain = [...data.files].map(file => ({ file, path: file.name }))
  return entries.length === 0 ? Promise.resolve(plain) : readAll(entries)
}

const maxFiles = 20_000

async function readAll(entries: readonly FileSystemEntry[]): Promise<ImportFile[]> {
  const found: ImportFile[] = []
  const waiting = [...entries]
  while (waiting.length > 0 && found.length < maxFiles) {
    const entry = waiting.shift()!
    if (entry.isDirectory) waiting.push(...(await readFolder(entry as FileSystemDirectoryEntry)))
    else found.push({ file: await toFile(entry as FileSystemFileEntry), path: entry.fullPath.replace(/^\//, '') })
  }
  return found
}

const toFile = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject))

/** A folder's reader gives a hundred at a time, and none at the end. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}
