import type { Random } from '#math/random.ts'
import type { BuiltBlock } from './city.ts'
import { contains, type Point, segmentsCross, signedArea } from './plan/plane.ts'
import { type Zone, zoneRules } from './plan/zone.ts'
import { streetWidth } from './street/street.ts'

export interface Parcel {
  ring: Point[]
  area: number
  far: number
  heightLimit: number
  builtFar: number
  builtHeight: number
  /** What was planted against the rules, for analyses to find. */
  violation?: 'far' | 'height'
}

/** One building in how many parcels breaks the rule. */
const plantedShare = 0.006

/** The zoning of a block: limits from its zone, never below what stands there but where a violation is planted. */
export function toParcel({ block, buildings }: BuiltBlock, floorArea: number, random: Random): Parcel | undefined {
  const rule = zoneRules[block.zone as Zone]
  if (rule.far === undefined || rule.heightLimit === undefined) return undefined
  const ring = insetOutline(block) ?? block.ring
  const area = signedArea(ring)
  const builtFar = floorArea / area
  const builtHeight = Math.max(0, ...buildings.map(b => b.height))
  const parcel: Parcel = {
    ring,
    area: Math.round(area),
    far: Math.max(rule.far, Math.ceil(builtFar * 10.5) / 10),
    heightLimit: Math.max(rule.heightLimit, Math.ceil(builtHeight / 5) * 5),
    builtFar: Math.round(builtFar * 100) / 100,
    builtHeight: Math.round(builtHeight * 100) / 100,
  }
  if (buildings.length === 0 || !random.chance(plantedShare)) return parcel
  if (random.chance(0.5) && builtFar > 0.4) return { ...parcel, far: Math.floor(builtFar * 8.5) / 10, violation: 'far' }
  return { ...parcel, heightLimit: Math.max(1, Math.floor(builtHeight * 0.85)), violation: 'height' }
}

/** The block without half of the streets around it; undefined where that does not come out clean. */
export function insetOutline({ outline, ring, area }: BuiltBlock['block']): Point[] | undefined {
  const n = ring.length
  const lines = ring.map((a, i) => {
    const b = ring[(i + 1) % n]
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
    const length = Math.sqrt(dx * dx + dy * dy)
    const half = streetWidth[outline[i].street.class] / 2
    return {
      p: [a[0] - (dy / length) * half, a[1] + (dx / length) * half] as Point,
      d: [dx / length, dy / length] as Point,
      half,
    }
  })
  const inset: Point[] = []
  for (let i = 0; i < n; i++) {
    const [f, g] = [lines[(i + n - 1) % n], lines[i]]
    const det = f.d[0] * g.d[1] - f.d[1] * g.d[0]
    if (Math.abs(det) < 0.05) inset.push(f.half >= g.half ? along(f, ring[i]) : g.p)
    else {
      const t = ((g.p[0] - f.p[0]) * g.d[1] - (g.p[1] - f.p[1]) * g.d[0]) / det
      inset.push([f.p[0] + t * f.d[0], f.p[1] + t * f.d[1]])
    }
  }
  const clean = signedArea(inset) > 0.2 * area && isSimple(inset) && inset.every(p => contains(ring, p))
  return clean ? inset : undefined
}

/** Foot of the perpendicular from p on the line. */
function along({ p: [x, y], d }: { p: Point; d: Point }, p: Point): Point {
  const t = (p[0] - x) * d[0] + (p[1] - y) * d[1]
  return [x + t * d[0], y + t * d[1]]
}

function isSimple(ring: readonly Point[]): boolean {
  const n = ring.length
  for (let i = 0; i < n; i++)
    for (let j = i + 2; j < n; j++)
      if (!(i === 0 && j === n - 1) && segmentsCross(ring[i], ring[i + 1], ring[j], ring[(j + 1) % n])) return false
  return true
}
