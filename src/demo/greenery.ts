import type { Random } from '#math/random.ts'
import type { BuiltBlock, DemoCity } from './city.ts'
import { boundsOf, boxesWithin, contains, distance, type Point, resample, segmentDistance2 } from './plan/plane.ts'
import { isStreet, type Street, type StreetClass, streetWidth } from './street/street.ts'

/** Metres between trees along a street; streets that are not named have none. */
const spacing: Partial<Record<StreetClass, number>> = {
  trunk: 16,
  primary: 14,
  secondary: 15,
  tertiary: 17,
  residential: 24,
}

/** Square metres a tree. */
const density: Record<string, number> = {
  park: 130,
  garden: 90,
  forest: 420,
  campus: 300,
  villas: 330,
  towers: 260,
  slabs: 300,
  village: 620,
  old: 1400,
  centre: 900,
  business: 1000,
}

/** Trees of streets, parks, gardens and courts, none in a house, in water or on a carriageway. */
export function* plantTrees(city: DemoCity): Generator<Point> {
  const random = city.plan.random.fork('trees')
  const share = Math.min(1, 60_000 / city.plan.buildings)
  for (const street of city.streets) yield* streetTrees(street, random, share)
  for (const block of city.built) yield* blockTrees(block, random, share)
}

function* streetTrees(street: Street, random: Random, share: number): Generator<Point> {
  const step = spacing[street.class]
  if (step === undefined || street.bridge) return
  const offset = streetWidth[street.class] / 2 - 2
  const stops = [street.points[0], ...street.junctions, street.points[street.points.length - 1]]
  const line = resample(street.points, step / share)
  for (let i = 1; i < line.length - 1; i++) {
    const [a, p, b] = [line[i - 1], line[i], line[i + 1]]
    if (stops.some(q => distance(p, q) < streetWidth[street.class] / 2 + 12)) continue
    const length = distance(a, b)
    for (const side of [-1, 1]) {
      if (random.chance(0.06)) continue
      yield [p[0] - (side * offset * (b[1] - a[1])) / length, p[1] + (side * offset * (b[0] - a[0])) / length]
    }
  }
}

function* blockTrees(built: BuiltBlock, random: Random, share: number): Generator<Point> {
  const { block, facility, open } = built
  const each = facility === 'garden' ? density.garden : density[block.zone]
  if (each === undefined || facility === 'square') return
  const boxes = built.buildings.map(b => ({ ring: b.ring, box: boundsOf(b.ring) }))
  const lakes = [...open.map(o => o.ring), ...lakesOf(built)]
  const box = boundsOf(block.ring)
  const count = Math.round(((block.area * share) / each) * 0.9)
  for (let i = 0; i < count; i++) {
    const p: Point = [random.between(box.west, box.east), random.between(box.south, box.north)]
    if (!contains(block.ring, p) || isNearStreet(block, p) || lakes.some(ring => contains(ring, p))) continue
    const around = { west: p[0], east: p[0], south: p[1], north: p[1] }
    if (boxes.every(b => !boxesWithin(around, b.box, 2.5))) yield p
  }
}

const isNearStreet = ({ outline }: BuiltBlock['block'], p: Point): boolean =>
  outline.some(
    (c, i) =>
      segmentDistance2(p, c.p, outline[(i + 1) % outline.length].p) < (streetWidth[c.street.class] / 2 + 2) ** 2 &&
      isStreet(c.street),
  )

/** The lake of a large park: a bean that keeps off the shores of the park. */
export function lakesOf({ block, facility }: BuiltBlock): Point[][] {
  if (block.zone !== 'park' || facility === 'pagoda' || block.area < 60_000) return []
  const reach = Math.min(...block.ring.map(p => distance(p, block.middle)))
  const ring = Array.from({ length: 48 }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / 48
    const r = reach * (0.46 + 0.12 * Math.sin(2 * angle + block.id) + 0.06 * Math.sin(5 * angle + 1))
    return [block.middle[0] + r * 1.15 * Math.cos(angle), block.middle[1] + r * 0.85 * Math.sin(angle)]
  })
  return [ring]
}
