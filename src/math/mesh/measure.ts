import type { Mesh } from './mesh.ts'

/** Signed volume by the divergence theorem: the sum of the tetrahedra over a vertex of the mesh. Positive where faces look outward. */
export function meshVolume(mesh: Mesh): number {
  const { positions: p, indices } = mesh
  if (mesh.indexCount === 0) return 0
  const o = indices[0] * 3
  let sum = 0
  for (let i = 0; i < mesh.indexCount; i += 3) {
    const a = indices[i] * 3
    const b = indices[i + 1] * 3
    const c = indices[i + 2] * 3
    const ax = p[a] - p[o]
    const ay = p[a + 1] - p[o + 1]
    const az = p[a + 2] - p[o + 2]
    const bx = p[b] - p[o]
    const by = p[b + 1] - p[o + 1]
    const bz = p[b + 2] - p[o + 2]
    const cx = p[c] - p[o]
    const cy = p[c + 1] - p[o + 1]
    const cz = p[c + 2] - p[o + 2]
    sum += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
  }
  return sum / 6
}

/** Sum of the areas of the triangles `from` .. `to` (counted in indices, so multiples of 3). */
export function meshArea(mesh: Mesh, from = 0, to = mesh.indexCount): number {
  const { positions: p, indices } = mesh
  let sum = 0
  for (let i = from; i < to; i += 3) {
    const a = indices[i] * 3
    const b = indices[i + 1] * 3
    const c = indices[i + 2] * 3
    const ux = p[b] - p[a]
    const uy = p[b + 1] - p[a + 1]
    const uz = p[b + 2] - p[a + 2]
    const vx = p[c] - p[a]
    const vy = p[c + 1] - p[a + 1]
    const vz = p[c + 2] - p[a + 2]
    sum += Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2
  }
  return sum
}

export interface EdgeCount {
  edges: number
  /** Edges that are not run through as often one way as the other: holes of the surface or faces that look the wrong way. */
  open: number
  /** Edges with more than two faces, which a solid may have where it touches itself. */
  shared: number
}

export function countEdges(mesh: Pick<Mesh, 'indices' | 'indexCount' | 'vertexCount'>): EdgeCount {
  const { indices, indexCount, vertexCount } = mesh
  /** Key of the undirected edge -> [balance, faces]. */
  const balance = new Map<number, number>()
  const faces = new Map<number, number>()
  const add = (a: number, b: number) => {
    if (a === b) return
    const key = a < b ? a * vertexCount + b : b * vertexCount + a
    balance.set(key, (balance.get(key) ?? 0) + (a < b ? 1 : -1))
    faces.set(key, (faces.get(key) ?? 0) + 1)
  }
  for (let i = 0; i < indexCount; i += 3) {
    add(indices[i], indices[i + 1])
    add(indices[i + 1], indices[i + 2])
    add(indices[i + 2], indices[i])
  }
  let open = 0
  for (const value of balance.values()) if (value !== 0) open++
  let shared = 0
  for (const value of faces.values()) if (value > 2) shared++
  return { edges: balance.size, open, shared }
}

/** Whether the mesh bounds a volume: every edge is run through as often one way as the other. Vertices must be shared. */
export function isClosed(mesh: Pick<Mesh, 'indices' | 'indexCount' | 'vertexCount'>): boolean {
  return mesh.indexCount > 0 && countEdges(mesh).open === 0
}
