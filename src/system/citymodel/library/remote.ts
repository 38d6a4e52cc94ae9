import { fetchBytes } from '#pipeline/host/files.ts'
import { toAddress } from './fetch.ts'
import type { ForeignFiles } from './foreign.ts'

/** Names of foreign content that consists of many files: it is read from its server, piece by piece, when it is drawn. */
const many = /(\.json|\.gltf)$/i

/** Whether what stands at the address is only the beginning of it. */
export const isScattered = ({ kind, entry }: ForeignFiles): boolean => kind !== 'terrain' && many.test(entry)

/** A tileset whatever its file is called: its root has a geometric error (3D Tiles 1.1, 7.2). */
export async function isTileset(blob: Blob): Promise<boolean> {
  if (blob.size > 64e6) return false
  try {
    const json = JSON.parse(await blob.text())
    return typeof json?.asset?.version === 'string' && typeof json.root?.geometricError === 'number'
  } catch {
    return false
  }
}

/** What to call it: the folder says more than `tileset.json`. */
export function titleOfAddress(url: string): string {
  const { hostname, pathname } = toAddress(url)
  const folder = decodeURIComponent(pathname).split('/').at(-2)
  return folder ? `${folder} · ${hostname}` : hostname
}

export interface RemoteFiles {
  /** Path of the first file from the root of its server. */
  entry: string
  read(path: string): Promise<ArrayBuffer>
}

/**
 * The files of a server by path from its root, so that references may lead out of the folder of the first one. References to other servers
 * come whole and are read where this page's policy and theirs allow it.
 */
export function createRemoteFiles(url: string): RemoteFiles {
  const first = toAddress(url)
  const entry = decodeURIComponent(first.pathname.slice(1))
  const addressOf = (path: string) => {
    if (path === entry) return first.href
    if (/^https?:\/\//.test(path)) return path
    const steps = path.split('/').map(encodeURIComponent).join('/')
    // A key that the address carries is for all its files.
    return new URL(`/${steps}${first.search}`, first).href
  }
  return {
    entry,
    read: async path => {
      const { buffer, byteOffset, byteLength } = await fetchBytes(addressOf(path))
      return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
    },
  }
}
