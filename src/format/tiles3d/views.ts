import { MeshoptEncoder } from './codec.ts'
import type { BinaryParts } from './container.ts'
import type { GltfAccessor, GltfBufferView } from './json.ts'
import { target } from './json.ts'

/** Collects the accessors, buffer views and bytes of a glTF while it is written. */
export interface ViewWriter {
  readonly accessors: GltfAccessor[]
  readonly bufferViews: GltfBufferView[]
  /** Bytes of the decompressed views so far; 0 where nothing is compressed. */
  fallbackLength(): number
  /** Adds plain bytes, 8-byte aligned; gives the view's index. */
  addBytes(data: ArrayBufferView, layout?: Pick<GltfBufferView, 'byteStride' | 'target'>): number
  /** Adds elements of `stride` bytes (a multiple of 4), compressed where the writer compresses; gives the view's index. */
  addVertices(data: ArrayBufferView, count: number, stride: number): number
  /** Adds triangle indices (Uint16 or Uint32), compressed where the writer compresses; gives the view's index. */
  addTriangles(data: Uint16Array | Uint32Array): number
  addAccessor(accessor: GltfAccessor): number
  /** The binary chunk as it is now. */
  toBinary(): BinaryParts
}

export function createViewWriter(compress: boolean): ViewWriter {
  const accessors: GltfAccessor[] = []
  const bufferViews: GltfBufferView[] = []
  const parts: { offset: number; bytes: Uint8Array }[] = []
  let length = 0
  let fallback = 0

  const place = (bytes: Uint8Array): number => {
    const offset = align8(length)
    parts.push({ offset, bytes })
    length = offset + bytes.length
    return offset
  }
  const addBytes: ViewWriter['addBytes'] = (data, layout = {}) => {
    const bytes = bytesOf(data)
    return bufferViews.push({ buffer: 0, byteOffset: place(bytes), byteLength: bytes.length, ...layout }) - 1
  }
  const addCompressed = (data: Uint8Array, count: number, stride: number, mode: 'ATTRIBUTES' | 'TRIANGLES'): number => {
    // Version 0 of the codec: what EXT_meshopt_compression, and so every reader, understands.
    const encoded = MeshoptEncoder.encodeGltfBuffer(data, count, stride, mode, 0)
    const offset = align8(fallback)
    fallback = offset + data.length
    const vertices = mode === 'ATTRIBUTES'
    const compressed = {
      buffer: 0,
      byteOffset: place(encoded),
      byteLength: encoded.length,
      byteStride: stride,
      count,
      mode,
    }
    return (
      bufferViews.push({
        buffer: 1,
        byteOffset: offset,
        byteLength: data.length,
        ...(vertices ? { byteStride: stride } : {}),
        target: vertices ? target.vertices : target.indices,
        extensions: { EXT_meshopt_compression: compressed },
      }) - 1
    )
  }
  return {
    accessors,
    bufferViews,
    fallbackLength: () => fallback,
    addBytes,
    addVertices: (data, count, stride) =>
      compress
        ? addCompressed(bytesOf(data), count, stride, 'ATTRIBUTES')
        : addBytes(data, { byteStride: stride, target: target.vertices }),
    addTriangles: data =>
      compress
        ? addCompressed(bytesOf(data), data.length, data.BYTES_PER_ELEMENT, 'TRIANGLES')
        : addBytes(data, { target: target.indices }),
    addAccessor: accessor => accessors.push(accessor) - 1,
    toBinary: () => ({
      length,
      writeInto(bytes, offset) {
        for (const part of parts) bytes.set(part.bytes, offset + part.offset)
      },
    }),
  }
}

const bytesOf = (data: ArrayBufferView): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
const align8 = (n: number): number => (n + 7) & ~7
