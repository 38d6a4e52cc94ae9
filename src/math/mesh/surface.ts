import { createMesh, type Mesh, reserve } from './mesh.ts'
import { triangulate } from './triangulate.ts'

/** Area vector of a 3D ring by Newell's method: its length is the area, its direction the normal. */
export function newellVector(
  coordinates: ArrayLike<number>,
  from: number,
  to: number,
): [x: number, y: number, z: number] {
  let nx = 0
  let ny = 0
  let nz = 0
  const o = from * 3
  for (let i = from, j = to - 1; i < to; j = i++) {
    const px = coordinates[j * 3] - coordinates[o]
    const py = coordinates[j * 3 + 1] - coordinates[o + 1]
    const pz = coordinates[j * 3 + 2] - coordinates[o + 2]
    const qx = coordinates[i * 3] - coordinates[o]
    const qy = coordinates[i * 3 + 1] - coordinates[o + 1]
    const qz = coordinates[i * 3 + 2] - coordinates[o + 2]
    nx += py * qz - pz * qy
    ny += pz * qx - px * qz
    nz += px * qy - py * qx
  }
  return [nx / 2, ny / 2, nz / 2]
}

/** Welds vertices of equal coordinates within one solid; makes mesh vertices of them. */
export interface Welder {
  /** Forgets the vertices of the solid before. */
  clear(): void
  /** Index in the mesh. */
  vertex(mesh: Mesh, x: number, y: number, z: number): number
}

export function createWelder(): Welder {
  const known = new Map<number, number[]>()
  return {
    clear: () => known.clear(),
    vertex(mesh, x, y, z) {
      const key = x * 73856093 + y * 19349663 + z * 83492791
      const bucket = known.get(key)
      if (bucket)
        for (const v of bucket)
          if (mesh.positions[v * 3] === x && mesh.positions[v * 3 + 1] === y && mesh.positions[v * 3 + 2] === z)
            return v
      reserve(mesh, 1, 0)
      mesh.positions[mesh.vertexCount * 3] = x
      mesh.positions[mesh.vertexCount * 3 + 1] = y
      mesh.positions[mesh.vertexCount * 3 + 2] = z
      if (bucket) bucket.push(mesh.vertexCount)
      else known.set(key, [mesh.vertexCount])
      return mesh.vertexCount++
    },
  }
}

const scratch = createMesh(0, 64)
let flat = new Float64Array(256)

/**
 * Adds one planar polygon (with holes) in space, triangulated in its own plane and turned the way its outer ring runs. A slightly bent polygon keeps its own vertices. Corners are welded, so that the faces of a solid share them.
 */
export function addSurface(
  mesh: Mesh,
  welder: Welder,
  coordinates: ArrayLike<number>,
  ringOffsets: ArrayLike<number>,
  firstRing: number,
  lastRing: number,
): void {
  const from = ringOffsets[firstRing]
  const count = ringOffsets[lastRing] - from
  if (count < 3) return
  if (flat.length < count * 2) flat = new Float64Array(count * 2)
  flatten(coordinates, from, count, newellVector(coordinates, from, ringOffsets[firstRing + 1]))
  const rings: number[] = []
  for (let ring = firstRing; ring <= lastRing; ring++) rings.push(ringOffsets[ring] - from)
  scratch.indexCount = 0
  triangulate(scratch, 0, flat, rings, 0, rings.length - 1)
  reserve(mesh, count, scratch.indexCount / 3)
  for (let i = 0; i < scratch.indexCount; i++) {
    const at = (from + scratch.indices[i]) * 3
    mesh.indices[mesh.indexCount++] = welder.vertex(mesh, coordinates[at], coordinates[at + 1], coordinates[at + 2])
  }
}

/** The polygon's corners in its own plane, seen against its normal, around the first; into `flat`. */
function flatten(
  coordinates: ArrayLike<number>,
  from: number,
  count: number,
  [nx, ny, nz]: readonly [number, number, number],
): void {
  // Across the axis that is farthest from the normal; for walls and flat roofs the plane's axes are then axes of space.
  const steep = Math.abs(nz) < 0.9 * Math.hypot(nx, ny, nz)
  const length = (steep ? Math.hypot(nx, ny) : Math.hypot(nx, nz)) || 1
  const [ux, uy, uz] = steep ? [-ny / length, nx / length, 0] : [nz / length, 0, -nx / length]
  const size = Math.hypot(nx, ny, nz) || 1
  const vx = (ny * uz - nz * uy) / size
  const vy = (nz * ux - nx * uz) / size
  const vz = (nx * uy - ny * ux) / size
  for (let i = 0; i < count; i++) {
    const x = coordinates[(from + i) * 3] - coordinates[from * 3]
    const y = coordinates[(from + i) * 3 + 1] - coordinates[from * 3 + 1]
    const z = coordinates[(from + i) * 3 + 2] - coordinates[from * 3 + 2]
    flat[i * 2] = x * ux + y * uy + z * uz
    flat[i * 2 + 1] = x * vx + y * vy + z * vz
  }
}
