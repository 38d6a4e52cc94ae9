import type { Plan } from '../plan/plan.ts'
import { centroid, contains, distance, type Point, signedArea } from '../plan/plane.ts'
import { moundAt } from '../plan/terrain.ts'
import { type Zone, zoneAt, zoneRules } from '../plan/zone.ts'
import { planArterials } from './arterial.ts'
import { keepBridges, riverIndex } from './bridge.ts'
import { faces, planarise, prune, toStreets } from './planar.ts'
import type { Outline, Street } from './street.ts'
import { subdivide } from './subdivide.ts'

/** A face of the finished street plan. */
export interface Block {
  id: number
  outline: Outline
  ring: Point[]
  area: number
  middle: Point
  zone: Zone
  /** The quarter that it is part of: blocks of one quarter are of one age and kind. */
  quarter: number
}

export interface Layout {
  streets: Street[]
  blocks: Block[]
}

/** Large things which take a whole quarter, the nearest of fitting size. */
const wholes: { zone: Zone; at(plan: Plan): Point }[] = [
  { zone: 'park', at: plan => [plan.centre[0] - 0.06 * plan.radius, plan.centre[1] - 0.2 * plan.radius] },
  { zone: 'park', at: plan => moundAt(plan) },
  { zone: 'park', at: ({ radius }) => [-0.62 * radius, -0.3 * radius] },
  { zone: 'park', at: ({ radius }) => [0.1 * radius, 0.72 * radius] },
  { zone: 'arena', at: ({ radius }) => [-0.62 * radius, -0.5 * radius] },
  { zone: 'terminal', at: ({ radius }) => [0.2 * radius, -0.68 * radius] },
  { zone: 'park', at: ({ radius }) => [0.85 * radius, 0.15 * radius] },
]

export function createLayout(plan: Plan): Layout {
  const graph = prune(keepBridges(plan, prune(planarise(planArterials(plan)))))
  const { streets, of } = toStreets(graph)
  const toRiver = riverIndex(plan)
  const strip = distance(plan.river.banks[0][0], plan.river.line[0])
  for (const street of streets) street.bridge = crossesRiver(street, toRiver, plan.river.width / 2)
  const random = plan.random.fork('streets')

  const quarters: { outline: Outline; zone: Zone }[] = []
  for (const face of faces(graph, of)) {
    if (isRiver(face, plan, toRiver, strip)) quarters.push({ outline: face, zone: 'water' })
    else
      for (const outline of cutToQuarters(plan, face, random, streets))
        quarters.push({ outline, zone: zoneOf(plan, outline) })
  }
  placeWholes(plan, quarters)

  const blocks: Block[] = []
  quarters.forEach(({ outline, zone }, quarter) => {
    const inner = random.fork(quarter)
    for (const part of subdivide(outline, zoneRules[zone], inner, streets))
      blocks.push(toBlock(blocks.length, part, zone, quarter))
  })
  return { streets, blocks }
}

export function toBlock(id: number, outline: Outline, zone: Zone, quarter: number): Block {
  const ring = outline.map(c => c.p)
  return { id, outline, ring, area: signedArea(ring), middle: centroid(ring), zone, quarter }
}

function cutToQuarters(
  plan: Plan,
  face: Outline,
  random: ReturnType<Plan['random']['fork']>,
  streets: Street[],
): Outline[] {
  const zone = zoneOf(plan, face)
  const country = zone === 'farmland' || zone === 'village' || zone === 'forest'
  const rule = country
    ? { area: zone === 'forest' ? 1.5e6 : 260_000, street: zoneRules.farmland.street, organic: 0.5, clearance: 60 }
    : { area: 150_000, street: zoneRules.mixed.street, organic: zone === 'old' ? 0.4 : 0.1, clearance: 70 }
  if (zone === 'forest') return [face]
  return subdivide(face, rule, random, streets)
}

const zoneOf = (plan: Plan, outline: Outline): Zone => zoneAt(plan, centroid(outline.map(c => c.p)))

function isRiver(face: Outline, plan: Plan, toRiver: (p: Point) => number, strip: number): boolean {
  const ring = face.map(c => c.p)
  return ring.every(p => toRiver(p) < strip + 3) && plan.river.line.some(p => contains(ring, p))
}

const crossesRiver = (street: Street, toRiver: (p: Point) => number, half: number): boolean =>
  street.points.some(p => toRiver(p) < half * 0.6)

function placeWholes(plan: Plan, quarters: { outline: Outline; zone: Zone }[]): void {
  for (const { zone, at } of wholes) {
    const target = at(plan)
    const open = quarters.filter(q => !['water', 'old', 'park', 'centre', 'arena'].includes(q.zone))
    const hit = open.find(q =>
      contains(
        q.outline.map(c => c.p),
        target,
      ),
    )
    if (hit) hit.zone = zone
  }
}
