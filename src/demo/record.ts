import type { Random } from '#math/random.ts'
import type { BuiltBlock, DemoCity } from './city.ts'
import { centroid, distance, type Point, segmentDistance2, signedArea } from './plan/plane.ts'
import { groundHeight } from './plan/terrain.ts'
import { isStreet, type Street } from './street/street.ts'
import type { Building } from './typology/building.ts'

/** A building as it is told to others. */
export interface BuildingRecord {
  id: string
  building: Building
  block: BuiltBlock
  /** Lowest ground under it, metres. */
  ground: number
  footprintArea: number
  floorArea: number
  population: number
  energyClass: string
  address: { street: Street; number: number; zh: string; en: string }
}

/** Every building with its numbers and its address, block by block. */
export function* toRecords(city: DemoCity): Generator<BuildingRecord> {
  const addresses = createAddresses()
  let serial = 0
  for (const block of city.built) {
    const random = city.plan.random.fork(`people ${block.block.id}`)
    for (const building of block.buildings) {
      const footprintArea = signedArea(building.ring)
      const floorArea = Math.round(footprintArea * building.storeys * building.fill * 0.97)
      yield {
        id: `b${++serial}`,
        building,
        block,
        ground: Math.round(Math.min(...building.ring.map(p => groundHeight(city.plan, p))) * 100) / 100,
        footprintArea: Math.round(footprintArea * 10) / 10,
        floorArea,
        population: populationOf(building, floorArea, random),
        energyClass: energyOf(building, random),
        address: addresses(block, centroid(building.ring)),
      }
    }
  }
}

/** People who live there: floor space a head has doubled since the eighties. */
function populationOf({ use, year }: Building, floorArea: number, random: Random): number {
  if (use !== 'residential') return 0
  const each = year < 1980 ? 22 : year < 2000 ? 28 : 37
  return Math.round(((floorArea * 0.82) / each) * random.between(0.75, 1.05))
}

const classes = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const

/** Energy codes came in 1986, 1995, 2005 and 2015; older houses were insulated later, some of them. */
function energyOf({ year }: Building, random: Random): string {
  const code = year < 1950 ? 5.6 : year < 1986 ? 5.2 : year < 1996 ? 4.2 : year < 2006 ? 3.1 : year < 2016 ? 2 : 1.1
  return classes[Math.min(6, Math.max(0, Math.round(code + 0.8 * random.normal())))]
}

/** Numbers houses along the nearest named street of their block, odd on its left side, even on its right. */
function createAddresses() {
  const used = new Map<number, Set<number>>()
  return ({ block }: BuiltBlock, p: Point): BuildingRecord['address'] => {
    const street = nearestStreet(block.outline, p)
    const taken = used.get(street.id) ?? new Set()
    used.set(street.id, taken)
    const { along, left } = locate(street, p)
    let number = 2 * Math.floor(along / 12) + (left ? 1 : 2)
    while (taken.has(number)) number += 2
    taken.add(number)
    const name = street.name ?? { zh: '', en: '' }
    return { street, number, zh: `${name.zh}${number}号`, en: `${number} ${name.en}` }
  }
}

function nearestStreet(outline: BuiltBlock['block']['outline'], p: Point): Street {
  let [best, found] = [Infinity, outline[0].street]
  outline.forEach(({ p: a, street }, i) => {
    if (!isStreet(street)) return
    const d = segmentDistance2(p, a, outline[(i + 1) % outline.length].p)
    if (d < best) [best, found] = [d, street]
  })
  return found
}

function locate({ points }: Street, p: Point): { along: number; left: boolean } {
  let [best, along, left, passed] = [Infinity, 0, false, 0]
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]]
    const length = distance(a, b)
    const d = segmentDistance2(p, a, b)
    if (d < best) {
      const t = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / (length * length)
      best = d
      along = passed + Math.min(1, Math.max(0, t)) * length
      left = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) > 0
    }
    passed += length
  }
  return { along, left }
}
