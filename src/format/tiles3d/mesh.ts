import { MeshoptEncoder } from './codec.ts'
import type { TileMesh, TileModel } from './content.ts'
import { componentType, type GltfNode, type GltfPrimitive } from './json.ts'
import { boundsOf, latticeStep, quantize } from './quantize.ts'
import type { ViewWriter } from './views.ts'

/** The node that places a primitive, and the primitive without its extensions. */
export interface WrittenMesh {
  placement: Pick<GltfNode, 'translation' | 'scale'>
  primitive: GltfPrimitive
  quantized: boolean
}

/** `tolerance` is the largest error of a coordinate in metres. */
export function writeMesh(writer: ViewWriter, mesh: TileMesh, tolerance: number, reorder: boolean): WrittenMesh {
  const ordered = reorder ? reorderMesh(mesh) : mesh
  const { attribute, ...rest } = writePositions(writer, ordered.positions, tolerance, !reorder)
  const primitive = writePrimitive(writer, ordered, attribute)
  primitive.attributes._FEATURE_ID_0 = writeFeatureIds(writer, ordered.featureIds)
  return { ...rest, primitive }
}

/** A primitive with float positions and no feature ids, as instances need: their transforms leave no place for a lattice's. */
export function writeModel(writer: ViewWriter, model: TileModel): GltfPrimitive {
  return writePrimitive(writer, model, writeFloatPositions(writer, model.positions, 0.001).attribute)
}

function writePrimitive(writer: ViewWriter, mesh: TileModel, position: number): GltfPrimitive {
  const attributes: Record<string, number> = { POSITION: position }
  if (mesh.colors) attributes.COLOR_0 = writeColors(writer, mesh.colors)
  return { attributes, indices: writeIndices(writer, mesh), material: 0, mode: 4 }
}

/** Orders triangles for the vertex cache and vertices by first use, which also compresses best; unused vertices go. */
function reorderMesh(mesh: TileMesh): TileMesh {
  const indices = mesh.indices.slice()
  const [remap, count] = MeshoptEncoder.reorderMesh(indices, true, true)
  return {
    indices,
    positions: permute(mesh.positions, remap, new Float32Array(count * 3), 3),
    featureIds: permute(mesh.featureIds, remap, new Uint32Array(count), 1),
    colors: mesh.colors && permute(mesh.colors, remap, new Uint8Array(count * 3), 3),
  }
}

function permute<T extends Float32Array | Uint32Array | Uint8Array>(
  from: T,
  remap: Uint32Array,
  to: T,
  size: number,
): T {
  for (let vertex = 0; vertex < remap.length; vertex++) {
    if (remap[vertex] === 0xffffffff) continue
    for (let k = 0; k < size; k++) to[remap[vertex] * size + k] = from[vertex * size + k]
  }
  return to
}

/** `plain`: nothing is compressed, so floats need not be rounded. */
function writePositions(writer: ViewWriter, positions: Float32Array, tolerance: number, plain: boolean) {
  const count = positions.length / 3
  const { min, max } = boundsOf(positions)
  const step = latticeStep(Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]))
  if (step > 2 * tolerance)
    return plain
      ? writePlainPositions(writer, positions, { min, max })
      : writeFloatPositions(writer, positions, tolerance)
  const lattice = quantize(positions, step)
  const attribute = writer.addAccessor({
    bufferView: writer.addVertices(lattice.values, count, 8),
    componentType: componentType.ushort,
    count,
    type: 'VEC3',
    min: lattice.min,
    max: lattice.max,
  })
  return { attribute, quantized: true, placement: { translation: lattice.origin, scale: [step, step, step] } }
}

/** For meshes too large for 16 bits: floats whose needless digits are rounded away, which makes them compress. */
function writeFloatPositions(writer: ViewWriter, positions: Float32Array, tolerance: number) {
  const step = 2 ** Math.floor(Math.log2(2 * tolerance))
  const values = new Float32Array(positions.length)
  for (let i = 0; i < positions.length; i += 3) {
    values[i] = Math.round(positions[i] / step) * step
    values[i + 1] = Math.round(positions[i + 2] / step) * step
    values[i + 2] = -Math.round(positions[i + 1] / step) * step
  }
  const count = positions.length / 3
  const attribute = writer.addAccessor({
    bufferView: writer.addVertices(values, count, 12),
    componentType: componentType.float,
    count,
    type: 'VEC3',
    ...boundsOfWritten(values),
  })
  return { attribute, quantized: false, placement: {} }
}

function writePlainPositions(writer: ViewWriter, positions: Float32Array, bounds: { min: number[]; max: number[] }) {
  const values = new Float32Array(positions.length)
  for (let i = 0; i < positions.length; i += 3) {
    values[i] = positions[i]
    values[i + 1] = positions[i + 2]
    values[i + 2] = -positions[i + 1]
  }
  const count = positions.length / 3
  const attribute = writer.addAccessor({
    bufferView: writer.addVertices(values, count, 12),
    componentType: componentType.float,
    count,
    type: 'VEC3',
    ...bounds,
  })
  return { attribute, quantized: false, placement: {} }
}

function boundsOfWritten(values: Float32Array): { min: number[]; max: number[] } {
  const min = [Infinity, Infinity, Infinity]
  const max = [-Infinity, -Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    // Adding 0 makes -0 a 0, which JSON would write as 0 too.
    min[i % 3] = Math.min(min[i % 3], values[i] + 0)
    max[i % 3] = Math.max(max[i % 3], values[i] + 0)
  }
  return { min, max }
}

function writeColors(writer: ViewWriter, colors: Uint8Array): number {
  const count = colors.length / 3
  const padded = new Uint8Array(count * 4)
  for (let v = 0; v < count; v++) {
    padded[v * 4] = colors[v * 3]
    padded[v * 4 + 1] = colors[v * 3 + 1]
    padded[v * 4 + 2] = colors[v * 3 + 2]
  }
  const bufferView = writer.addVertices(padded, count, 4)
  return writer.addAccessor({ bufferView, componentType: componentType.ubyte, normalized: true, count, type: 'VEC3' })
}

/** 16 bits padded to 4 bytes; beyond 65,535 as floats (exact to 2^24), since glTF has no 32-bit integer attributes. */
export function writeFeatureIds(writer: ViewWriter, ids: Uint32Array): number {
  const count = ids.length
  let highest = 0
  for (let i = 0; i < count; i++) if (ids[i] > highest) highest = ids[i]
  if (highest > 2 ** 24) throw new RangeError(`Feature ids of a tile go to ${2 ** 24}, got ${highest}.`)
  const short = highest <= 0xffff
  // On a little-endian machine a small Uint32 is a Uint16 and two zero bytes of padding.
  const values = short ? ids : Float32Array.from(ids)
  const bufferView = writer.addVertices(values, count, 4)
  return writer.addAccessor({
    bufferView,
    componentType: short ? componentType.ushort : componentType.float,
    count,
    type: 'SCALAR',
  })
}

function writeIndices(writer: ViewWriter, mesh: TileModel): number {
  const short = mesh.positions.length / 3 <= 0xffff
  const values = short ? Uint16Array.from(mesh.indices) : mesh.indices
  return writer.addAccessor({
    bufferView: writer.addTriangles(values),
    componentType: short ? componentType.ushort : componentType.uint,
    count: values.length,
    type: 'SCALAR',
  })
}
