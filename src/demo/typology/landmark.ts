import { disc, type Frame, fromFrame, type Point, rectangle } from '../plan/plane.ts'
import { type Role, settle } from './institution.ts'
import { southFrame } from './rows.ts'
import type { Site } from './site.ts'
import { bowlSolid, hippedSolid, pagoda, type Tier, tierSolid } from './solid.ts'

const oval = (frame: Frame, a: number, b: number, width: number, depth: number): Point[] =>
  Array.from({ length: 40 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 40
    return fromFrame(frame, a + width * Math.cos(angle), b + depth * Math.sin(angle))
  })

/** A bowl under a ring of roof, open over the field. */
export function buildStadium(site: Site, role: Role): boolean {
  return [1, 0.85, 0.7, 0.55, 0.42].some(scale =>
    settle(
      site,
      (a, b) => {
        const ring = oval(site.frame, a, b, 122 * scale, 98 * scale)
        const field = oval(site.frame, a, b, 62 * scale, 49.8 * scale)
        const solid = bowlSolid(ring, field, { eaves: 26 * scale, top: 38 * scale, floor: 1 })
        return {
          ring,
          storeys: 4,
          height: 38 * scale,
          roof: 'flat',
          roofHeight: 0,
          year: site.year,
          solid,
          fill: 0.45,
          ...role,
        }
      },
      10,
      80,
    ),
  )
}

/** A low shell over an oval plan: theatres and sports halls. */
export function buildShell(site: Site, role: Role, width: number, depth: number): boolean {
  return [1, 0.85, 0.7, 0.55].some(scale =>
    settle(
      site,
      (a, b) => {
        const ring = oval(site.frame, a, b, width * scale, depth * scale)
        const peak = 30 * scale
        const solid = tierSolid({ ring, top: 9 * scale, end: { shape: 'dome', peak } })
        return {
          ring,
          storeys: 3,
          height: peak,
          roof: 'dome',
          roofHeight: 21 * scale,
          year: site.year,
          solid,
          fill: 0.8,
          ...role,
        }
      },
      8,
      60,
    ),
  )
}

/** Halls behind each other on one axis, with a pagoda: a temple. */
export function buildTemple(site: Site, role: Role): boolean {
  const frame = southFrame(site)
  let built = false
  const hall = (b: number, width: number, depth: number, eaves: number, own: Role) => {
    const ring = rectangle(frame, -width / 2, b, width / 2, b + depth)
    const peak = eaves + depth * 0.42
    const solid = hippedSolid(frame, [-width / 2, b, width / 2, b + depth], eaves, peak)
    return site.build(
      { ring, storeys: 1, height: peak, roof: 'hipped', roofHeight: peak - eaves, year: 1420, solid, fill: 1, ...own },
      4,
      3,
    )
  }
  const plain: Role = { use: 'religious', kind: 'temple' }
  built = hall(2, 26, 15, 8, role) || hall(-8, 20, 11, 7, role)
  hall(-16, 18, 9, 5.5, plain)
  hall(24, 22, 11, 6.5, plain)
  for (const side of [-1, 1]) {
    const ring = rectangle(frame, side * 24 - 4, -12, side * 24 + 4, 12)
    site.build({ ring, storeys: 1, height: 6.8, roof: 'gabled', roofHeight: 2.2, year: 1650, fill: 1, ...plain }, 4, 3)
  }
  return built
}

export function buildPagoda(site: Site, at: Point, storeys: number, role: Role): boolean {
  const frame: Frame = { ...site.frame, origin: at }
  const [radius, height] = [7.5, storeys * 6.2]
  const ring = disc(frame, 0, 0, radius, 8)
  const solid = tierSolid(pagoda(storeys, radius, height, r => disc(frame, 0, 0, r, 8)))
  return site.build(
    {
      ring,
      storeys,
      height,
      roof: 'pyramidal',
      roofHeight: height / (storeys + 1),
      year: 1086,
      solid,
      fill: 0.55,
      ...role,
    },
    4,
    3,
  )
}

/** A slender mast with two pods: the television tower that every view of the centre knows. */
export function buildTvTower(site: Site, role: Role, height: number): boolean {
  return settle(
    site,
    (a, b) => {
      const at = (r: number) => disc(site.frame, a, b, r, 16)
      const ring = at(24)
      const mast: Tier = { ring: at(3), top: height * 0.84, end: { shape: 'spire', peak: height } }
      const pod: Tier = { ring: at(5.4), top: height * 0.66, above: [mast] }
      const solid = tierSolid({
        ring,
        top: 16,
        above: [{ ring: at(9), top: height * 0.34, above: [{ ring: at(7), top: height * 0.5, above: [pod] }] }],
      })
      return { ring, storeys: 10, height, roof: 'flat', roofHeight: 0, year: 2004, solid, fill: 0.2, ...role }
    },
    6,
    80,
  )
}
