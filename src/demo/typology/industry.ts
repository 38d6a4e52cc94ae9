import { disc, rectangle } from '../plan/plane.ts'
import type { Building } from './building.ts'
import type { Site } from './site.ts'
import { profileSolid, tierSolid } from './solid.ts'

/** Halls in rows along the block, sawtooth, gabled or flat, with an office at the gate and tanks behind. */
export function buildIndustry(site: Site, factory: boolean): void {
  const { extent, random, frame } = site
  const depth = random.between(34, 52)
  if (factory) for (let i = 0; i < 9; i++) buildTank(site)
  for (let b = extent.south + 22; b + depth < extent.north; b += depth + random.between(16, 24))
    for (let a = extent.west + 12; a < extent.east - 20; ) {
      const length = random.between(52, 128)
      const hit = [length, 64, 38].find(l => buildHall(site, a, b, l, depth))
      a += hit ? hit + random.between(12, 20) : 8
    }
  for (let tries = 0; tries < 24; tries++) {
    const a = random.between(extent.west, extent.east)
    const b = random.between(extent.south, extent.north)
    const storeys = 2 + random.int(5)
    site.build(
      {
        ring: rectangle(frame, a, b, a + random.between(22, 40), b + 14),
        use: tries % 3 ? 'industrial' : 'office',
        kind: tries % 3 ? 'warehouse' : 'office',
        storeys: tries % 3 ? 1 : storeys,
        height: tries % 3 ? 8.5 : storeys * 3.9 + 1,
        roof: 'flat',
        roofHeight: 0,
        year: site.year + random.int(12),
        fill: 1,
      },
      7,
      9,
    )
  }
}

function buildHall(site: Site, a: number, b: number, length: number, depth: number): boolean {
  const { random, frame } = site
  const ring = rectangle(frame, a, b, a + length, b + depth)
  const eaves = random.between(7, 11)
  const style = random.int(3)
  const base: Building = {
    ring,
    use: 'industrial',
    kind: 'industrial',
    storeys: 1,
    height: eaves,
    roof: 'flat',
    roofHeight: 0,
    year: site.year + random.int(14),
    fill: 1,
  }
  if (style === 1) return site.build({ ...base, height: eaves + 3, roof: 'gabled', roofHeight: 3 }, 8, 10)
  if (style === 2) return site.build(base, 8, 10)
  const teeth = Math.max(3, Math.round(depth / 10))
  const section: [number, number][] = [[b + depth, 0]]
  for (let i = 0; i < teeth; i++) {
    const right = b + depth - (depth * i) / teeth
    section.push([right, eaves + 3.2], [right - depth / teeth, eaves])
  }
  section.push([b, 0])
  return site.build({ ...base, height: eaves + 3.2, solid: profileSolid(frame, a, a + length, section) }, 8, 10)
}

function buildTank(site: Site): void {
  const { random, frame, extent } = site
  const tall = random.chance(0.25)
  const radius = tall ? 2.6 : random.between(7, 13)
  const height = tall ? random.between(55, 80) : random.between(10, 16)
  const ring = disc(
    frame,
    random.between(extent.west + 30, extent.east - 30),
    random.between(extent.south + 30, extent.north - 30),
    radius,
    16,
  )
  site.build(
    {
      ring,
      use: 'industrial',
      kind: tall ? 'chimney' : 'storage_tank',
      storeys: 1,
      height,
      roof: 'flat',
      roofHeight: 0,
      year: site.year,
      solid: tierSolid({
        ring,
        top: tall ? height : height - 2,
        ...(tall ? {} : { end: { shape: 'dome' as const, peak: height } }),
      }),
      fill: 1,
    },
    12,
    8,
  )
}
