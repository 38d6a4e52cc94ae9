import { beforeAll, describe, expect, it } from 'vitest'
import { checkTileset, readInstancedGlb, tilesReady } from '#format/tiles3d/index.ts'
import { isClosed } from '#math/mesh/measure.ts'
import { createRandom } from '#math/random.ts'
import type { NumberColumn } from '#model/city/table.ts'
import type { TileInput } from '../input.ts'
import { treeModels } from './model.ts'
import { planTrees } from './plan.ts'

beforeAll(tilesReady)

function wood(count: number): TileInput {
  const random = createRandom('wood')
  const coordinates = Float64Array.from(
    { length: count * 2 },
    (_, i) => (i % 2 ? 31.2 : 121.5) + random.between(0, 0.02),
  )
  return {
    sets: [
      {
        geometry: { type: 'point', points: { dimension: 2, coordinates } },
        firstRow: 10,
        count,
        hidden: new Uint8Array(count),
        ground: new Float32Array(count).fill(5),
      },
    ],
    table: { rowCount: count + 10, columns: [] },
  }
}

describe('a wood of 9,000 trees', () => {
  const plan = planTrees(wood(9000))!

  it('has every tree in one leaf', () => {
    const rows = plan.tiles
      .filter(tile => tile.children.length === 0)
      .flatMap(({ path }) => [...(readInstancedGlb(plan.encodeTile(path)).table.columns[0] as NumberColumn).values])
    expect(new Set(rows).size).toBe(9000)
    expect(Math.min(...rows)).toBe(10)
  })

  it('is a tileset that holds what it says', async () => {
    const tileset = JSON.parse(new TextDecoder().decode(plan.tileset))
    const { problems, tiles } = await checkTileset(tileset, async path => plan.encodeTile(path))
    expect(problems).toEqual([])
    expect(tiles).toBe(plan.tiles.length)
  })

  it('thins from far', () => {
    expect(readInstancedGlb(plan.encodeTile('0/0/0.glb')).table.rowCount).toBeLessThanOrEqual(2500)
  })
})

it('models of trees are closed', () => {
  for (const { positions, indices } of treeModels)
    expect(isClosed({ indices, indexCount: indices.length, vertexCount: positions.length / 3 })).toBe(true)
})

it('no tree, no tileset', () => {
  expect(planTrees(wood(0))).toBeUndefined()
})
