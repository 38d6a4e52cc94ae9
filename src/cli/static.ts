import { createReadStream, type Stats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'

/** A folder served below a path that ends with '/'. The longest path that fits counts. */
export interface Mount {
  path: string
  folder: string
}

/**
 * The app is made for this policy: no eval, and nothing from elsewhere but data of the hosts that are named. A worker takes the policy of
 * its own response.
 */
const toPolicy = (hosts: readonly string[]) =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' data: blob:", ...hosts].join(' '),
    ["connect-src 'self' blob: data:", ...hosts].join(' '),
    "worker-src 'self' blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

type Headers = Readonly<Record<string, string>>

const toHeaders = (hosts: readonly string[]): Headers => ({
  'Content-Security-Policy': toPolicy(hosts),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
})

/** Whether a text may stand in the policy as a host: `https://data.example.org`, `*.example.org:8443`, `http://localhost:8080`. */
export const isHost = (text: string): boolean =>
  /^(https?:\/\/|wss?:\/\/)?(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/i.test(text)

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.geojson': 'application/geo+json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.glb': 'model/gltf-binary',
  '.gltf': 'model/gltf+json',
  '.b3dm': 'application/octet-stream',
  '.terrain': 'application/vnd.quantized-mesh',
  '.xml': 'application/xml',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.tif': 'image/tiff',
  '.parquet': 'application/vnd.apache.parquet',
  '.zip': 'application/zip',
}

const compressible = new Set([
  '.html',
  '.js',
  '.mjs',
  '.css',
  '.json',
  '.geojson',
  '.svg',
  '.xml',
  '.txt',
  '.md',
  '.gltf',
  '.wasm',
])

/** Files below this are not worth compressing. */
const leastCompressed = 1024

/**
 * Answers GET and HEAD from the folders: types, ranges, ETags, compression. Never leaves a folder, symbolic links included. `hosts`: where
 * pages may read data from besides this server.
 */
export function createStaticHandler(mounts: readonly Mount[], hosts: readonly string[] = []) {
  const headers = toHeaders(hosts)
  const sorted = [...mounts].sort((a, b) => b.path.length - a.path.length)
  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(sorted, headers, request, response).catch(() => {
      // The client went away, or the file did: there is nobody left to tell.
      if (!response.headersSent) refuse(response, headers, 500)
      response.destroy()
    })
  }
}

async function answer(
  mounts: readonly Mount[],
  headers: Headers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, headers, 405)
  const path = decodePath(request.url ?? '/')
  const file = path === undefined ? undefined : await findFile(mounts, path)
  if (!file) return refuse(response, headers, 404)
  const etag = `"${file.status.size.toString(16)}-${Math.round(file.status.mtimeMs).toString(16)}"`
  const type = types[extname(file.path).toLowerCase()] ?? 'application/octet-stream'
  // Built assets carry a hash in their name; all else is asked for again each time.
  const hashed = /[.-][\w-]{8,}\.(js|css|woff2|wasm|png|svg)$/.test(file.path) && path!.includes('/assets/')
  const cache = hashed ? 'public, max-age=31536000, immutable' : 'no-cache'
  const common = { ...headers, 'Content-Type': type, 'Cache-Control': cache, ETag: etag, 'Accept-Ranges': 'bytes' }
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, common).end()
    return
  }
  const range = parseRange(request.headers.range, file.status.size)
  if (range === 'invalid') {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${file.status.size}` }).end()
    return
  }
  await send(request, response, file, common, range)
}

interface FoundFile {
  path: string
  status: Stats
}

function decodePath(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split(/[?#]/)[0])
    return path.includes('\0') || path.split(/[/\\]/).includes('..') ? undefined : path
  } catch {
    return undefined
  }
}

async function findFile(mounts: readonly Mount[], path: string): Promise<FoundFile | undefined> {
  const mount = mounts.find(each => path.startsWith(each.path))
  if (!mount) return undefined
  const wanted = join(mount.folder, path.slice(mount.path.length), path.endsWith('/') ? 'index.html' : '')
  try {
    const [real, root] = await Promise.all([realpath(wanted), realpath(mount.folder)])
    const status = await stat(real)
    return status.isFile() && real.startsWith(root + sep) ? { path: real, status } : undefined
  } catch {
    return undefined
  }
}

interface ByteRange {
  start: number
  end: number
}

/** One range of bytes; several, or another unit, are answered with the whole (RFC 9110, 14.2). */
export function parseRange(header: string | undefined, size: number): ByteRange | 'invalid' | undefined {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!parts || (parts[1] === '' && parts[2] === '')) return undefined
  const start = parts[1] === '' ? Math.max(0, size - Number(parts[2])) : Number(parts[1])
  const end = parts[1] === '' || parts[2] === '' ? size - 1 : Math.min(Number(parts[2]), size - 1)
  return start > end || start >= size ? 'invalid' : { start, end }
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  file: FoundFile,
  common: Record<string, string>,
  range: ByteRange | undefined,
): Promise<void> {
  const { size } = file.status
  const worth = !range && size >= leastCompressed && compressible.has(extname(file.path).toLowerCase())
  const encoding = worth ? chooseEncoding(String(request.headers['accept-encoding'] ?? '')) : undefined
  const head = { ...common, ...(worth ? { Vary: 'Accept-Encoding' } : {}) }
  if (encoding) response.writeHead(200, { ...head, 'Content-Encoding': encoding })
  else if (range) {
    const length = range.end - range.start + 1
    response.writeHead(206, {
      ...head,
      'Content-Range': `bytes ${range.start}-${range.end}/${size}`,
      'Content-Length': length,
    })
  } else response.writeHead(200, { ...head, 'Content-Length': size })
  if (request.method === 'HEAD' || size === 0) {
    response.end()
    return
  }
  const stream = createReadStream(file.path, range)
  if (encoding === 'br') await pipeline(stream, brotli(), response)
  else if (encoding === 'gzip') await pipeline(stream, createGzip(), response)
  else await pipeline(stream, response)
}

/** Quality 5 is about gzip's speed and a tenth smaller. */
const brotli = () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })

const chooseEncoding = (accepted: string): 'br' | 'gzip' | undefined =>
  /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined

function refuse(response: ServerResponse, headers: Headers, status: number): void {
  const text = { 404: 'not found', 405: 'only GET and HEAD', 500: 'failed' }[status] ?? ''
  response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }).end(text)
}
