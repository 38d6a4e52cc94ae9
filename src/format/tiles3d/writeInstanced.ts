import type { InstancedContent, InstanceGroup } from './content.ts'
import { componentType, type FeatureIdSet, type GltfAccessor, type GltfNode } from './json.ts'
import { writeFeatureIds, writeModel } from './mesh.ts'
import { writeProperties } from './properties.ts'
import { createViewWriter, type ViewWriter } from './views.ts'
import { finishGlb, usedExtensions } from './writeGlb.ts'

/**
 * Models drawn many times as a GLB with EXT_mesh_gpu_instancing and EXT_instance_features; groups without instances are left out.
 * Placed by the tile's `transform` as `writeGlb` says. Throws a `RangeError` where there is no instance at all.
 */
export function writeInstancedGlb(content: InstancedContent, { compress }: { compress: boolean }): Uint8Array {
  const groups = content.groups.filter(group => group.featureIds.length > 0)
  if (groups.length === 0) throw new RangeError('A tile of instances needs at least one.')
  const writer = createViewWriter(compress)
  const meshes = groups.map(group => ({ primitives: [writeModel(writer, group.model)] }))
  const nodes = groups.map((group, mesh) => writeNode(writer, group, mesh, content.table.rowCount))
  const metadata = writeProperties(writer, content.table, content.className)
  return finishGlb(writer, {
    extensions: { EXT_structural_metadata: metadata },
    nodes,
    meshes,
    ...usedExtensions(['EXT_mesh_gpu_instancing', 'EXT_instance_features', 'EXT_structural_metadata'], [], writer),
  })
}

function writeNode(writer: ViewWriter, group: InstanceGroup, mesh: number, featureCount: number): GltfNode {
  const attributes: Record<string, number> = {
    TRANSLATION: writeFloats(writer, turnUp(group.translations, -1), 'VEC3'),
    SCALE: writeFloats(writer, turnUp(group.scales, 1), 'VEC3'),
  }
  if (group.headings) attributes.ROTATION = writeFloats(writer, toQuaternions(group.headings), 'VEC4')
  attributes._FEATURE_ID_0 = writeFeatureIds(writer, group.featureIds)
  const featureIds: FeatureIdSet[] = [{ featureCount, attribute: 0, propertyTable: 0 }]
  return { mesh, extensions: { EXT_mesh_gpu_instancing: { attributes }, EXT_instance_features: { featureIds } } }
}

/** From z up to glTF's y up: x, z, and `sign` times y. */
function turnUp(values: Float32Array, sign: 1 | -1): Float32Array {
  const turned = new Float32Array(values.length)
  for (let i = 0; i < values.length; i += 3) {
    turned[i] = values[i]
    turned[i + 1] = values[i + 2]
    turned[i + 2] = sign * values[i + 1]
  }
  return turned
}

/** Clockwise about up as seen from above, which is a negative turn about glTF's y. */
function toQuaternions(headings: Float32Array): Float32Array {
  const quaternions = new Float32Array(headings.length * 4)
  headings.forEach((degrees, i) => {
    const half = (-degrees * Math.PI) / 360
    quaternions[i * 4 + 1] = Math.sin(half)
    quaternions[i * 4 + 3] = Math.cos(half)
  })
  return quaternions
}

function writeFloats(writer: ViewWriter, values: Float32Array, type: 'VEC3' | 'VEC4'): number {
  const size = type === 'VEC3' ? 3 : 4
  const count = values.length / size
  const accessor: GltfAccessor = {
    bufferView: writer.addVertices(values, count, size * 4),
    componentType: componentType.float,
    count,
    type,
    min: Array<number>(size).fill(Infinity),
    max: Array<number>(size).fill(-Infinity),
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new RangeError('Placements of instances must be finite.')
    accessor.min![i % size] = Math.min(accessor.min![i % size], values[i] + 0)
    accessor.max![i % size] = Math.max(accessor.max![i % size], values[i] + 0)
  }
  return writer.addAccessor(accessor)
}
