import type { Random } from '#math/random.ts'
import { assignFacilities, type Facility } from './facility.ts'
import { createNames, mainName, type Names } from './names.ts'
import { createPlan, type Plan } from './plan/plan.ts'
import { boundsOf, distance, type Point } from './plan/plane.ts'
import { groundHeight } from './plan/terrain.ts'
import { createClearance } from './street/clearance.ts'
import { dropUnconnected } from './street/connect.ts'
import { dropIdleLanes } from './street/idle.ts'
import { type Block, createLayout } from './street/layout.ts'
import { isStreet, type Street } from './street/street.ts'
import type { Building } from './typology/building.ts'
import { develop, type Quarter } from './typology/develop.ts'

export interface BuiltBlock {
  block: Block
  facility?: Facility
  buildings: Building[]
  open: { ring: Point[]; kind: string }[]
}

/** The city as designed, in local metres. */
export interface DemoCity {
  plan: Plan
  streets: Street[]
  built: BuiltBlock[]
  names: Names
}

/** Designs the city, and again with more room where it did not find place for all its buildings. Yields the fraction done. */
export function* designCity(options: { seed: number; buildings: number }): Generator<number, DemoCity> {
  let done = 0
  for (let stretch = 1; ; stretch *= 1.12) {
    const attempt = designWithin(createPlan(options, stretch))
    let step = attempt.next()
    for (; !step.done; step = attempt.next()) {
      done = Math.max(done, step.value)
      yield done
    }
    if (step.value) return step.value
  }
}

/** Block by block from the middle outwards, until the city has its buildings; undefined where it does not get so far. */
function* designWithin(plan: Plan): Generator<number, DemoCity | undefined> {
  const { streets, blocks } = createLayout(plan)
  dropUnconnected(streets)
  const names = createNames(plan.random.fork('names'))
  nameStreets(streets, names)
  yield 0.1
  const facilities = assignFacilities(plan, blocks, plan.random.fork('facilities'))
  const quarters = new Map<number, Quarter>()
  const isClear = createClearance(plan, streets)
  const order = [...blocks].sort(
    (a, b) => distance(a.middle, plan.middle) - distance(b.middle, plan.middle) || a.id - b.id,
  )
  const built: BuiltBlock[] = []
  let left = plan.buildings
  for (const [i, block] of order.entries()) {
    if (i % 200 === 199) yield 0.1 + (0.9 * i) / order.length
    const facility = facilities.get(block.id)
    if (left === 0 || !reachable(block)) {
      built.push({ block: { ...block, zone: emptied(block) }, buildings: [], open: [] })
      continue
    }
    const quarter = quarterOf(plan, block, quarters)
    const random = plan.random.fork(`block ${block.id}`)
    const site = develop(
      plan,
      block,
      quarter,
      facility,
      names,
      random,
      ring => isBuildable(plan, ring) && isClear(block, ring),
    )
    const buildings = site.buildings.slice(0, left)
    left -= buildings.length
    built.push({ block, facility, buildings, open: site.open })
  }
  if (left > 0) return undefined
  const builtQuarters = new Set(built.filter(b => b.buildings.length > 0).map(b => b.block.quarter))
  dropIdleLanes(blocks, quarter => builtQuarters.has(quarter))
  return { plan, streets, built, names }
}

const reachable = (block: Block): boolean => block.outline.some(c => isStreet(c.street))

const emptied = ({ zone }: Block) => (zone === 'village' ? 'farmland' : zone)

function nameStreets(streets: readonly Street[], names: Names): void {
  const main = new Map<string, Street['name']>()
  for (const street of streets) {
    if (!isStreet(street)) continue
    if (street.label === undefined) street.name = names.street(street.class)
    else {
      if (!main.has(street.label)) main.set(street.label, mainName(street.label) ?? names.street(street.class))
      street.name = main.get(street.label)
    }
  }
}

/** Slopes under a building stay below one in seven. */
function isBuildable(plan: Plan, ring: readonly Point[]): boolean {
  const heights = ring.map(p => groundHeight(plan, p))
  const box = boundsOf(ring)
  const size = Math.max(box.east - box.west, box.north - box.south)
  return Math.max(...heights) - Math.min(...heights) < Math.max(3, size / 7)
}

function quarterOf(plan: Plan, block: Block, known: Map<number, Quarter>): Quarter {
  const found = known.get(block.quarter)
  if (found) return found
  const random = plan.random.fork(`quarter ${block.quarter}`)
  const quarter = { year: ageOf(plan, block, random), taste: random.next() }
  known.set(block.quarter, quarter)
  return quarter
}

/** Cities grow outwards: the further from the old town, the younger, but for villages and rebuilt quarters. */
function ageOf(plan: Plan, { zone, middle }: Block, random: Random): number {
  const far = Math.min(1.2, distance(middle, plan.oldTown) / plan.radius)
  switch (zone) {
    case 'old':
      return 1930
    case 'lanes':
      return 1934
    case 'village':
      return 1992 + random.int(10)
    case 'centre':
      return 1998 + random.int(14)
    case 'business':
      return 1992 + random.int(20)
    case 'towers':
      return 2003 + random.int(16)
    case 'villas':
      return 2000 + random.int(12)
    case 'campus':
      return 1958 + random.int(50)
    default:
      return Math.round(1966 + 36 * far + random.int(16))
  }
}
