import type { TileMesh } from '#format/tiles3d/index.ts'

/** A tile made ready for rays: the triangles of each feature together, under the box of the feature. */
export interface PickTile {
  positions: Float32Array
  /** Row of the city's table of each feature. */
  rows: ArrayLike<number>
  /** Three vertices a triangle, sorted by feature; feature f has the triangles triangleOffsets[f] .. triangleOffsets[f + 1]. */
  triangles: Uint32Array
  triangleOffsets: Uint32Array
  /** Lowest and highest corner of each feature: 6 a feature. */
  boxes: Float32Array
}

/** Linear: a counting sort and one pass for the boxes. */
export function preparePickTile(mesh: TileMesh, rows: ArrayLike<number>): PickTile {
  const { positions, indices, featureIds } = mesh
  const count = rows.length
  const triangleOffsets = new Uint32Array(count + 1)
  for (let i = 0; i < indices.length; i += 3) triangleOffsets[featureIds[indices[i]] + 1]++
  for (let f = 0; f < count; f++) triangleOffsets[f + 1] += triangleOffsets[f]
  const next = triangleOffsets.slice()
  const triangles = new Uint32Array(indices.length)
  for (let i = 0; i < indices.length; i += 3) {
    const at = next[featureIds[indices[i]]]++ * 3
    triangles[at] = indices[i]
    triangles[at + 1] = indices[i + 1]
    triangles[at + 2] = indices[i + 2]
  }
  return { positions, rows, triangles, triangleOffsets, boxes: featureBoxes(positions, featureIds, count) }
}

function featureBoxes(positions: Float32Array, featureIds: Uint32Array, count: number): Float32Array {
  const boxes = new Float32Array(count * 6)
  for (let f = 0; f < count; f++) {
    boxes.fill(Infinity, f * 6, f * 6 + 3)
    boxes.fill(-Infinity, f * 6 + 3, f * 6 + 6)
  }
  for (let v = 0; v < featureIds.length; v++) {
    const box = featureIds[v] * 6
    for (let k = 0; k < 3; k++) {
      const value = positions[v * 3 + k]
      if (value < boxes[box + k]) boxes[box + k] = value
      if (value > boxes[box + 3 + k]) boxes[box + 3 + k] = value
    }
  }
  return boxes
}

export interface TileHit {
  featureId: number
  distance: number
}

type Vector = readonly [number, number, number]

/** First triangle along the ray nearer than `limit`, from either side; origin and direction in the tile's frame. */
export function castRay(
  tile: PickTile,
  origin: Vector,
  direction: Vector,
  limit: number,
  accepts?: (row: number) => boolean,
): TileHit | undefined {
  const { boxes, triangleOffsets, rows } = tile
  let best = limit
  let featureId = -1
  for (let f = 0; f < rows.length; f++) {
    if (enterBox(boxes, f * 6, origin, direction) >= best) continue
    if (accepts && !accepts(rows[f])) continue
    const distance = nearestTriangle(tile, triangleOffsets[f], triangleOffsets[f + 1], origin, direction, best)
    if (distance < best) {
      best = distance
      featureId = f
    }
  }
  return featureId < 0 ? undefined : { featureId, distance: best }
}

/** Distance at which the ray enters the box at `at` (0 from inside), Infinity where it misses. Slabs (Kay and Kajiya 1986). */
export function enterBox(boxes: ArrayLike<number>, at: number, [ox, oy, oz]: Vector, [dx, dy, dz]: Vector): number {
  let near = 0
  let far = Infinity
  for (let k = 0; k < 3; k++) {
    const o = k === 0 ? ox : k === 1 ? oy : oz
    const d = k === 0 ? dx : k === 1 ? dy : dz
    const low = boxes[at + k] - o
    const high = boxes[at + 3 + k] - o
    if (d === 0) {
      if (low > 0 || high < 0) return Infinity
      continue
    }
    const a = low / d
    const b = high / d
    near = Math.max(near, Math.min(a, b))
    far = Math.min(far, Math.max(a, b))
    if (near > far) return Infinity
  }
  return near
}

/** Möller and Trumbore (1997), both sides. */
function nearestTriangle(
  { positions: p, triangles }: PickTile,
  from: number,
  to: number,
  [ox, oy, oz]: Vector,
  [dx, dy, dz]: Vector,
  limit: number,
): number {
  let best = limit
  for (let t = from * 3; t < to * 3; t += 3) {
    const a = triangles[t] * 3
    const b = triangles[t + 1] * 3
    const c = triangles[t + 2] * 3
    const ux = p[b] - p[a]
    const uy = p[b + 1] - p[a + 1]
    const uz = p[b + 2] - p[a + 2]
    const vx = p[c] - p[a]
    const vy = p[c + 1] - p[a + 1]
    const vz = p[c + 2] - p[a + 2]
    const hx = dy * vz - dz * vy
    const hy = dz * vx - dx * vz
    const hz = dx * vy - dy * vx
    const determinant = ux * hx + uy * hy + uz * hz
    if (determinant === 0) continue
    const sx = ox - p[a]
    const sy = oy - p[a + 1]
    const sz = oz - p[a + 2]
    const first = (sx * hx + sy * hy + sz * hz) / determinant
    if (first < 0 || first > 1) continue
    const qx = sy * uz - sz * uy
    const qy = sz * ux - sx * uz
    const qz = sx * uy - sy * ux
    const second = (dx * qx + dy * qy + dz * qz) / determinant
    if (second < 0 || first + second > 1) continue
    const distance = (vx * qx + vy * qy + vz * qz) / determinant
    if (distance >= 0 && distance < best) best = distance
  }
  return best
}
