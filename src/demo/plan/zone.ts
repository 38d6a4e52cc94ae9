import type { StreetClass } from '../street/street.ts'
import { smoothstep } from './noise.ts'
import type { Plan } from './plan.ts'
import { distance, type Point } from './plane.ts'
import { slope } from './terrain.ts'

/** What a quarter of the city is for; decides how its blocks are cut and built. */
export type Zone =
  | 'centre'
  | 'business'
  | 'old'
  | 'mixed'
  | 'lanes'
  | 'slabs'
  | 'towers'
  | 'villas'
  | 'industry'
  | 'campus'
  | 'park'
  | 'forest'
  | 'village'
  | 'farmland'
  | 'water'
  | 'arena'
  | 'terminal'

export interface ZoneRule {
  /** Target area of a block, m². */
  area: number
  organic: number
  clearance: number
  /** Class of streets inside, by the area that they split. */
  street(area: number): StreetClass
  /** Floor area ratio that zoning allows, and the height limit in metres; undefined where nothing may be built. */
  far?: number
  heightLimit?: number
}

const urban = (area: number): StreetClass => (area > 260_000 ? 'secondary' : area > 65_000 ? 'tertiary' : 'residential')
const compound = (area: number): StreetClass =>
  area > 260_000 ? 'secondary' : area > 70_000 ? 'tertiary' : area > 36_000 ? 'residential' : 'service'
const lanes = (area: number): StreetClass => (area > 45_000 ? 'residential' : 'living_street')
const rural = (area: number): StreetClass => (area > 300_000 ? 'tertiary' : 'unclassified')
const hamlet = (area: number): StreetClass => (area > 40_000 ? 'unclassified' : 'living_street')

export const zoneRules: Record<Zone, ZoneRule> = {
  centre: { area: 13_000, organic: 0, clearance: 30, street: urban, far: 12, heightLimit: 400 },
  business: { area: 15_000, organic: 0, clearance: 30, street: urban, far: 7, heightLimit: 200 },
  old: { area: 4_200, organic: 0.8, clearance: 12, street: lanes, far: 1.6, heightLimit: 15 },
  mixed: { area: 13_000, organic: 0.15, clearance: 24, street: urban, far: 3.5, heightLimit: 50 },
  lanes: { area: 7_000, organic: 0.2, clearance: 16, street: lanes, far: 2.2, heightLimit: 18 },
  slabs: { area: 22_000, organic: 0.1, clearance: 24, street: compound, far: 2.6, heightLimit: 60 },
  towers: { area: 26_000, organic: 0.2, clearance: 28, street: compound, far: 3.5, heightLimit: 100 },
  villas: { area: 15_000, organic: 0.7, clearance: 16, street: compound, far: 0.8, heightLimit: 15 },
  industry: { area: 48_000, organic: 0, clearance: 36, street: urban, far: 1.6, heightLimit: 40 },
  campus: { area: 30_000, organic: 0.4, clearance: 24, street: compound, far: 1.5, heightLimit: 60 },
  park: { area: 1e9, organic: 0, clearance: 30, street: urban },
  arena: { area: 1e9, organic: 0, clearance: 30, street: urban, far: 1, heightLimit: 60 },
  terminal: { area: 1e9, organic: 0, clearance: 30, street: urban, far: 2.5, heightLimit: 80 },
  forest: { area: 1e9, organic: 0, clearance: 30, street: rural },
  village: { area: 8_000, organic: 1, clearance: 12, street: hamlet, far: 1.2, heightLimit: 15 },
  farmland: { area: 160_000, organic: 0.6, clearance: 30, street: rural },
  water: { area: 1e9, organic: 0, clearance: 30, street: urban },
}

/** What the quarter around p (about 400 m across) is. */
export function zoneAt(plan: Plan, p: Point): Zone {
  const { radius } = plan
  const far = distance(p, plan.middle) / radius
  const waver = 0.09 * plan.noise(p[0] * 1.3 + 40, p[1] * 1.3)
  const centre = distance(p, plan.centre) / plan.centreRadius
  if (distance(p, plan.oldTown) < 1.12 * plan.oldTownRadius) return 'old'
  if (centre < 0.95) return 'centre'
  if (far + waver > 1.0 || slope(plan, p) > 0.06) return countryAt(plan, p, far)
  const sub = Math.min(...plan.subcentres.map(q => distance(p, q)))
  if (centre < 1.9 || sub < Math.min(420, 0.13 * radius)) return 'business'
  if (isIndustrial(plan, p, far + waver)) return 'industry'
  if (isCampus(plan, p)) return 'campus'
  return housingAt(plan, p, far + waver)
}

function countryAt(plan: Plan, p: Point, far: number): Zone {
  if (slope(plan, p) > 0.05) return 'forest'
  const village = plan.noise(p[0] * 2.1 - 70, p[1] * 2.1 + 30)
  return village > 0.02 + 0.5 * smoothstep(1, 1.3, far) ? 'village' : 'farmland'
}

const isIndustrial = ({ radius }: Plan, [x, y]: Point, far: number): boolean =>
  far > 0.5 &&
  x > 0.28 * radius &&
  y < -0.28 * radius &&
  y > -1.3 * x + 0.1 * radius - 0.9 * radius &&
  x - y > 0.95 * radius

const isCampus = ({ radius }: Plan, p: Point): boolean =>
  distance(p, [0.62 * radius, 0.55 * radius]) < Math.min(0.17 * radius, 900)

function housingAt(plan: Plan, p: Point, far: number): Zone {
  const taste = plan.noise(p[0] * 1.9 + 11, p[1] * 1.9 - 5)
  if (far < 0.42) return taste > 0.45 ? 'lanes' : taste > -0.15 ? 'mixed' : 'slabs'
  if (far < 0.72) return taste > 0.3 ? 'mixed' : taste < -0.4 ? 'towers' : taste < -0.3 ? 'lanes' : 'slabs'
  return taste > 0.35 ? 'villas' : taste < -0.12 ? 'towers' : 'slabs'
}
