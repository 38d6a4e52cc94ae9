import type { Random } from '#math/random.ts'
import type { Facility } from '../facility.ts'
import type { Names } from '../names.ts'
import { smoothstep } from '../plan/noise.ts'
import type { Plan } from '../plan/plan.ts'
import { distance, type Point, rectangle } from '../plan/plane.ts'
import type { Block } from '../street/layout.ts'
import { buildCourtyards, buildHouses } from './courtyard.ts'
import { establish } from './establish.ts'
import { buildFrontage, type FrontageStyle } from './frontage.ts'
import { buildHighrises } from './highrise.ts'
import { buildIndustry } from './industry.ts'
import { buildCampus, buildHall, roleOf } from './institution.ts'
import { buildShell, buildStadium } from './landmark.ts'
import { buildPoints, buildRows, type RowStyle, sunSpacing } from './rows.ts'
import { createSite, type Site } from './site.ts'

export interface Quarter {
  /** Middle of its years of building. */
  year: number
  /** What its developer chose, 0 to 1. */
  taste: number
}

/** Builds one block as its zone and its facility ask. */
export function develop(
  plan: Plan,
  block: Block,
  quarter: Quarter,
  facility: Facility | undefined,
  names: Names,
  random: Random,
  isClear: (ring: readonly Point[]) => boolean,
): Site {
  const site = createSite(block, quarter.year, random, isClear)
  if (facility) establish(plan, site, facility, names)
  if (!facility || shared.has(facility)) builders[block.zone]?.(plan, site, quarter)
  return site
}

/** Facilities which leave room for ordinary buildings beside them. */
const shared = new Set<Facility>(['clinic', 'fire', 'police', 'market', 'kindergarten', 'factory'])

/** Wanted height of towers: a peak in the centre, lower ones in the subcentres, steps between. */
export function skyline(plan: Plan, p: Point): number {
  const peak = (q: Point, height: number, radius: number) => height * (1 - smoothstep(0, radius, distance(p, q)))
  const sub = Math.max(0, ...plan.subcentres.map(q => peak(q, 110, 650)))
  return (
    42 + Math.max(peak(plan.centre, 215, plan.centreRadius * 1.7) + peak(plan.centre, 95, plan.centreRadius * 0.5), sub)
  )
}

type Builder = (plan: Plan, site: Site, quarter: Quarter) => void

const builders: Partial<Record<Block['zone'], Builder>> = {
  centre: (plan, site) => {
    buildHighrises(site, p => skyline(plan, p))
    buildFrontage(site, { ...downtown, storeys: [4, 14] })
  },
  business: (plan, site, { taste }) => {
    if (taste > 0.35) buildHighrises(site, p => skyline(plan, p) * 0.8)
    buildFrontage(site, downtown)
  },
  mixed: (_, site) => {
    buildFrontage(site, midrise)
    buildRows(site, slabStyle(site, 6, 'flat'))
  },
  old: (_, site) => buildCourtyards(site),
  lanes: (_, site) => {
    buildRows(site, {
      storeys: 2 + site.random.int(2),
      depth: 9,
      length: [22, 40],
      spacing: 4.6,
      gap: 3,
      setback: 1.4,
      roof: 'gabled',
      year: 1920 + site.random.int(20),
    })
  },
  slabs: (_, site, { taste }) => {
    if (site.random.chance(0.5)) buildFrontage(site, shops)
    const old = site.year < 1999
    buildRows(
      site,
      slabStyle(
        site,
        old ? 5 + Math.round(taste * 2) : 7 + Math.round(taste * 8),
        old && taste > 0.4 ? 'hipped' : 'flat',
      ),
    )
  },
  towers: (_, site, { taste }) => {
    if (site.random.chance(0.5)) buildFrontage(site, shops)
    buildPoints(site, Math.round(17 + taste * 14), site.year)
    buildRows(site, slabStyle(site, 8, 'flat'))
  },
  villas: (_, site) =>
    buildHouses(site, {
      step: 20,
      size: [12, 16],
      storeys: [2, 3],
      roof: 'hipped',
      fill: 0.92,
      turn: 0.12,
      setback: 4,
    }),
  village: (_, site) =>
    buildHouses(site, {
      step: 15.5,
      size: [9.5, 13.5],
      storeys: [2, 4],
      roof: 'gabled',
      fill: 0.86,
      turn: 0.14,
      setback: 2,
    }),
  industry: (_, site) => buildIndustry(site, false),
  campus: (_, site) => buildCampus(site),
  arena: (_, site) => buildArena(site),
  terminal: (_, site) => buildTerminal(site),
}

function slabStyle(site: Site, storeys: number, roof: 'flat' | 'hipped'): RowStyle {
  const height = storeys * 2.95 + 1
  return {
    storeys,
    depth: 12 + site.random.between(0, 2),
    length: [36, 62],
    spacing: sunSpacing(height),
    gap: 9,
    setback: 5,
    roof,
    year: site.year,
  }
}

const downtown: FrontageStyle = {
  width: [20, 42],
  depth: [16, 24],
  storeys: [4, 12],
  setback: 4,
  gap: 0.6,
  uses: [
    ['office', 4],
    ['retail', 2],
    ['hotel', 1],
    ['residential', 2],
  ],
  roof: 'flat',
  roofHeight: 0,
}
const midrise: FrontageStyle = {
  width: [14, 30],
  depth: [11, 15],
  storeys: [3, 9],
  setback: 3,
  gap: 0.5,
  uses: [
    ['residential', 6],
    ['retail', 2],
    ['office', 1],
  ],
  roof: 'flat',
  roofHeight: 0,
}
const shops: FrontageStyle = {
  streets: ['primary', 'secondary', 'tertiary'],
  width: [22, 54],
  depth: [10, 14],
  storeys: [1, 3],
  setback: 2.5,
  gap: 0.6,
  uses: [
    ['retail', 6],
    ['leisure', 1],
    ['office', 1],
  ],
  roof: 'flat',
  roofHeight: 0,
}

/** The stadium with its halls and training pitches. */
function buildArena(site: Site): void {
  buildStadium(site, roleOf('leisure', 'stadium', ['leisure', 'stadium'], { zh: '临江体育场', en: 'Linjiang Stadium' }))
  buildShell(
    site,
    roleOf('leisure', 'sports_hall', ['leisure', 'sports_centre'], { zh: '临江体育馆', en: 'Linjiang Arena' }),
    40,
    32,
  )
  buildShell(
    site,
    roleOf('leisure', 'sports_hall', ['leisure', 'swimming_pool'], { zh: '临江游泳馆', en: 'Linjiang Natatorium' }),
    34,
    22,
  )
  for (let i = 0; i < 10; i++) {
    const [a, b] = [site.random.between(-160, 160), site.random.between(-160, 160)]
    site.reserve(rectangle(site.frame, a - 52, b - 34, a + 52, b + 34), 'pitch', 8)
  }
}

/** The railway station behind its square, with hotels and offices beside it. */
function buildTerminal(site: Site): void {
  buildHall(
    site,
    roleOf('transport', 'train_station', ['railway', 'station'], {
      zh: '临江站',
      en: 'Linjiang Railway Station',
    }),
    [200, 76],
    3,
  )
  buildFrontage(site, { ...downtown, width: [26, 48], storeys: [6, 16], gap: 16 })
}
