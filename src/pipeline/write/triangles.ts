interface GltfCounts {
  accessors?: { count: number }[]
  meshes?: { primitives: { indices?: number; mode?: number }[] }[]
}

/** Triangles of a GLB whose primitives are indexed triangles, from its JSON chunk alone; 0 for what is none. */
export function countTriangles(glb: Uint8Array): number {
  if (glb.length < 20) return 0
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength)
  const json = new TextDecoder().decode(glb.subarray(20, 20 + view.getUint32(12, true)))
  const { accessors = [], meshes = [] } = JSON.parse(json) as GltfCounts
  let indices = 0
  for (const mesh of meshes) {
    for (const primitive of mesh.primitives) {
      if (primitive.indices !== undefined) indices += accessors[primitive.indices].count
    }
  }
  return indices / 3
}
