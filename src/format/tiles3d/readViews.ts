import { MeshoptDecoder } from './codec.ts'
import { componentType, type Gltf, type GltfBufferView, type MeshoptView } from './json.ts'

/** Bounds-checked access to the bytes behind a glTF's JSON; everything throws a `RangeError` where these are too few. */
export interface ViewReader {
  /** Bytes of a buffer view, decompressed. */
  view(index: number): Uint8Array
  /** Components of an accessor without padding, `size` an element. */
  accessor(index: number, size: number): ArrayLike<number>
}

/** No tile of ours decodes to more; a hostile header may claim it. */
const maxDecoded = 2 ** 28

const arrays = {
  [componentType.byte]: Int8Array,
  [componentType.ubyte]: Uint8Array,
  [componentType.short]: Int16Array,
  [componentType.ushort]: Uint16Array,
  [componentType.uint]: Uint32Array,
  [componentType.float]: Float32Array,
}

export function createViewReader(json: Gltf, binary: Uint8Array): ViewReader {
  const view = (index: number): Uint8Array => {
    const description = json.bufferViews![index]
    const compressed = description.extensions?.EXT_meshopt_compression
    return compressed ? decode(binary, compressed) : slice(binary, description)
  }
  const accessor = (index: number, size: number): ArrayLike<number> => {
    const { bufferView, byteOffset = 0, componentType: type, count } = json.accessors![index]
    const array = arrays[type as keyof typeof arrays]
    const stride = json.bufferViews![bufferView].byteStride ?? size * array.BYTES_PER_ELEMENT
    return gather(view(bufferView), array, byteOffset, stride, count, size)
  }
  return { view, accessor }
}

function slice(
  binary: Uint8Array,
  { byteOffset = 0, byteLength }: Pick<GltfBufferView, 'byteOffset' | 'byteLength'>,
): Uint8Array {
  if (!(byteOffset >= 0 && byteLength >= 0 && byteOffset + byteLength <= binary.length))
    throw new RangeError(`Buffer view ${byteOffset}+${byteLength} lies outside of ${binary.length} bytes.`)
  return binary.subarray(byteOffset, byteOffset + byteLength)
}

function decode(binary: Uint8Array, { count, byteStride, mode, ...range }: MeshoptView): Uint8Array {
  if (!(count >= 0 && byteStride > 0 && count * byteStride <= maxDecoded))
    throw new RangeError(`Compressed view of ${count} times ${byteStride} bytes.`)
  const decoded = new Uint8Array(count * byteStride)
  MeshoptDecoder.decodeGltfBuffer(decoded, count, byteStride, slice(binary, range), mode)
  return decoded
}

function gather(
  bytes: Uint8Array,
  array: (typeof arrays)[keyof typeof arrays],
  offset: number,
  stride: number,
  count: number,
  size: number,
): ArrayLike<number> {
  const width = size * array.BYTES_PER_ELEMENT
  if (
    !(
      count >= 0 &&
      offset >= 0 &&
      stride >= width &&
      (count === 0 || offset + stride * (count - 1) + width <= bytes.length)
    )
  )
    throw new RangeError(`Accessor of ${count} elements lies outside of ${bytes.length} bytes.`)
  // A copy: neither the view nor the file need be aligned to the element.
  const values = new array(
    bytes.slice(
      offset,
      offset + Math.floor((bytes.length - offset) / array.BYTES_PER_ELEMENT) * array.BYTES_PER_ELEMENT,
    ).buffer,
  )
  const step = stride / array.BYTES_PER_ELEMENT
  if (!Number.isInteger(step)) throw new RangeError(`Stride ${stride} is not a multiple of ${array.BYTES_PER_ELEMENT}.`)
  if (step === size) return values.subarray(0, count * size)
  const packed = new array(count * size)
  for (let i = 0; i < count; i++) for (let k = 0; k < size; k++) packed[i * size + k] = values[i * step + k]
  return packed
}
