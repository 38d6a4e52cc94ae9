import type { RoofShape } from '#model/city/feature.ts'
import { createFrame, type Frame, fromFrame, rectangle, toFrame } from '../plan/plane.ts'
import { storeyHeight } from './building.ts'
import type { Site } from './site.ts'

export interface RowStyle {
  storeys: number
  depth: number
  length: readonly [number, number]
  /** Free ground between a row and the next to its north, metres. */
  spacing: number
  gap: number
  setback: number
  roof: RoofShape
  year: number
}

/** Least distance between rows so that the ground floor has the sun on the coldest day: about 1.1 times the height at 31° north. */
export const sunSpacing = (height: number): number => 1.1 * height

/** Rows of slabs that face south as nearly as the block allows. */
export function buildRows(site: Site, style: RowStyle): void {
  const frame = southFrame(site)
  const local = site.block.ring.map(p => toFrame(frame, p))
  const [west, east] = [Math.min(...local.map(p => p[0])), Math.max(...local.map(p => p[0]))]
  const [south, north] = [Math.min(...local.map(p => p[1])), Math.max(...local.map(p => p[1]))]
  const edge = style.setback + 4
  let b = south + edge
  while (b + style.depth < north - style.setback) {
    const placed = buildRow(site, frame, [west, east], b, style)
    b += placed > 0 ? style.depth + style.spacing : 4
  }
}

function buildRow(
  site: Site,
  frame: Frame,
  [west, east]: readonly [number, number],
  b: number,
  style: RowStyle,
): number {
  const { random } = site
  let placed = 0
  const shift = random.between(0, 6)
  for (let a = west + shift; a < east; ) {
    const length = random.between(...style.length)
    const hit = [length, style.length[0], style.length[0] * 0.66].find(l =>
      site.build(slab(frame, a, b, l, style), style.setback, Math.min(style.gap, 3.5)),
    )
    if (hit !== undefined) placed++
    a += hit !== undefined ? hit + style.gap : 5
  }
  return placed
}

function slab(frame: Frame, a: number, b: number, length: number, style: RowStyle) {
  const roofHeight = style.roof === 'flat' ? 0 : style.depth * 0.22
  return {
    ring: rectangle(frame, a, b, a + length, b + style.depth),
    use: 'residential' as const,
    kind: style.storeys > 3 ? 'apartments' : 'terrace',
    storeys: style.storeys,
    height: style.storeys * storeyHeight.residential + 0.9 + roofHeight,
    roof: style.roof,
    roofHeight,
    year: style.year,
    fill: 1,
  }
}

/** The block's axes, turned so that a runs as east as it can, at most 24° off. */
export function southFrame(site: Site): Frame {
  const limit = 0.42
  const angle = Math.min(limit, Math.max(-limit, site.frame.angle))
  return createFrame(site.block.middle, angle)
}

/** Residential towers with few flats a floor, staggered so that none shades its neighbour all day. */
export function buildPoints(site: Site, storeys: number, year: number): void {
  const frame = southFrame(site)
  const { random } = site
  const step = { a: 46 + storeys * 0.3, b: 44 + storeys * 0.75 }
  const reach = Math.max(site.extent.east - site.extent.west, site.extent.north - site.extent.south) / 2
  let row = 0
  for (let b = -reach; b < reach; b += step.b, row++)
    for (let a = -reach + (row % 2) * step.a * 0.5; a < reach; a += step.a) {
      const floors = Math.max(9, storeys + random.int(5) - 2)
      const height = floors * storeyHeight.residential + 4.5
      const [w, d] = [random.between(24, 30), random.between(15, 17)]
      const ring = pointTower(frame, a + random.between(-3, 3), b + random.between(-4, 4), w, d)
      site.build(
        {
          ring,
          use: 'residential',
          kind: 'apartments',
          storeys: floors,
          height,
          roof: 'flat',
          roofHeight: 0,
          year,
          fill: 1,
        },
        9,
        16,
      )
    }
}

/** A slab with a core that steps forward to the north: a T, the usual plan of two stairs and four flats. */
function pointTower(frame: Frame, a: number, b: number, width: number, depth: number) {
  const [w, d, n] = [width / 2, depth / 2, width / 5]
  const plan: [number, number][] = [
    [-w, -d],
    [-n * 0.6, -d],
    [-n * 0.6, -d + 2],
    [n * 0.6, -d + 2],
    [n * 0.6, -d],
    [w, -d],
    [w, d],
    [n, d],
    [n, d + 3.5],
    [-n, d + 3.5],
    [-n, d],
    [-w, d],
  ]
  return plan.map(([x, y]) => fromFrame(frame, a + x, b + y))
}
