import type { Report } from './result.ts'
import { areFinite, isCount, isIndex, isObject, type Json, objectsOf } from './value.ts'

/** Bytes per component by component type, and components by type (glTF 2.0, section 3.6.2.2). */
const componentSizes: Record<number, number> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 }
const typeSizes: Record<string, number> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT2: 4, MAT3: 9, MAT4: 16 }

/** Elements of an accessor and bytes of a buffer that a page can still hold. */
const maxCount = 2 ** 27
const maxBytes = 2 ** 30

/** The bytes behind a glTF, as far as they are in the file. */
export interface Data {
  /** Bytes of a buffer view; undefined where these are outside of the file or compressed. */
  view(index: unknown): DataView | undefined
  /** Highest value of an accessor of indices; undefined where its bytes are not at hand. */
  highestIndex(index: number): number | undefined
}

export function dataOf(
  gltf: Json,
  binary: Uint8Array | undefined,
  report: Report,
  external: (uri: string) => void,
): Data {
  const buffers = objectsOf(gltf, 'buffers', '', report).map((buffer, b) =>
    bufferOf(buffer, b, binary, report, external),
  )
  for (const image of objectsOf(gltf, 'images', '', report)) noteExternal(image.uri, external)
  const views = objectsOf(gltf, 'bufferViews', '', report).map((view, v) => viewOf(view, v, gltf, buffers, report))
  const view: Data['view'] = index => (isIndex(index, views.length) ? views[index] : undefined)
  const accessors = objectsOf(gltf, 'accessors', '', report)
  return { view, highestIndex: index => highestOf(accessors[index], view) }
}

function noteExternal(uri: unknown, external: (uri: string) => void): void {
  if (typeof uri === 'string' && !uri.startsWith('data:')) external(uri)
}

function bufferOf(
  buffer: Json,
  b: number,
  binary: Uint8Array | undefined,
  report: Report,
  external: (uri: string) => void,
): Uint8Array | undefined {
  const place = `/buffers/${b}`
  const { uri, byteLength } = buffer
  if (!isCount(byteLength) || byteLength > maxBytes) {
    report('count', place, `A buffer of ${JSON.stringify(byteLength)} bytes.`)
    return undefined
  }
  noteExternal(uri, external)
  const bytes = typeof uri === 'string' ? fromDataUri(uri) : b === 0 ? binary : undefined
  if (bytes && bytes.length < byteLength)
    report('range', place, `${byteLength} bytes are stated, ${bytes.length} there.`)
  return bytes
}

function fromDataUri(uri: string): Uint8Array | undefined {
  const match = /^data:[^,]*;base64,/.exec(uri)
  return match ? Uint8Array.from(atob(uri.slice(match[0].length)), char => char.charCodeAt(0)) : undefined
}

function viewOf(
  view: Json,
  v: number,
  gltf: Json,
  buffers: (Uint8Array | undefined)[],
  report: Report,
): DataView | undefined {
  const place = `/bufferViews/${v}`
  const compressed = isObject(view.extensions) ? view.extensions.EXT_meshopt_compression : undefined
  if (isObject(compressed)) {
    checkCompressed(compressed, place, buffers, report)
    return undefined
  }
  return rangeOf(view, place, buffers, gltf, report)
}

function rangeOf(
  view: Json,
  place: string,
  buffers: (Uint8Array | undefined)[],
  gltf: Json,
  report: Report,
): DataView | undefined {
  const { buffer, byteOffset = 0, byteLength } = view
  if (!isIndex(buffer, buffers.length)) {
    report('reference', place, `There is no buffer ${JSON.stringify(buffer)}.`)
    return undefined
  }
  const stated = objectsOf(gltf, 'buffers', '', report)[buffer].byteLength as number
  const bytes = buffers[buffer]
  if (
    !isCount(byteOffset) ||
    !isCount(byteLength) ||
    byteOffset + byteLength > Math.min(stated, bytes?.length ?? stated)
  ) {
    report('range', place, 'The view lies outside of its buffer.')
    return undefined
  }
  return bytes && new DataView(bytes.buffer, bytes.byteOffset + byteOffset, byteLength)
}

function checkCompressed(view: Json, place: string, buffers: (Uint8Array | undefined)[], report: Report): void {
  const { buffer, byteOffset = 0, byteLength, byteStride, count } = view
  const bytes = isIndex(buffer, buffers.length) ? buffers[buffer] : undefined
  if (!isIndex(buffer, buffers.length)) report('reference', place, 'The compressed buffer does not exist.')
  else if (!isCount(byteOffset) || !isCount(byteLength) || (bytes && byteOffset + byteLength > bytes.length))
    report('range', place, 'The compressed view lies outside of its buffer.')
  if (!isCount(count) || !isCount(byteStride) || byteStride > 256 || count * byteStride > maxBytes)
    report('count', place, 'The compressed view is too large.')
}

/** Types, counts and ranges fit, and no float is NaN or infinite. */
export function checkAccessors(gltf: Json, data: Data, report: Report): void {
  const views = objectsOf(gltf, 'bufferViews', '', report)
  objectsOf(gltf, 'accessors', '', report).forEach((accessor, a) => {
    checkAccessor(accessor, views, data, `/accessors/${a}`, report)
  })
}

function checkAccessor(accessor: Json, views: Json[], data: Data, place: string, report: Report): void {
  const { componentType, type, count, byteOffset = 0, bufferView, min, max } = accessor
  const size = componentSizes[componentType as number]
  const components = Object.hasOwn(typeSizes, type as string) ? typeSizes[type as string] : undefined
  if (!size || !components) {
    report('schema', place, `Type ${JSON.stringify(type)} of ${JSON.stringify(componentType)}.`)
    return
  }
  if (!isCount(count) || count < 1 || count > maxCount) {
    report('count', place, `${JSON.stringify(count)} elements.`)
    return
  }
  for (const bound of [min, max])
    if (bound !== undefined && !areFinite(bound, components)) report('non-finite', place, 'min and max must be finite.')
  if (bufferView === undefined) return
  if (!isIndex(bufferView, views.length)) {
    report('reference', place, `There is no buffer view ${bufferView}.`)
    return
  }
  const { byteStride = size * components, byteLength } = views[bufferView]
  const width = size * components
  if (!isCount(byteOffset) || !isCount(byteStride) || byteStride < width) {
    report('range', place, 'Offset or stride is wrong.')
    return
  }
  if (byteOffset + byteStride * (count - 1) + width > (byteLength as number)) {
    report('range', place, 'The accessor lies outside of its view.')
    return
  }
  const view = data.view(bufferView)
  if (view && componentType === 5126 && !allFinite(view, byteOffset, byteStride, count, components))
    report('non-finite', place, 'A value is NaN or infinite.')
}

function allFinite(view: DataView, offset: number, stride: number, count: number, components: number): boolean {
  for (let i = 0; i < count; i++)
    for (let k = 0; k < components; k++)
      if (!Number.isFinite(view.getFloat32(offset + i * stride + k * 4, true))) return false
  return true
}

function highestOf(accessor: Json, viewAt: Data['view']): number | undefined {
  const { bufferView, byteOffset = 0, componentType, count } = accessor
  const view = viewAt(bufferView)
  const size = componentSizes[componentType as number]
  if (!view || !isCount(byteOffset) || !isCount(count) || byteOffset + size * count > view.byteLength) return undefined
  let highest = 0
  for (let i = 0; i < count; i++) {
    const at = byteOffset + i * size
    const value = size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at, true) : view.getUint32(at, true)
    if (value > highest) highest = value
  }
  return highest
}
