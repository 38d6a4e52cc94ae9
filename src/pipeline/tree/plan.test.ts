import { beforeAll, describe, expect, it } from 'vitest'
import { checkGlb, checkTileset, readInstancedGlb, type Tileset, tilesReady } from '#format/tiles3d/index.ts'
import { createRandom } from '#math/random.ts'
import type { JoinedCity } from '../join/joined.ts'
import { planTrees, type TreePlan } from './plan.ts'

const seed = process.env.SEED ?? 'trees'

beforeAll(tilesReady)

function city(count: number): JoinedCity {
  const random = createRandom(seed)
  const coordinates = new Float64Array(count * 2)
  for (let i = 0; i < count; i++) coordinates.set([random.between(121, 121.1), random.between(31, 31.08)], i * 2)
  const set = {
    kind: 'SolitaryVegetationObject',
    geometry: { type: 'point', points: { dimension: 2, coordinates } },
    firstRow: 7,
    count,
    hidden: new Uint8Array(count),
    ground: Float32Array.from({ length: count }, () => random.between(0, 90)),
  }
  const heights = Float64Array.from({ length: count + 7 }, () => random.between(3, 30))
  const table = { rowCount: count + 7, columns: [{ type: 'number', name: 'height', values: heights }] }
  return { sets: [set], rowCount: count + 7, table } as unknown as JoinedCity
}

const tilesetOf = (plan: TreePlan): Tileset => JSON.parse(new TextDecoder().decode(plan.tileset))

describe(`trees (seed ${seed})`, () => {
  const plan = planTrees(city(9000))!

  it('stand inside their volumes, parents around children, errors falling', async () => {
    const { problems, tiles } = await checkTileset(tilesetOf(plan), async uri => plan.encodeTile(uri))
    expect(problems).toEqual([])
    expect(tiles).toBe(plan.paths.length)
    expect(plan.paths.flatMap(path => checkGlb(plan.encodeTile(path)))).toEqual([])
  })

  it('are all there in the leaves, once', () => {
    const inner = new Set<string>()
    const visit = (tile: Tileset['root']) => {
      if (tile.children) inner.add(tile.content!.uri)
      tile.children?.forEach(visit)
    }
    visit(tilesetOf(plan).root)
    const rows = plan.paths
      .filter(path => !inner.has(path))
      .flatMap(path => {
        const column = readInstancedGlb(plan.encodeTile(path)).table.columns.find(({ name }) => name === 'row')
        return column?.type === 'number' ? [...column.values] : []
      })
    expect(rows.sort((a, b) => a - b)).toEqual(Array.from({ length: 9000 }, (_, i) => i + 7))
    expect(inner.size).toBeGreaterThan(0)
  })

  it('are none where the city has none', () => {
    expect(planTrees({ ...city(1), sets: [] })).toBeUndefined()
  })
})
