import { type Frame, fromFrame, rectangle } from '../plan/plane.ts'
import type { Building } from './building.ts'
import { southFrame } from './rows.ts'
import type { Site } from './site.ts'

/** Courtyard houses of the old town: a main hall facing south, side wings, and a gate house, under tiled gables. */
export function buildCourtyards(site: Site): void {
  const frame = southFrame(site)
  const reach = Math.max(site.extent.east - site.extent.west, site.extent.north - site.extent.south) / 2 + 4
  const { random } = site
  for (let b = -reach; b < reach; b += 21.5)
    for (let a = -reach + random.between(0, 4); a < reach; ) {
      const width = random.between(14.5, 18)
      buildCourt(site, frame, a, b + random.between(0, 0.8), width)
      a += width + random.between(0.8, 1.6)
    }
}

function buildCourt(site: Site, frame: Frame, a: number, b: number, width: number): void {
  const wing = 4.6
  const wings: [number, number, number, number, number][] = [
    [0, 13.4, width, 20, 1], // main hall in the north
    [0, 4.9, wing, 13, 0],
    [width - wing, 4.9, width, 13, 0],
    [0, 0, width, 4.5, 0],
  ]
  for (const [a0, b0, a1, b1, main] of wings) {
    const storeys = main && site.random.chance(0.3) ? 2 : 1
    site.build(hall(site, rectangle(frame, a + a0, b + b0, a + a1, b + b1), storeys), 0.9, 0.3)
  }
}

function hall(site: Site, ring: Building['ring'], storeys: number): Building {
  const roofHeight = 2.1
  const shop = site.random.chance(0.16)
  return {
    ring,
    use: shop ? 'retail' : 'residential',
    kind: shop ? 'retail' : 'house',
    storeys,
    height: storeys * 3.1 + roofHeight,
    roof: 'gabled',
    roofHeight,
    year: site.random.chance(0.25) ? 1980 + site.random.int(40) : 1880 + site.random.int(70),
    fill: 1,
  }
}

export interface HouseStyle {
  step: number
  size: readonly [number, number]
  storeys: readonly [number, number]
  roof: 'gabled' | 'hipped'
  fill: number
  turn: number
  setback: number
}

/** Detached houses with their yards, a little turned against each other. */
export function buildHouses(site: Site, style: HouseStyle): void {
  const { random } = site
  const reach = Math.max(site.extent.east - site.extent.west, site.extent.north - site.extent.south) / 2
  const frame = southFrame(site)
  for (let b = -reach; b < reach; b += style.step)
    for (let a = -reach; a < reach; a += style.step) {
      if (!random.chance(style.fill)) continue
      const middle = fromFrame(frame, a + random.between(-1.6, 1.6), b + random.between(-1.6, 1.6))
      const angle = frame.angle + random.between(-style.turn, style.turn)
      const own = { origin: middle, angle, u: [Math.cos(angle), Math.sin(angle)] as const }
      const [w, d] = [random.between(...style.size) / 2, (random.between(...style.size) * 0.78) / 2]
      const storeys = style.storeys[0] + random.int(style.storeys[1] - style.storeys[0] + 1)
      const roofHeight = 2 * d * 0.34
      site.build(
        {
          ring: rectangle(own, -w, -d, w, d),
          use: 'residential',
          kind: 'house',
          storeys,
          height: storeys * 3.1 + 0.3 + roofHeight,
          roof: style.roof,
          roofHeight,
          year: site.year + random.int(24) - 12,
          fill: 1,
        },
        style.setback,
        2.2,
      )
    }
}
