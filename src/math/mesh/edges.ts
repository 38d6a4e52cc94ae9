/** Faces whose normals enclose less than this many degrees count as one bent face. */
const creaseAngle = 30

/**
 * The edges one would draw of a solid: those where faces meet at an angle, and those with a face on one side only. Vertices at the same
 * place count as one. `positions` x, y, z; `indices` three a triangle. Each edge is six numbers (two ends), pushed off the faces by `lift`,
 * so that a line drawn there is not swallowed by them.
 */
export function creaseEdges(positions: ArrayLike<number>, indices: ArrayLike<number>, lift = 0): number[] {
  const edges: number[] = []
  for (const { a, b, normals } of gatherEdges(positions, indices).values()) {
    if (!isCrease(normals)) continue
    const [x, y, z] = meanDirection(normals)
    for (const vertex of [a, b])
      edges.push(
        positions[3 * vertex] + lift * x,
        positions[3 * vertex + 1] + lift * y,
        positions[3 * vertex + 2] + lift * z,
      )
  }
  return edges
}

interface Edge {
  a: number
  b: number
  /** Unit normals of the faces that meet here, three numbers each. */
  normals: number[]
}

function gatherEdges(positions: ArrayLike<number>, indices: ArrayLike<number>): Map<string, Edge> {
  const weld = createWeld(positions)
  const edges = new Map<string, Edge>()
  for (let i = 0; i + 2 < indices.length; i += 3) {
    const corners = [weld(indices[i]), weld(indices[i + 1]), weld(indices[i + 2])]
    const normal = faceNormal(positions, corners)
    if (!normal) continue
    for (let k = 0; k < 3; k++) {
      const [a, b] = [corners[k], corners[(k + 1) % 3]]
      const key = a < b ? `${a} ${b}` : `${b} ${a}`
      const edge = edges.get(key)
      if (edge) edge.normals.push(...normal)
      else edges.set(key, { a, b, normals: [...normal] })
    }
  }
  return edges
}

/** The first vertex at the same place, to the millimetre. */
function createWeld(positions: ArrayLike<number>): (vertex: number) => number {
  const first = new Map<string, number>()
  return vertex => {
    const at = [0, 1, 2].map(k => Math.round(positions[3 * vertex + k] * 1000))
    const key = at.join(' ')
    const known = first.get(key)
    if (known !== undefined) return known
    first.set(key, vertex)
    return vertex
  }
}

/** Undefined for a triangle without area. */
function faceNormal(p: ArrayLike<number>, [a, b, c]: number[]): [number, number, number] | undefined {
  const [ux, uy, uz] = [0, 1, 2].map(k => p[3 * b + k] - p[3 * a + k])
  const [vx, vy, vz] = [0, 1, 2].map(k => p[3 * c + k] - p[3 * a + k])
  const normal = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
  const length = Math.hypot(...normal)
  return length > 1e-9 ? [normal[0] / length, normal[1] / length, normal[2] / length] : undefined
}

const creaseCosine = Math.cos((creaseAngle * Math.PI) / 180)

function isCrease(normals: readonly number[]): boolean {
  if (normals.length < 6) return true
  for (let i = 3; i < normals.length; i += 3) {
    const cosine = normals[0] * normals[i] + normals[1] * normals[i + 1] + normals[2] * normals[i + 2]
    if (cosine < creaseCosine) return true
  }
  return false
}

function meanDirection(normals: readonly number[]): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0]
  for (let i = 0; i < normals.length; i++) sum[i % 3] += normals[i]
  const length = Math.hypot(...sum)
  return length > 1e-9 ? [sum[0] / length, sum[1] / length, sum[2] / length] : [0, 0, 0]
}
