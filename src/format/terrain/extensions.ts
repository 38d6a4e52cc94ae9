import { DataError } from '#model/exchange/error.ts'
import type { Cursor } from './cursor.ts'

export interface TerrainExtensions {
  /** Unit normals, earth-centred axes, 3 a vertex. */
  normals?: Float32Array
  /** One byte for the whole tile, or 256 by 256, north row first: 0 land, 255 water. */
  waterMask?: Uint8Array
  metadata?: unknown
}

const maxMetadata = 2 ** 24

/** The extensions up to the end of the tile; those unknown are skipped. */
export function readExtensions(cursor: Cursor, vertexCount: number): TerrainExtensions {
  const extensions: TerrainExtensions = {}
  while (cursor.left > 0) {
    const id = cursor.byte()
    const length = cursor.count(cursor.left)
    const bytes = cursor.bytes(length)
    if (id === 1) extensions.normals = decodeNormals(bytes, vertexCount)
    else if (id === 2) extensions.waterMask = decodeMask(bytes)
    else if (id === 4) extensions.metadata = decodeMetadata(bytes)
  }
  return extensions
}

/** Oct-encoded in two bytes (Cigolle and others, JCGT 3(2), 2014). */
function decodeNormals(bytes: Uint8Array, vertexCount: number): Float32Array {
  if (bytes.length !== vertexCount * 2)
    throw new DataError('schema', `${vertexCount} normals expected, got ${bytes.length / 2}.`)
  const normals = new Float32Array(vertexCount * 3)
  for (let i = 0; i < vertexCount; i++) normals.set(decodeNormal(bytes[i * 2], bytes[i * 2 + 1]), i * 3)
  return normals
}

function decodeNormal(a: number, b: number): [number, number, number] {
  const [x, y] = [(a / 255) * 2 - 1, (b / 255) * 2 - 1]
  const z = 1 - Math.abs(x) - Math.abs(y)
  const folded = z < 0
  const nx = folded ? (1 - Math.abs(y)) * (x < 0 ? -1 : 1) : x
  const ny = folded ? (1 - Math.abs(x)) * (y < 0 ? -1 : 1) : y
  const length = Math.hypot(nx, ny, z)
  return [nx / length, ny / length, z / length]
}

function decodeMask(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== 1 && bytes.length !== 65536)
    throw new DataError('schema', `A water mask of ${bytes.length} bytes.`)
  return bytes
}

/** The length of the JSON comes before it. */
function decodeMetadata(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = bytes.length >= 4 ? view.getUint32(0, true) : -1
  if (length < 0 || length > Math.min(maxMetadata, bytes.length - 4))
    throw new DataError('truncated', 'The metadata of the terrain tile is cut.')
  try {
    return JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  } catch (error) {
    throw new DataError('syntax', `The metadata of the terrain tile does not parse: ${(error as Error).message}`)
  }
}
