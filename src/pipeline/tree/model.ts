import type { TileModel } from '#format/tiles3d/index.ts'

/** Trees as few triangles as read as trees, 1 m high and 1 m wide: they are scaled to size. Foot at the origin, z up. */

interface Tier {
  /** Height and radius of the widest ring; below and above it the crown tapers to the axis. */
  low: number
  wide: number
  top: number
  radius: number
  sides: number
}

/** A broad crown on a trunk. */
export const broadleaf = createModel([{ low: 0.22, wide: 0.55, top: 1, radius: 0.5, sides: 6 }], true)
/** A slender crown almost to the ground. */
export const conifer = createModel([{ low: 0.1, wide: 0.2, top: 1, radius: 0.5, sides: 5 }], true)
/** What stands for several trees far away. */
export const clump = createModel([{ low: 0, wide: 0.5, top: 1, radius: 0.5, sides: 4 }], false)

function createModel(tiers: Tier[], trunk: boolean): TileModel {
  const positions: number[] = []
  const indices: number[] = []
  if (trunk) addTrunk(positions, indices)
  for (const tier of tiers) addTier(positions, indices, tier)
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) }
}

/** A three-sided spike from the ground into the crown. */
function addTrunk(positions: number[], indices: number[]): void {
  const first = positions.length / 3
  for (let i = 0; i < 3; i++) positions.push(...around(i, 3, 0.06), 0)
  positions.push(0, 0, 0.6)
  for (let i = 0; i < 3; i++) indices.push(first + i, first + ((i + 1) % 3), first + 3)
}

function addTier(positions: number[], indices: number[], { low, wide, top, radius, sides }: Tier): void {
  const first = positions.length / 3
  for (let i = 0; i < sides; i++) positions.push(...around(i, sides, radius), wide)
  positions.push(0, 0, low, 0, 0, top)
  for (let i = 0; i < sides; i++) {
    const next = first + ((i + 1) % sides)
    indices.push(first + i, next, first + sides + 1)
    indices.push(next, first + i, first + sides)
  }
}

function around(i: number, sides: number, radius: number): [x: number, y: number] {
  return [radius * Math.cos((2 * Math.PI * i) / sides), radius * Math.sin((2 * Math.PI * i) / sides)]
}
