import type { BuildingUse } from '#model/city/vocabulary.ts'
import { type Frame, type Point, shape, signedArea } from '../plan/plane.ts'
import { storeyHeight } from './building.ts'
import type { Site } from './site.ts'
import { type Tier, tierSolid } from './solid.ts'

/** A tower of about the wanted height on a podium with shops; the block's leftover becomes a square with smaller houses. */
export function buildHighrises(site: Site, wanted: (p: Point) => number): void {
  const { extent, random } = site
  const [width, height] = [extent.east - extent.west, extent.north - extent.south]
  const columns = Math.max(1, Math.round(width / 95))
  const rows = Math.max(1, Math.round(height / 95))
  const [middleA, middleB] = [(extent.east + extent.west) / 2, (extent.north + extent.south) / 2]
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < rows; j++) {
      const a = middleA + (width * (i + 0.5)) / columns - width / 2
      const b = middleB + (height * (j + 0.5)) / rows - height / 2
      const target = wanted(site.block.middle) * random.between(0.62, 1.25)
      for (const size of [1, 0.86, 0.72, 0.6, 0.48])
        if (
          raise(
            site,
            a,
            b,
            Math.min(76, (width / columns) * 0.9) * size,
            Math.min(72, (height / rows) * 0.9) * size,
            target,
          )
        )
          break
    }
}

function raise(site: Site, a: number, b: number, width: number, depth: number, target: number): boolean {
  if (width < 24 || depth < 24) return false
  const { random, frame } = site
  const use: BuildingUse = random.weighted([
    ['office', 6],
    ['hotel', 1.3],
    ['residential', 1.6],
  ])
  const podium = Math.min(24, 4 + storeyHeight.retail * (1 + random.int(4)))
  const lean = Math.min(width, depth)
  const slender = Math.min(lean * random.between(0.55, 0.74), 22 + target * 0.12)
  const top = Math.max(podium + 14, Math.min(target, slender * 8.5))
  const base = rounded(width, depth, random.chance(0.4) ? 6 : 1.2)
  const at = (points: Point[]) =>
    shape(
      frame,
      points.map(([x, y]): Point => [a + x, b + y]),
    )
  const tower = towerTiers(site, frame, at, slender, podium, top)
  const ring = at(base)
  const solid = tierSolid({ ring, top: podium, above: [tower] })
  const height = peakOf(tower)
  const storeys = Math.round(podium / storeyHeight.retail + (top - podium) / storeyHeight[use])
  const fill = (signedArea(tower.ring) * (top - podium) * 0.88 + signedArea(ring) * podium) / (signedArea(ring) * top)
  return site.build(
    {
      ring,
      use,
      kind: use === 'residential' ? 'apartments' : use,
      storeys,
      height,
      roof: 'flat',
      roofHeight: 0,
      year: Math.min(2024, site.year + random.int(16)),
      solid,
      fill,
    },
    7,
    14,
  )
}

const peakOf = (tier: Tier): number => Math.max(tier.end?.peak ?? tier.top, ...(tier.above ?? []).map(peakOf))

/** Shaft, setbacks and crown. */
function towerTiers(
  site: Site,
  _frame: Frame,
  at: (points: Point[]) => Point[],
  size: number,
  podium: number,
  top: number,
): Tier {
  const { random } = site
  const slab = random.chance(0.3) ? random.between(0.6, 0.8) : 1
  const corner = random.weighted([
    [1, 3],
    [size * 0.18, 2],
    [size * 0.29, 1.4],
  ])
  const plan = (by: number) => at(rounded(size * by, size * slab * by, corner * by))
  const tall = top - podium > 110
  const steps = tall
    ? random.weighted([
        [[0.86, 0.68], 3],
        [[0.9], 2],
        [[0.8, 0.62, 0.4], 1.4],
      ])
    : random.chance(0.35)
      ? [0.82]
      : []
  const shares = [0.62, 0.84, 0.94, 1]
  const crown = top > 130 && random.chance(0.35)
  const build = (i: number): Tier => {
    const last = i === steps.length
    const height = last ? top : podium + (top - podium) * shares[i]
    const ring = plan(i === 0 ? 1 : steps[i - 1])
    if (!last) return { ring, top: height, above: [build(i + 1)] }
    if (crown) return { ring, top: height, end: { shape: 'spire', peak: height + size * random.between(0.35, 0.9) } }
    return { ring, top: height, above: [{ ring: plan((i === 0 ? 1 : steps[i - 1]) * 0.55), top: height + 5 }] }
  }
  return build(0)
}

/** Rectangle about the origin with its corners cut. */
export function rounded(width: number, depth: number, cut: number): Point[] {
  const [w, d, c] = [width / 2, depth / 2, Math.min(cut, Math.min(width, depth) * 0.3)]
  return [
    [-w + c, -d],
    [w - c, -d],
    [w, -d + c],
    [w, d - c],
    [w - c, d],
    [-w + c, d],
    [-w, d - c],
    [-w, -d + c],
  ]
}
