import { DataError } from '#model/exchange/error.ts'
import { splitGlb } from './container.ts'
import type { TileContent, TileMesh } from './content.ts'
import type { Gltf, GltfNode } from './json.ts'
import { readProperties } from './readProperties.ts'
import { createViewReader, type ViewReader } from './readViews.ts'
import { guardSchema } from './schemaError.ts'

/**
 * Reads a GLB which `writeGlb` wrote: one mesh, one property table. `tilesReady()` must have resolved for compressed ones.
 * Positions come back x east, y north, z up in metres. Throws `DataError` (`syntax`, `schema`, `truncated`).
 */
export function readGlb(bytes: Uint8Array): TileContent {
  const { json, binary } = splitGlb(bytes)
  return guardSchema(() => readContent(json as Gltf, binary))
}

function readContent(json: Gltf, binary: Uint8Array): TileContent {
  const reader = createViewReader(json, binary)
  const metadata = json.extensions!.EXT_structural_metadata!
  const table = readProperties(reader, metadata)
  const mesh = readMesh(json, reader)
  checkIndices(mesh, table.rowCount)
  return { mesh, table, className: metadata.propertyTables[0].class }
}

function readMesh(json: Gltf, reader: ViewReader): TileMesh {
  const node = json.nodes![0]
  const primitive = json.meshes![node.mesh!].primitives[0]
  const { POSITION, COLOR_0, _FEATURE_ID_0 } = primitive.attributes
  return {
    positions: toLocal(reader.accessor(POSITION, 3), node),
    indices: new Uint32Array(reader.accessor(primitive.indices, 1)),
    featureIds: new Uint32Array(reader.accessor(_FEATURE_ID_0, 1)),
    colors: COLOR_0 === undefined ? undefined : new Uint8Array(reader.accessor(COLOR_0, 3)),
  }
}

/** glTF's x east, y up, z south, under the node's scale and translation, to x east, y north, z up. */
function toLocal(values: ArrayLike<number>, node: GltfNode): Float32Array {
  const [tx, ty, tz] = node.translation ?? [0, 0, 0]
  const [sx, sy, sz] = node.scale ?? [1, 1, 1]
  const local = new Float32Array(values.length)
  for (let i = 0; i < values.length; i += 3) {
    local[i] = tx + sx * values[i]
    local[i + 1] = -(tz + sz * values[i + 2])
    local[i + 2] = ty + sy * values[i + 1]
  }
  return local
}

function checkIndices(mesh: TileMesh, rowCount: number): void {
  const vertexCount = mesh.positions.length / 3
  if (mesh.featureIds.length !== vertexCount)
    throw new DataError('schema', 'Feature ids and positions differ in number.')
  if (mesh.indices.some(index => index >= vertexCount))
    throw new DataError('schema', 'An index points beyond the vertices.')
  if (mesh.featureIds.some(id => id >= rowCount)) throw new DataError('schema', 'A feature id points beyond the table.')
}
