import { DataError } from '#model/exchange/error.ts'
import type { ReadFolder } from '#model/exchange/source.ts'

/** A package served below a URL that ends in `/`. Files are fetched when they are asked for. */
export function createHttpFolder(base: string): ReadFolder {
  return {
    read: path => fetchBytes(new URL(path, base).href),
    list: () => Promise.reject(new DataError('unsupported', 'A server does not list its files.', { file: base })),
  }
}

export async function fetchBytes(url: string, signal?: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal }).catch(explainFailure(url, signal))
  if (response.status === 404) throw new DataError('not-found', 'The server has no such file.', { file: url })
  if (!response.ok) {
    throw new DataError('network', `The server answered ${response.status}.`, { file: url, cure: 'Try again later.' })
  }
  return new Uint8Array(await response.arrayBuffer().catch(explainFailure(url, signal)))
}

export function explainFailure(url: string, signal?: AbortSignal): (error: unknown) => never {
  return () => {
    if (signal?.aborted) throw new DataError('cancelled', 'cancelled.', { file: url })
    throw new DataError('network', 'The file could not be fetched.', {
      file: url,
      cure: "Check the address. The server must allow this page to read it (CORS), and this page's content security policy must list the host.",
    })
  }
}
