/** The part of glTF 2.0 that our tiles use; names are those of the specification. */

export const componentType = { byte: 5120, ubyte: 5121, short: 5122, ushort: 5123, uint: 5125, float: 5126 } as const
export const target = { vertices: 34962, indices: 34963 } as const

export interface GltfAccessor {
  bufferView: number
  byteOffset?: number
  componentType: number
  count: number
  type: 'SCALAR' | 'VEC3' | 'VEC4'
  normalized?: boolean
  min?: number[]
  max?: number[]
}

export interface MeshoptView {
  buffer: number
  byteOffset: number
  byteLength: number
  byteStride: number
  count: number
  mode: 'ATTRIBUTES' | 'TRIANGLES'
}

export interface GltfBufferView {
  buffer: number
  byteOffset: number
  byteLength: number
  byteStride?: number
  target?: number
  extensions?: { EXT_meshopt_compression?: MeshoptView }
}

export interface GltfNode {
  mesh?: number
  children?: number[]
  translation?: number[]
  scale?: number[]
  extensions?: {
    EXT_mesh_gpu_instancing?: { attributes: Record<string, number> }
    EXT_instance_features?: { featureIds: FeatureIdSet[] }
  }
}

export interface FeatureIdSet {
  featureCount: number
  attribute: number
  propertyTable: number
}

export interface GltfPrimitive {
  attributes: Record<string, number>
  indices: number
  material: number
  mode: 4
  extensions?: { EXT_mesh_features?: { featureIds: FeatureIdSet[] } }
}

export interface ClassProperty {
  name: string
  description?: string
  type: 'SCALAR' | 'ENUM' | 'STRING'
  componentType?: 'INT8' | 'UINT8' | 'INT16' | 'UINT16' | 'INT32' | 'UINT32' | 'FLOAT32' | 'FLOAT64'
  enumType?: string
  noData?: number | string
  /** Our own: the unit's symbol. */
  extras?: { unit: string }
}

export interface SchemaEnum {
  valueType: 'UINT8' | 'UINT16' | 'UINT32'
  values: { name: string; value: number }[]
}

export interface TableProperty {
  values: number
  stringOffsets?: number
  stringOffsetType?: 'UINT8' | 'UINT16' | 'UINT32'
}

export interface StructuralMetadata {
  schema: {
    id: string
    classes: Record<string, { properties?: Record<string, ClassProperty> }>
    enums?: Record<string, SchemaEnum>
  }
  propertyTables: { class: string; count: number; properties?: Record<string, TableProperty> }[]
}

export interface Gltf {
  asset: { version: string; generator?: string }
  extensionsUsed?: string[]
  extensionsRequired?: string[]
  extensions?: { EXT_structural_metadata?: StructuralMetadata }
  scene?: number
  scenes?: { nodes: number[] }[]
  nodes?: GltfNode[]
  meshes?: { primitives: GltfPrimitive[] }[]
  materials?: object[]
  accessors?: GltfAccessor[]
  bufferViews?: GltfBufferView[]
  buffers?: { byteLength: number; extensions?: { EXT_meshopt_compression?: { fallback: true } } }[]
}
