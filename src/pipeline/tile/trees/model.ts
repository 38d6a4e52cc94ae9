import type { TileModel } from '#format/tiles3d/index.ts'

/** A ring of a model: height and radius. */
type Ring = readonly [z: number, radius: number]

/**
 * Trees one metre high and one metre wide at the crown, foot at the origin: a deciduous one and a conifer, of five sides each. Trunk and
 * crown are closed surfaces.
 */
export const treeModels: readonly TileModel[] = [
  joinModels([
    turned(3, [
      [0, 0.05],
      [0.34, 0.04],
    ]),
    turned(5, [
      [0.24, 0.02],
      [0.42, 0.42],
      [0.68, 0.5],
      [0.9, 0.3],
      [1, 0.02],
    ]),
  ]),
  joinModels([
    turned(3, [
      [0, 0.05],
      [0.2, 0.05],
    ]),
    turned(5, [
      [0.14, 0.5],
      [0.55, 0.3],
      [1, 0.01],
    ]),
  ]),
]

/** A surface of revolution with flat ends. */
function turned(sides: number, rings: readonly Ring[]): TileModel {
  const positions: number[] = []
  const indices: number[] = []
  rings.forEach(([z, radius], r) => {
    for (let i = 0; i < sides; i++) {
      // Rings are turned against each other: facets look less regular.
      const angle = ((i + 0.5 * (r % 2)) / sides) * 2 * Math.PI
      positions.push(radius * Math.cos(angle), radius * Math.sin(angle), z)
      if (r === 0) continue
      const [a, b] = [(r - 1) * sides + i, (r - 1) * sides + ((i + 1) % sides)]
      if (r % 2) indices.push(a, b, a + sides, b, b + sides, a + sides)
      else indices.push(a, b, b + sides, a, b + sides, a + sides)
    }
  })
  const top = (rings.length - 1) * sides
  for (let i = 1; i + 1 < sides; i++) indices.push(0, i + 1, i, top, top + i, top + i + 1)
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) }
}

function joinModels(parts: TileModel[]): TileModel {
  const positions: number[] = []
  const indices: number[] = []
  for (const part of parts) {
    const base = positions.length / 3
    positions.push(...part.positions)
    indices.push(...Array.from(part.indices, index => index + base))
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) }
}
