import { type CheckResult, checkGltf, checkTilesetJson } from '#format/gltf/index.ts'
import { DataError } from '#model/exchange/error.ts'

/** Off only in the test build that shows what the watchdog does without the gate. */
const isOff = import.meta.env.VITE_GATE_OFF === '1'

export type ContentGate = (bytes: Uint8Array, path: string) => void

/**
 * A gate for the files of one piece of foreign content, told by their first bytes: tilesets, glTF, tiles of 3D Tiles 1.0, subtrees.
 * Throws a `DataError` which says why a file is refused. It remembers which tileset led to which, so that none leads back to itself.
 * Buffers and pictures have no form of their own and pass.
 */
export function createContentGate(): ContentGate {
  const above = new Map<string, ReadonlySet<string>>()
  return (bytes, path) => {
    if (isOff) return
    const magic = String.fromCharCode(...bytes.subarray(0, 4))
    if (magic === 'subt') requireSubtree(bytes, path)
    else if (gltfMagics.has(magic)) requireOk(checkGltf(bytes), path)
    else if (/^\s*[{[]/.test(magic)) requireJson(bytes, path, above)
  }
}

const gltfMagics = new Set(['glTF', 'b3dm', 'i3dm', 'pnts', 'cmpt'])

function requireJson(bytes: Uint8Array, path: string, above: Map<string, ReadonlySet<string>>): void {
  const json = parse(bytes, path)
  if (typeof json !== 'object' || json === null || !('root' in json)) {
    requireOk(checkGltf(bytes), path)
    return
  }
  const place = {
    address: path,
    resolve: (uri: string) => resolvePath(path, uri),
    above: above.get(path) ?? new Set<string>(),
  }
  const result = checkTilesetJson(json, place)
  requireOk(result, path)
  for (const uri of result.externals) above.set(place.resolve(uri), new Set([...place.above, path]))
}

/** As a browser resolves addresses; content that leaves the folder finds no file. */
function resolvePath(path: string, uri: string): string {
  const base = 'https://city.invalid/'
  const url = new URL(uri, base + path)
  return url.href.startsWith(base) ? decodeURIComponent(url.pathname.slice(1)) : url.href
}

function parse(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new DataError('syntax', `The JSON does not parse: ${(error as Error).message}.`, { file: path })
  }
}

/** Header of a subtree: magic, version, and the lengths of its JSON and its binary as 64-bit numbers. */
function requireSubtree(bytes: Uint8Array, path: string): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const stated = bytes.length < 24 ? 24n : 24n + view.getBigUint64(8, true) + view.getBigUint64(16, true)
  if (stated > BigInt(bytes.length))
    throw new DataError('truncated', `${stated} bytes expected, got ${bytes.length}.`, { file: path })
}

function requireOk({ ok, problems }: CheckResult, path: string): void {
  if (ok) return
  const [{ place, message }] = problems
  throw new DataError('schema', message, { file: path, place })
}
