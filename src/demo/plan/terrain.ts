import { riverIndex } from '../street/bridge.ts'
import { smoothstep } from './noise.ts'
import type { Plan } from './plan.ts'
import { distance, type Point } from './plane.ts'

/** Half the side of the square of land which the terrain covers, in city radii. */
export const terrainReach = 1.5
const waterLevel = 14

interface TerrainIndex {
  toRiver(p: Point): number
}
const indices = new WeakMap<Plan, TerrainIndex>()

function indexOf(plan: Plan): TerrainIndex {
  const known = indices.get(plan)
  if (known) return known
  const index = { toRiver: riverIndex(plan) }
  indices.set(plan, index)
  return index
}

/** Height of the ground in metres. The river's surface is its ground, as in hydro-flattened models: 14 m, falling eastwards. */
export function groundHeight(plan: Plan, p: Point): number {
  const { radius } = plan
  const water = waterLevel - (1.5 * p[0]) / radius
  const toRiver = indexOf(plan).toRiver(p) - plan.river.width / 2
  if (toRiver <= 0) return water
  const plain =
    21 - (1.5 * p[0]) / radius + 2.2 * plan.noise(p[0] * 0.5, p[1] * 0.5) + 6 * smoothstep(300, 4000, toRiver)
  const level = plain + hills(plan, p) + mound(plan, p)
  return water + 1.5 + (level - water - 1.5) * smoothstep(0, 34, toRiver)
}

/** Forested hills beyond the outer ring in the north-west, up to about 200 m, with ridges and saddles. */
function hills(plan: Plan, p: Point): number {
  const [x, y] = [p[0] - plan.middle[0], p[1] - plan.middle[1]]
  const d = Math.sqrt(x * x + y * y) / plan.radius
  const towards = (-0.62 * x + 0.78 * y) / (d * plan.radius + 1) // cosine of the angle from north-north-west
  const mask = smoothstep(1.0, 1.22, d) * smoothstep(0.72, 0.93, towards) * (1 - smoothstep(1.62, 1.9, d))
  if (mask === 0) return 0
  const scale = 3000 / Math.min(plan.radius, 6000)
  const ridge = 1 - Math.abs(plan.noise(p[0] * 1.1 * scale + 9, p[1] * 1.1 * scale))
  const rough = plan.noise(p[0] * 3.3 * scale, p[1] * 3.3 * scale - 8)
  return mask * Math.min(1, plan.radius / 2500) * (60 + 105 * ridge * ridge + 40 * rough)
}

export const moundAt = ({ radius }: Plan): Point => [-0.42 * radius, 0.46 * radius]
export const moundRadius = ({ radius }: Plan): number => Math.min(260, 0.09 * radius)

/** A hill within the city, a park with a pagoda on top. */
function mound(plan: Plan, p: Point): number {
  const t = distance(p, moundAt(plan)) / moundRadius(plan)
  return t >= 1 ? 0 : 0.2 * moundRadius(plan) * (1 - smoothstep(0, 1, t)) * (1 + 0.15 * plan.noise(p[0] * 6, p[1] * 6))
}

/** Rise over run across 60 m. */
export function slope(plan: Plan, [x, y]: Point): number {
  const dx = groundHeight(plan, [x + 30, y]) - groundHeight(plan, [x - 30, y])
  const dy = groundHeight(plan, [x, y + 30]) - groundHeight(plan, [x, y - 30])
  return Math.sqrt(dx * dx + dy * dy) / 60
}
