import type { TileMesh } from '#format/tiles3d/index.ts'
import type { Mesh } from '#math/mesh/mesh.ts'

/** The meshes of the features of a tile, by feature id. */
export function separateFeatures({ positions, indices, featureIds }: TileMesh): Map<number, Mesh> {
  const triangles = new Map<number, number[]>()
  for (let i = 0; i < indices.length; i += 3) {
    const id = featureIds[indices[i]]
    const own = triangles.get(id)
    if (own) own.push(indices[i], indices[i + 1], indices[i + 2])
    else triangles.set(id, [indices[i], indices[i + 1], indices[i + 2]])
  }
  const shared = { positions: Float64Array.from(positions), vertexCount: positions.length / 3 }
  return new Map(
    [...triangles].map(([id, own]) => [id, { ...shared, indices: Uint32Array.from(own), indexCount: own.length }]),
  )
}
