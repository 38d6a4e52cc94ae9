import type { RoofShape } from '#model/city/feature.ts'
import type { BuildingUse } from '#model/city/vocabulary.ts'
import { createFrame, distance, mix, type Point, polylineLength, rectangle } from '../plan/plane.ts'
import { isStreet, type StreetClass, streetWidth } from '../street/street.ts'
import { storeyHeight } from './building.ts'
import type { Site } from './site.ts'

export interface FrontageStyle {
  /** Width and depth of a building, metres. */
  width: readonly [number, number]
  depth: readonly [number, number]
  storeys: readonly [number, number]
  setback: number
  /** Only along streets of these classes; all where undefined. */
  streets?: readonly StreetClass[]
  gap: number
  uses: readonly (readonly [BuildingUse, number])[]
  roof: RoofShape
  roofHeight: number
}

/** A wall of houses along every street of the block, each of its own width and height. */
export function buildFrontage(site: Site, style: FrontageStyle): void {
  const { ring, outline } = site.block
  const closed = [...ring, ring[0]]
  const total = polylineLength(closed)
  for (let s = site.random.between(0, 8); s < total; ) {
    const width = site.random.between(...style.width)
    const from = pointAt(closed, s)
    const to = pointAt(closed, s + width)
    const street = outline[from.edge].street
    s +=
      isStreet(street) &&
      (style.streets?.includes(street.class) ?? true) &&
      site.build(house(site, style, from.p, to.p, streetWidth[street.class] / 2), style.setback, style.gap)
        ? width + style.gap
        : 4
  }
}

function house(site: Site, style: FrontageStyle, from: Point, to: Point, half: number) {
  const { random } = site
  const frame = createFrame(from, Math.atan2(to[1] - from[1], to[0] - from[0]))
  const front = half + style.setback + 0.4
  const depth = random.between(...style.depth)
  const use = random.weighted(style.uses)
  const storeys = Math.round(style.storeys[0] + (style.storeys[1] - style.storeys[0]) * random.next() ** 1.6)
  const roofHeight = style.roof === 'flat' ? 0 : style.roofHeight
  return {
    ring: rectangle(frame, 0, front, distance(from, to), front + depth),
    use,
    kind: kindOf[use] ?? 'yes',
    storeys,
    height: storeys * storeyHeight[use] + 0.8 + roofHeight,
    roof: style.roof,
    roofHeight,
    year: site.year + random.int(14) - 7,
    fill: 1,
  }
}

const kindOf: Partial<Record<BuildingUse, string>> = {
  residential: 'apartments',
  office: 'office',
  retail: 'retail',
  hotel: 'hotel',
  leisure: 'civic',
}

/** Point at arc length s of a closed polyline, and the edge that it lies on. */
function pointAt(closed: readonly Point[], s: number): { p: Point; edge: number } {
  let rest = s % polylineLength(closed)
  for (let i = 0; i + 1 < closed.length; i++) {
    const length = distance(closed[i], closed[i + 1])
    if (rest <= length) return { p: mix(closed[i], closed[i + 1], rest / length), edge: i }
    rest -= length
  }
  return { p: closed[0], edge: 0 }
}
