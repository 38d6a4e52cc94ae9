import { DataError } from '#model/exchange/error.ts'
import type { Folder } from '#model/exchange/source.ts'

/**
 * Folders in the browser's origin private file system, one for each name below a root. A folder counts as complete when it holds its
 * `seal` file, which is written last; what has none was interrupted and is swept away.
 */
export interface FolderStore {
  /** Whether what is written survives the page. */
  readonly durable: boolean
  /** Names of complete folders. */
  list(): Promise<string[]>
  has(name: string): Promise<boolean>
  /** A folder to read from and write to; created when first written. */
  open(name: string): Folder
  remove(name: string): Promise<void>
  /** Removes folders that were never completed, except those named (under way elsewhere). */
  sweep(except?: readonly string[]): Promise<string[]>
}

export function createOpfsStore(root: FileSystemDirectoryHandle, seal: string): FolderStore {
  const names = async () => {
    const found: string[] = []
    for await (const [name, handle] of root.entries()) if (handle.kind === 'directory') found.push(name)
    return found.sort()
  }
  const has = (name: string) => exists(root, `${name}/${seal}`)
  const complete = async (all: string[]) => {
    const flags = await Promise.all(all.map(has))
    return all.filter((_, index) => flags[index])
  }
  const remove = (name: string) => root.removeEntry(name, { recursive: true }).catch(ignoreNotFound)
  return {
    durable: true,
    list: async () => complete(await names()),
    has,
    open: name => createOpfsFolder(root, name),
    remove,
    async sweep(except = []) {
      const all = await names()
      const kept = new Set([...(await complete(all)), ...except])
      const swept = all.filter(name => !kept.has(name))
      await Promise.all(swept.map(remove))
      return swept
    },
  }
}

function createOpfsFolder(root: FileSystemDirectoryHandle, name: string): Folder {
  return {
    async read(path) {
      const handle = await fileAt(root, `${name}/${path}`, false).catch(ignoreNotFound)
      if (!handle) throw new DataError('not-found', 'There is no such file in the store.', { file: path })
      return new Uint8Array(await (await handle.getFile()).arrayBuffer())
    },
    async list() {
      const folder = await root.getDirectoryHandle(name).catch(ignoreNotFound)
      return folder ? filesBelow(folder, '') : []
    },
    write: (path, bytes) => writeFile(root, `${name}/${path}`, bytes).catch(explainQuota(path)),
  }
}

/** In workers only, and several times faster there than a writable stream. (TypeScript knows it in its worker library, which clashes with DOM.) */
interface SyncFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<{ truncate(size: number): void; write(bytes: Uint8Array): number; close(): void }>
}

const isSync = (handle: FileSystemFileHandle): handle is SyncFileHandle =>
  'createSyncAccessHandle' in handle && 'WorkerGlobalScope' in globalThis

async function writeFile(root: FileSystemDirectoryHandle, path: string, bytes: Uint8Array): Promise<void> {
  const handle = await fileAt(root, path, true)
  if (isSync(handle)) await writeSync(handle, bytes)
  else {
    const stream = await handle.createWritable()
    await stream.write(bytes as Uint8Array<ArrayBuffer>)
    await stream.close()
  }
}

async function writeSync(handle: SyncFileHandle, bytes: Uint8Array): Promise<void> {
  const access = await handle.createSyncAccessHandle()
  try {
    access.truncate(0)
    if (access.write(bytes) < bytes.length) throw new DOMException('short write', 'QuotaExceededError')
  } finally {
    access.close()
  }
}

async function fileAt(root: FileSystemDirectoryHandle, path: string, create: boolean): Promise<FileSystemFileHandle> {
  const steps = path.split('/')
  let folder = root
  for (const step of steps.slice(0, -1)) folder = await folder.getDirectoryHandle(step, { create })
  return folder.getFileHandle(steps[steps.length - 1], { create })
}

async function exists(root: FileSystemDirectoryHandle, path: string): Promise<boolean> {
  return (await fileAt(root, path, false).catch(ignoreNotFound)) !== undefined
}

async function filesBelow(folder: FileSystemDirectoryHandle, prefix: string): Promise<string[]> {
  const found: string[] = []
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind === 'file') found.push(prefix + name)
    else found.push(...(await filesBelow(handle as FileSystemDirectoryHandle, `${prefix}${name}/`)))
  }
  return found.sort()
}

function ignoreNotFound(error: unknown): undefined {
  if (error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'TypeMismatchError'))
    return undefined
  throw error
}

function explainQuota(path: string): (error: unknown) => never {
  return error => {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') {
      throw new DataError('quota', 'The storage that the browser gives to this page is full.', {
        file: path,
        cure: 'Remove a city you no longer need, or export it first. What was stored before is untouched.',
      })
    }
    throw error
  }
}
