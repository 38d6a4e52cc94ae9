import { addTriangle, addVertex, createMesh, type Mesh, reserve } from './mesh.ts'
import { triangulate } from './triangulate.ts'

/** The line { p : nx·x + ny·y = offset }. */
export interface Line {
  nx: number
  ny: number
  offset: number
}

/** Vertices this close to a crease lie on it, metres. */
const snap = 1e-7

/**
 * Adds the closed solid between z = `low` and the surface z = height(x, y) over a polygon with holes. `height` must be linear between the
 * creases; the polygon is cut along them, so any footprint will do. Volume: the integral of (height - low) over the polygon, exactly.
 */
export function addHeightField(
  mesh: Mesh,
  coordinates: ArrayLike<number>,
  ringOffsets: ArrayLike<number>,
  firstRing: number,
  lastRing: number,
  stride: number,
  low: number,
  creases: readonly Line[],
  height: (x: number, y: number) => number,
): void {
  const flat = createMesh()
  const from = ringOffsets[firstRing]
  for (let i = from; i < ringOffsets[lastRing]; i++)
    addVertex(flat, coordinates[i * stride], coordinates[i * stride + 1], 0)
  triangulate(flat, 0, coordinates, ringOffsets, firstRing, lastRing, stride)
  for (const crease of creases) cutTriangles(flat, crease)
  raise(mesh, flat, low, height)
}

/** Splits every triangle that the line crosses; triangles that share an edge share the new vertex. */
export function cutTriangles(mesh: Mesh, { nx, ny, offset }: Line): void {
  const distance = (v: number) => {
    const d = nx * mesh.positions[v * 3] + ny * mesh.positions[v * 3 + 1] - offset
    return Math.abs(d) < snap ? 0 : d
  }
  const cuts = new Map<string, number>()
  const cutAt = (a: number, b: number) => {
    const key = a < b ? `${a},${b}` : `${b},${a}`
    const known = cuts.get(key)
    if (known !== undefined) return known
    const [from, to] = a < b ? [a, b] : [b, a]
    const t = distance(from) / (distance(from) - distance(to))
    const p = mesh.positions
    const at = (k: number) => p[from * 3 + k] + t * (p[to * 3 + k] - p[from * 3 + k])
    const vertex = addVertex(mesh, at(0), at(1), at(2))
    cuts.set(key, vertex)
    return vertex
  }
  const count = mesh.indexCount
  for (let i = 0; i < count; i += 3) splitTriangle(mesh, i, distance, cutAt)
}

function splitTriangle(
  mesh: Mesh,
  i: number,
  distance: (v: number) => number,
  cutAt: (a: number, b: number) => number,
): void {
  const corners = [mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]]
  const sides = corners.map(v => Math.sign(distance(v)))
  if (!sides.includes(1) || !sides.includes(-1)) return
  // Turn so that the corner alone on its side (or, with one corner on the line, that corner) comes first.
  const onLine = sides.indexOf(0)
  const first = onLine >= 0 ? onLine : sides.findIndex(s => sides.filter(other => other === s).length === 1)
  const [a, b, c] = [corners[first], corners[(first + 1) % 3], corners[(first + 2) % 3]]
  const replace = (x: number, y: number, z: number) => mesh.indices.set([x, y, z], i)
  if (onLine >= 0) {
    const m = cutAt(b, c)
    replace(a, b, m)
    addTriangle(mesh, a, m, c)
    return
  }
  const p = cutAt(a, b)
  const q = cutAt(a, c)
  replace(a, p, q)
  addTriangle(mesh, p, b, c)
  addTriangle(mesh, p, c, q)
}

/** Top at the height, bottom at `low`, and a wall along every edge that only one triangle has. */
function raise(mesh: Mesh, flat: Mesh, low: number, height: (x: number, y: number) => number): void {
  const count = flat.vertexCount
  const base = mesh.vertexCount
  reserve(mesh, 2 * count, flat.indexCount)
  for (const top of [false, true])
    for (let v = 0; v < count; v++) {
      const x = flat.positions[v * 3]
      const y = flat.positions[v * 3 + 1]
      addVertex(mesh, x, y, top ? Math.max(low, height(x, y)) : low)
    }
  const edges = new Set<number>()
  for (let i = 0; i < flat.indexCount; i += 3) {
    const [a, b, c] = flat.indices.subarray(i, i + 3)
    addTriangle(mesh, base + count + a, base + count + b, base + count + c)
    addTriangle(mesh, base + a, base + c, base + b)
    edges
      .add(a * count + b)
      .add(b * count + c)
      .add(c * count + a)
  }
  for (const edge of edges) {
    const a = Math.floor(edge / count)
    const b = edge % count
    if (edges.has(b * count + a)) continue
    addTriangle(mesh, base + a, base + b, base + count + b)
    addTriangle(mesh, base + a, base + count + b, base + count + a)
  }
}
