import type { BuildingUse } from '#model/city/vocabulary.ts'
import { disc, type Frame, type Point, rectangle, shape } from '../plan/plane.ts'
import { type Building, storeyHeight } from './building.ts'
import { southFrame } from './rows.ts'
import type { Site } from './site.ts'
import { type Tier, tierSolid } from './solid.ts'

/** What a building of an institution is, but for its shape. */
export type Role = Pick<Building, 'use' | 'kind'> & Partial<Building>

/** Tries places on the block until the plan fits, from the middle outwards. */
export function settle(site: Site, make: (a: number, b: number) => Building, setback = 8, tries = 60): boolean {
  const reach = Math.min(site.extent.east - site.extent.west, site.extent.north - site.extent.south)
  for (let i = 0; i < tries; i++) {
    const spread = (reach * i) / tries
    const [a, b] = [site.random.between(-0.5, 0.5) * spread, site.random.between(-0.5, 0.5) * spread]
    if (site.build(make(a, b), setback, 8)) return true
  }
  return false
}

function flat(site: Site, ring: Point[], storeys: number, role: Role): Building {
  const height = storeys * storeyHeight[role.use] + 1.2
  const parapet: Tier = { ring, top: height }
  return {
    ring,
    storeys,
    height,
    roof: 'flat',
    roofHeight: 0,
    year: site.year,
    fill: 1,
    solid: tierSolid(parapet),
    ...role,
  }
}

/** Wings joined like a comb, an E or a U: rooms to the south, corridor to the north. */
function comb(frame: Frame, a: number, b: number, width: number, depth: number, wing: number, teeth: number): Point[] {
  const points: Point[] = [
    [a - width / 2, b + depth / 2],
    [a - width / 2, b - depth / 2],
  ]
  const step = (width - wing) / (teeth - 1)
  for (let i = 0; i < teeth; i++) {
    const left = a - width / 2 + i * step
    if (i > 0) points.push([left, b + depth / 2 - wing], [left, b - depth / 2])
    points.push([left + wing, b - depth / 2])
    if (i < teeth - 1) points.push([left + wing, b + depth / 2 - wing])
  }
  points.push([a + width / 2, b + depth / 2])
  return shape(frame, points)
}

export function buildSchool(site: Site, role: Role): boolean {
  const frame = southFrame(site)
  const { random } = site
  for (const scale of [1, 0.8, 0.62]) {
    const pitch = rectangle(frame, -52 * scale, -48 * scale, 40 * scale, 4 * scale)
    const shifted = pitch.map(([x, y]): Point => [x + random.between(-8, 8), y])
    if (site.reserve(shifted, 'pitch', 6)) break
  }
  const main = [1, 0.85, 0.7, 0.55].some(scale =>
    settle(
      site,
      (a, b) => flat(site, comb(frame, a, b, 64 * scale, 42 * scale, 11, 3), 4 + random.int(2), role),
      7,
      50,
    ),
  )
  for (let i = 0; i < 2; i++)
    settle(
      site,
      (a, b) =>
        flat(site, rectangle(frame, a - 15, b - 7, a + 15, b + 7), 2 + random.int(2), {
          use: 'education',
          kind: 'school',
        }),
      6,
      30,
    )
  return main
}

export function buildHospital(site: Site, role: Role): boolean {
  const frame = southFrame(site)
  const { random } = site
  const main = [1, 0.85, 0.7, 0.55].some(scale =>
    settle(
      site,
      (a, b) => {
        const ring = shape(
          frame,
          [
            [-42, -18],
            [42, -18],
            [42, 18],
            [-42, 18],
          ].map(([x, y]): Point => [a + x * scale, b + y * scale]),
        )
        const ward = shape(
          frame,
          [
            [-34, -2],
            [34, -2],
            [34, 13],
            [-34, 13],
          ].map(([x, y]): Point => [a + x * scale, b + y * scale]),
        )
        const storeys = 12 + random.int(6)
        const height = storeys * 4 + 2
        const pad = disc(frame, a + 20 * scale, b + 5 * scale, 6 * scale, 12)
        const solid = tierSolid({
          ring,
          top: 18,
          above: [{ ring: ward, top: height, above: [{ ring: pad, top: height + 1.5 }] }],
        })
        return {
          ring,
          storeys,
          height: height + 1.5,
          roof: 'flat',
          roofHeight: 0,
          year: site.year,
          solid,
          fill: 0.55,
          ...role,
        }
      },
      9,
      50,
    ),
  )
  for (let i = 0; i < 3; i++)
    settle(
      site,
      (a, b) =>
        flat(site, rectangle(frame, a - 22, b - 8, a + 22, b + 8), 4 + random.int(4), {
          use: 'health',
          kind: 'hospital',
        }),
      7,
      30,
    )
  return main
}

export function buildCampus(site: Site): void {
  const frame = southFrame(site)
  const { random } = site
  const kind = 'university'
  if (random.chance(0.25)) site.reserve(rectangle(frame, -55, -30, 45, 30), 'pitch', 8)
  if (random.chance(0.2)) {
    settle(site, (a, b) => {
      const ring = disc(frame, a, b, 26, 24)
      return {
        ring,
        use: 'education',
        kind,
        storeys: 4,
        height: 27,
        roof: 'dome',
        roofHeight: 9,
        year: site.year,
        fill: 1,
        solid: tierSolid({ ring, top: 18, end: { shape: 'dome', peak: 27 } }),
      }
    })
  }
  for (let i = 0; i < 12; i++) {
    const teeth = 2 + random.int(2)
    const size = random.between(38, 70)
    if (random.chance(0.5))
      settle(
        site,
        (a, b) => flat(site, comb(frame, a, b, size, 36, 13, teeth), 3 + random.int(4), { use: 'education', kind }),
        8,
        24,
      )
    else
      settle(
        site,
        (a, b) =>
          flat(site, rectangle(frame, a - size / 2, b - 8, a + size / 2, b + 8), 4 + random.int(3), {
            use: random.chance(0.4) ? 'residential' : 'education',
            kind: 'university',
          }),
        8,
        24,
      )
  }
}

/** One block of building with a name: mall, market, library, station, government, fire or police station, clinic. */
export function buildHall(
  site: Site,
  role: Role,
  size: readonly [width: number, depth: number],
  storeys: number,
): boolean {
  const frame = site.frame
  return [1, 0.85, 0.7, 0.55, 0.42].some(scale =>
    settle(
      site,
      (a, b) => {
        const [w, d] = [(size[0] * scale) / 2, (size[1] * scale) / 2]
        const base = flat(site, rectangle(frame, a - w, b - d, a + w, b + d), storeys, role)
        const court = rectangle(frame, a - w * 0.5, b - d * 0.45, a + w * 0.5, b + d * 0.45)
        return {
          ...base,
          height: base.height + 3.5,
          solid: tierSolid({ ring: base.ring, top: base.height, above: [{ ring: court, top: base.height + 3.5 }] }),
        }
      },
      6,
      40,
    ),
  )
}

export const roleOf = (
  use: BuildingUse,
  kind: string,
  place: readonly [string, string],
  name: Building['name'],
): Role => ({ use, kind, place, name })
