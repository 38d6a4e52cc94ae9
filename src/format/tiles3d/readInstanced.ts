import type { Table } from '#model/city/table.ts'
import { splitGlb } from './container.ts'
import type { Gltf } from './json.ts'
import { readProperties } from './readProperties.ts'
import { createViewReader, type ViewReader } from './readViews.ts'
import { guardSchema } from './schemaError.ts'

export interface InstancedTile {
  /** Feature ids of all instances, and the box of each in the tile's local frame: x, y, z low, then high. */
  featureIds: Uint32Array
  boxes: Float32Array
  table: Table
  className: string
}

/** Whether the GLB is one of `writeInstancedGlb`. Throws `DataError` where it is no GLB. */
export const isInstanced = (bytes: Uint8Array): boolean =>
  (splitGlb(bytes).json as Gltf | null)?.extensionsUsed?.includes?.('EXT_mesh_gpu_instancing') ?? false

/** Reads a GLB of `writeInstancedGlb`. Boxes allow for any heading. Throws `DataError` (`syntax`, `schema`, `truncated`). */
export function readInstancedGlb(bytes: Uint8Array): InstancedTile {
  const { json, binary } = splitGlb(bytes)
  return guardSchema(() => readInstances(json as Gltf, binary))
}

function readInstances(json: Gltf, binary: Uint8Array): InstancedTile {
  const reader = createViewReader(json, binary)
  const featureIds: number[] = []
  const boxes: number[] = []
  for (const node of json.nodes!) {
    const { TRANSLATION, SCALE, _FEATURE_ID_0 } = node.extensions!.EXT_mesh_gpu_instancing!.attributes
    const { POSITION } = json.meshes![node.mesh!].primitives[0].attributes
    const reach = reachOf(reader.accessor(POSITION, 3))
    const feet = reader.accessor(TRANSLATION, 3)
    const scales = reader.accessor(SCALE, 3)
    for (const id of idsOf(reader, _FEATURE_ID_0)) featureIds.push(id)
    for (let i = 0; i < feet.length; i += 3) {
      const side = reach.side * Math.max(scales[i], scales[i + 2])
      const [x, y, z] = [feet[i], -feet[i + 2], feet[i + 1]]
      boxes.push(x - side, y - side, z + reach.low * scales[i + 1], x + side, y + side, z + reach.high * scales[i + 1])
    }
  }
  const metadata = json.extensions!.EXT_structural_metadata!
  const table = readProperties(reader, metadata)
  return {
    featureIds: Uint32Array.from(featureIds),
    boxes: Float32Array.from(boxes),
    table,
    className: metadata.propertyTables[0].class,
  }
}

function* idsOf(reader: ViewReader, accessor: number): Generator<number> {
  const ids = reader.accessor(accessor, 1)
  for (let i = 0; i < ids.length; i++) yield ids[i]
}

/** Largest distance from the upright axis, and lowest and highest point, of a model in glTF axes. */
function reachOf(positions: ArrayLike<number>): { side: number; low: number; high: number } {
  const reach = { side: 0, low: Infinity, high: -Infinity }
  for (let i = 0; i < positions.length; i += 3) {
    reach.side = Math.max(reach.side, Math.hypot(positions[i], positions[i + 2]))
    reach.low = Math.min(reach.low, positions[i + 1])
    reach.high = Math.max(reach.high, positions[i + 1])
  }
  return reach
}
