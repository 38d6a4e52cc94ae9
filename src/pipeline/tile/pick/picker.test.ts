import { beforeAll, describe, expect, it } from 'vitest'
import { tilesReady } from '#format/tiles3d/index.ts'
import { createLocalFrame, fromEcef } from '#math/geodesy/ellipsoid.ts'
import { createRandom } from '#math/random.ts'
import type { PickHit, Ray } from '#model/city/city.ts'
import type { TilePlan } from '../input.ts'
import { planTiles } from '../plan.ts'
import { createSampleCity } from '../sample.ts'
import { createPackagePicker, createPlanPicker } from './picker.ts'

const seed = process.env.SEED ?? 'pick'

beforeAll(tilesReady)

describe(`picking among 700 buildings (oracle: every triangle in earth-centred doubles; seed ${seed})`, () => {
  const plan = planTiles(createSampleCity(700), { leafVertices: 1500 })
  const triangles = allTriangles(plan)

  const compare = async (pick: (ray: Ray) => Promise<PickHit | undefined>, tolerance: number) => {
    const random = createRandom(seed)
    let hits = 0
    for (let i = 0; i < 60; i++) {
      const ray = randomRay(plan, random)
      const expected = bruteForce(triangles, ray)
      const actual = await pick(ray)
      if (expected) hits++
      if (!expected || !actual) expect(actual?.row).toBe(expected?.row)
      else expect(Math.abs(actual.distance - expected.distance)).toBeLessThan(tolerance)
      // Only at a tie may another building answer.
      if (expected && actual && actual.row !== expected.row) expect(actual.distance).toBeCloseTo(expected.distance, 1)
    }
    expect(hits).toBeGreaterThan(20)
  }

  it('finds the first from a plan in memory', async () => {
    const picker = createPlanPicker(plan)
    await compare(ray => picker.pick(ray), 0.01)
  })

  it('finds the first from a package read back', async () => {
    const picker = createPackagePicker(plan.tileset, async path => plan.encodeTile(path))
    // Tiles are on a lattice of centimetres; a ray that grazes a wall moves farther along itself.
    await compare(ray => picker.pick(ray), 0.5)
  })

  it('looks through what the filter hides', async () => {
    const picker = createPlanPicker(plan)
    const random = createRandom(seed)
    let passed = 0
    for (let i = 0; i < 40; i++) {
      const ray = randomRay(plan, random)
      const first = await picker.pick(ray)
      const second = first && (await picker.pick(ray, row => row !== first.row))
      if (!first || !second) continue
      passed++
      expect(second.row).not.toBe(first.row)
      expect(second.distance).toBeGreaterThanOrEqual(first.distance)
    }
    expect(passed).toBeGreaterThan(5)
  })

  it('outlines a feature by edges of its own triangles', async () => {
    const picker = createPlanPicker(plan)
    const row = triangles[0].row
    const own = triangles.filter(triangle => triangle.row === row).flatMap(({ corners }) => corners)
    const [x, y, z] = own[0]
    const [lon, lat] = fromEcef(x, y, z)
    const edges = await picker.outline(row, [lon, lat])
    expect(edges.length / 6).toBeGreaterThanOrEqual(8)
    for (let i = 0; i < edges.length; i += 3) {
      const nearest = Math.min(...own.map(([a, b, c]) => Math.hypot(a - edges[i], b - edges[i + 1], c - edges[i + 2])))
      expect(nearest).toBeLessThan(0.16)
    }
    expect(await picker.outline(-1, [lon, lat])).toEqual([])
  })

  it('answers nothing for the sky', async () => {
    const [lon, lat] = plan.extent
    const { matrix } = createLocalFrame(lon, lat, 500)
    const up: Ray = { origin: [matrix[12], matrix[13], matrix[14]], direction: [matrix[8], matrix[9], matrix[10]] }
    expect(await createPlanPicker(plan).pick(up)).toBeUndefined()
  })
})

interface Triangle {
  row: number
  corners: [Vector, Vector, Vector]
  normal: Vector
}

function allTriangles(plan: TilePlan): Triangle[] {
  return plan.tiles
    .filter(tile => tile.children.length === 0)
    .flatMap(({ path, matrix: m }) => {
      const { mesh, rows } = plan.meshOf(path)
      const corner = (v: number): [number, number, number] => {
        const [x, y, z] = mesh.positions.subarray(v * 3, v * 3 + 3)
        const at = (k: number) => m[k] * x + m[4 + k] * y + m[8 + k] * z + m[12 + k]
        return [at(0), at(1), at(2)]
      }
      return Array.from({ length: mesh.indices.length / 3 }, (_, t) => {
        const [a, b, c] = [0, 1, 2].map(k => corner(mesh.indices[t * 3 + k]))
        return {
          row: rows[mesh.featureIds[mesh.indices[t * 3]]],
          corners: [a, b, c],
          normal: cross(minus(b, a), minus(c, a)),
        }
      })
    })
}

/** Plane of the triangle, then whether the point of it lies on the inner side of all edges: not the formula of the kernel. */
function bruteForce(triangles: Triangle[], { origin, direction }: Ray): { row: number; distance: number } | undefined {
  let best: { row: number; distance: number } | undefined
  for (const { row, corners, normal } of triangles) {
    const facing = dot(normal, direction)
    if (facing === 0) continue
    const distance = dot(normal, minus(corners[0], origin)) / facing
    if (distance < 0 || (best && distance >= best.distance)) continue
    const p: Vector = [
      origin[0] + direction[0] * distance,
      origin[1] + direction[1] * distance,
      origin[2] + direction[2] * distance,
    ]
    const [a, b, c] = corners
    const inner = (from: Vector, to: Vector) => dot(normal, cross(minus(to, from), minus(p, from))) >= 0
    if (inner(a, b) && inner(b, c) && inner(c, a)) best = { row, distance }
  }
  return best
}

type Vector = readonly [number, number, number]
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]

/** From 60 m above somewhere towards a point on the ground in the city. */
function randomRay(plan: TilePlan, random: ReturnType<typeof createRandom>): Ray {
  const [west, south, east, north] = plan.extent
  const point = (height: number) => {
    const { matrix } = createLocalFrame(random.between(west, east), random.between(south, north), height)
    return [matrix[12], matrix[13], matrix[14]] as [number, number, number]
  }
  const origin = point(60)
  const target = point(0)
  const d = target.map((value, k) => value - origin[k])
  const length = Math.hypot(...d)
  return { origin, direction: [d[0] / length, d[1] / length, d[2] / length] }
}
