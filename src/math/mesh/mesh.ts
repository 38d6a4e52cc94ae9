/**
 * A triangle mesh that grows. Vertices are shared wherever faces meet (no normals: flat shading takes them from derivatives), so
 * topology can be read from the indices. Triangles run counter-clockwise seen from outside; z is up.
 */
export interface Mesh {
  /** x, y, z; valid up to `3 * vertexCount`. */
  positions: Float64Array
  /** Three a triangle; valid up to `indexCount`. */
  indices: Uint32Array
  vertexCount: number
  indexCount: number
}

export function createMesh(vertices = 64, triangles = 128): Mesh {
  return {
    positions: new Float64Array(vertices * 3),
    indices: new Uint32Array(triangles * 3),
    vertexCount: 0,
    indexCount: 0,
  }
}

/** Makes room for so many more; existing content is kept. */
export function reserve(mesh: Mesh, vertices: number, triangles: number): void {
  const floats = (mesh.vertexCount + vertices) * 3
  if (floats > mesh.positions.length) {
    const grown = new Float64Array(Math.max(floats, mesh.positions.length * 2))
    grown.set(mesh.positions)
    mesh.positions = grown
  }
  const indices = mesh.indexCount + triangles * 3
  if (indices > mesh.indices.length) {
    const grown = new Uint32Array(Math.max(indices, mesh.indices.length * 2))
    grown.set(mesh.indices)
    mesh.indices = grown
  }
}

/** Adds a vertex and gives its index. */
export function addVertex(mesh: Mesh, x: number, y: number, z: number): number {
  reserve(mesh, 1, 0)
  const at = mesh.vertexCount * 3
  mesh.positions[at] = x
  mesh.positions[at + 1] = y
  mesh.positions[at + 2] = z
  return mesh.vertexCount++
}

export function addTriangle(mesh: Mesh, a: number, b: number, c: number): void {
  reserve(mesh, 0, 1)
  const { indices } = mesh
  let at = mesh.indexCount
  indices[at++] = a
  indices[at++] = b
  indices[at++] = c
  mesh.indexCount = at
}

export function clearMesh(mesh: Mesh): void {
  mesh.vertexCount = 0
  mesh.indexCount = 0
}
