import { joinGlb } from './container.ts'
import type { TileContent } from './content.ts'
import type { FeatureIdSet, Gltf } from './json.ts'
import { type WrittenMesh, writeMesh } from './mesh.ts'
import { writeProperties } from './properties.ts'
import { createViewWriter, type ViewWriter } from './views.ts'

export interface GlbOptions {
  /** Whether to compress with EXT_meshopt_compression; `tilesReady()` must have resolved. Tiles kept in memory are written faster without. */
  compress: boolean
  /**
   * Largest error of a coordinate in metres. Where 16 bits hold it (to 1,310 m of extent for the default of 0.01, in proportion
   * otherwise) positions are quantized, finer where that is free; else they are floats.
   */
  tolerance?: number
  /**
   * Whether fractions are rounded to FLOAT32 (7 digits) rather than kept exactly in FLOAT64: half the bytes, and shaders see no more
   * anyway. Integers stay exact.
   */
  rounded?: boolean
  /**
   * Whether every number is a FLOAT32 (integers are exact to 2^24): the same schema in every tile, so that a client compiles one shader
   * for all of them. For tiles in memory.
   */
  uniform?: boolean
}

/**
 * A tile's features as a GLB with EXT_mesh_features and EXT_structural_metadata, for a client that turns glTF's y up to z up as
 * 3D Tiles prescribes: the tileset's or tile's `transform` places the local frame (x east, y north, z up) on the globe.
 * Triangles carry no normals: shading takes them from derivatives.
 * Throws a `RangeError` for a mesh without triangles, with positions that are not finite, or ids beyond 2^24.
 */
export function writeGlb(
  content: TileContent,
  { compress, tolerance = 0.01, rounded = false, uniform = false }: GlbOptions,
): Uint8Array {
  if (content.mesh.indices.length === 0) throw new RangeError('A tile needs at least one triangle.')
  const writer = createViewWriter(compress)
  const mesh = writeMesh(writer, content.mesh, tolerance, compress)
  const metadata = writeProperties(writer, content.table, content.className, { rounded, uniform })
  const featureIds: FeatureIdSet[] = [{ featureCount: content.table.rowCount, attribute: 0, propertyTable: 0 }]
  return finishGlb(writer, {
    extensions: { EXT_structural_metadata: metadata },
    nodes: [{ mesh: 0, ...mesh.placement }],
    meshes: [{ primitives: [{ ...mesh.primitive, extensions: { EXT_mesh_features: { featureIds } } }] }],
    ...usedExtensions(['EXT_mesh_features', 'EXT_structural_metadata'], [mesh], writer),
  })
}

/** The lists of extensions, of which the required ones are what a client cannot draw without. */
export function usedExtensions(
  used: string[],
  meshes: WrittenMesh[],
  writer: ViewWriter,
): { extensionsUsed: string[]; extensionsRequired?: string[] } {
  const required = [
    ...(meshes.some(mesh => mesh.quantized) ? ['KHR_mesh_quantization'] : []),
    ...(writer.fallbackLength() ? ['EXT_meshopt_compression'] : []),
    ...used.filter(name => name === 'EXT_mesh_gpu_instancing'),
  ]
  return {
    extensionsUsed: [...new Set([...used, ...required])],
    ...(required.length ? { extensionsRequired: required } : {}),
  }
}

/** Adds what all our GLBs share and joins JSON and bytes. Root nodes are all nodes. */
export function finishGlb(writer: ViewWriter, parts: Omit<Gltf, 'asset'> & { nodes: object[] }): Uint8Array {
  const binary = writer.toBinary()
  const fallback = writer.fallbackLength()
  const json: Gltf = {
    asset: { version: '2.0', generator: 'Huijing' },
    ...parts,
    scene: 0,
    scenes: [{ nodes: parts.nodes.map((_, index) => index) }],
    materials: [{ pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: 0.9 } }],
    accessors: writer.accessors,
    bufferViews: writer.bufferViews,
    buffers: [
      { byteLength: binary.length },
      ...(fallback
        ? [{ byteLength: fallback, extensions: { EXT_meshopt_compression: { fallback: true as const } } }]
        : []),
    ],
  }
  return joinGlb(json, binary)
}
