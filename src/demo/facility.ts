import type { Random } from '#math/random.ts'
import type { Plan } from './plan/plan.ts'
import { distance, type Point } from './plan/plane.ts'
import { moundAt } from './plan/terrain.ts'
import type { Zone } from './plan/zone.ts'
import type { Block } from './street/layout.ts'

/** What the public needs, each in a block of its own. */
export type Facility =
  | 'school'
  | 'kindergarten'
  | 'hospital'
  | 'clinic'
  | 'fire'
  | 'police'
  | 'market'
  | 'mall'
  | 'library'
  | 'museum'
  | 'theatre'
  | 'government'
  | 'temple'
  | 'tvtower'
  | 'square'
  | 'factory'
  | 'garden'
  | 'pagoda'

interface Rule {
  facility: Facility
  zones: readonly Zone[]
  /** Area of the block, m². */
  area: readonly [number, number]
  /** Distance to the next of the kind, metres; Infinity for the only one. */
  spacing: number
  /** Where the only one should be. */
  near?: (plan: Plan) => Point
}

const housing: readonly Zone[] = ['slabs', 'towers', 'mixed', 'lanes', 'villas']
const at =
  (x: number, y: number) =>
  (plan: Plan): Point => [x * plan.radius, y * plan.radius]

const rules: readonly Rule[] = [
  {
    facility: 'tvtower',
    zones: ['centre', 'business'],
    area: [5_000, 40_000],
    spacing: Infinity,
    near: plan => [plan.centre[0] - 0.02 * plan.radius, plan.centre[1] + 0.2 * plan.radius],
  },
  { facility: 'temple', zones: ['old'], area: [3_200, 20_000], spacing: 600 },
  {
    facility: 'government',
    zones: ['business', 'mixed'],
    area: [9_000, 40_000],
    spacing: Infinity,
    near: at(-0.38, -0.38),
  },
  { facility: 'museum', zones: ['business', 'mixed'], area: [9_000, 30_000], spacing: Infinity, near: at(0.12, -0.02) },
  { facility: 'theatre', zones: ['business', 'mixed'], area: [9_000, 30_000], spacing: Infinity, near: at(0.2, 0.14) },
  { facility: 'library', zones: ['business', 'mixed', 'campus'], area: [7_000, 30_000], spacing: 2600 },
  { facility: 'hospital', zones: housing, area: [9_000, 40_000], spacing: 1500 },
  { facility: 'school', zones: [...housing, 'village'], area: [9_000, 36_000], spacing: 620 },
  { facility: 'factory', zones: ['industry'], area: [24_000, 200_000], spacing: 900 },
  { facility: 'mall', zones: ['business', 'mixed', 'centre'], area: [8_000, 24_000], spacing: 700 },
  { facility: 'fire', zones: [...housing, 'business', 'industry'], area: [4_000, 22_000], spacing: 1500 },
  { facility: 'police', zones: [...housing, 'business', 'village'], area: [4_000, 22_000], spacing: 1300 },
  { facility: 'market', zones: ['mixed', 'lanes', 'slabs', 'village'], area: [4_000, 18_000], spacing: 900 },
  { facility: 'clinic', zones: [...housing, 'village', 'old'], area: [2_500, 16_000], spacing: 850 },
  { facility: 'kindergarten', zones: housing, area: [4_000, 18_000], spacing: 560 },
  { facility: 'square', zones: ['business', 'centre', 'mixed', 'old'], area: [3_000, 12_000], spacing: 620 },
  { facility: 'garden', zones: [...housing, 'old', 'industry'], area: [3_000, 30_000], spacing: 420 },
]

/** Gives blocks to facilities: in every neighbourhood what it needs, spaced as the rule says. */
export function assignFacilities(plan: Plan, blocks: readonly Block[], random: Random): Map<number, Facility> {
  const given = new Map<number, Facility>()
  for (const block of blocks)
    if (block.zone === 'park' && distance(block.middle, moundAt(plan)) < 0.25 * plan.radius)
      given.set(block.id, 'pagoda')
  const order = blocks.map(block => ({ block, key: random.next() })).sort((a, b) => a.key - b.key)
  for (const rule of rules) {
    const fitting = order
      .map(o => o.block)
      .filter(b => !given.has(b.id) && rule.zones.includes(b.zone) && b.area >= rule.area[0] && b.area <= rule.area[1])
    const target = rule.near?.(plan)
    if (target) {
      const best = fitting.reduce<Block | undefined>(
        (a, b) => (!a || distance(b.middle, target) < distance(a.middle, target) ? b : a),
        undefined,
      )
      if (best) given.set(best.id, rule.facility)
    } else spread(fitting, rule, given)
  }
  return given
}

function spread(blocks: readonly Block[], { spacing, facility }: Rule, given: Map<number, Facility>): void {
  const grid = new Map<string, Point[]>()
  for (const { id, middle } of blocks) {
    const [i, j] = [Math.floor(middle[0] / spacing), Math.floor(middle[1] / spacing)]
    const near: Point[] = []
    for (let x = i - 1; x <= i + 1; x++)
      for (let y = j - 1; y <= j + 1; y++) near.push(...(grid.get(`${x},${y}`) ?? []))
    if (near.some(p => distance(p, middle) < spacing)) continue
    given.set(id, facility)
    const cell = grid.get(`${i},${j}`)
    if (cell) cell.push(middle)
    else grid.set(`${i},${j}`, [middle])
  }
}
