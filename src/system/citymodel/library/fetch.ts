import { DataError } from '#model/exchange/error.ts'
import type { ImportOptions } from '../importer.ts'

/** More than this from a URL is refused: the browser would have to hold it twice. */
const maxBytes = 2 ** 31

/** Reads what a URL names, with progress where the server says how long it is. */
export async function fetchFiles(
  url: string,
  { onProgress, signal }: ImportOptions,
): Promise<{ path: string; blob: Blob }[]> {
  const address = toAddress(url)
  const response = await fetch(address, { signal }).catch(() => {
    throw failure(address, signal)
  })
  if (!response.ok || !response.body) {
    throw new DataError('network', `The server answered ${response.status}.`, { file: url, cure: 'Check the address.' })
  }
  const total = Number(response.headers.get('content-length')) || 0
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  try {
    for await (const part of response.body) {
      parts.push(part)
      length += part.length
      if (length > maxBytes)
        throw new DataError('limit-bytes', 'The file is larger than 2 GiB.', {
          file: url,
          cure: 'Build it on the command line.',
        })
      if (total > 0) onProgress({ fraction: Math.min(1, length / total) * 0.2, phase: 'fetch' })
    }
  } catch (error) {
    throw error instanceof DataError ? error : failure(address, signal)
  }
  const name = decodeURIComponent(address.pathname.split('/').at(-1) ?? '') || address.hostname
  return [{ path: name, blob: new Blob(parts) }]
}

/** The whole address of what a person typed; throws `network` for what is none. */
export function toAddress(url: string): URL {
  const address = URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI) : undefined
  if (address && /^https?:$/.test(address.protocol)) return address
  throw new DataError('network', 'This is no web address.', { file: url, cure: 'It should begin with https://.' })
}

function failure(url: URL, signal: AbortSignal): DataError {
  if (signal.aborted) return new DataError('cancelled', 'cancelled.')
  return new DataError('network', 'The file could not be fetched.', {
    file: url.href,
    cure: "Its server must allow this page to read it (CORS), and this page's content security policy must list it.",
  })
}
