import type { Plan } from '../plan/plan.ts'
import { distance, mix, type Point, resample, spline } from '../plan/plane.ts'
import type { StreetClass } from './street.ts'

/** A main line before it is cut where it meets others. */
export interface Line {
  class: StreetClass
  label: string
  points: Point[]
}

/** Hills stand in this sector beyond the outer ring, radians from east. */
export const hillSector = { from: 0.52 * Math.PI, to: 0.93 * Math.PI }

/** Rings, radials, embankments, the railway, the wall road of the old town, and the limit of the planned land. */
export function planArterials(plan: Plan): Line[] {
  return [
    ...rings(plan),
    ...radials(plan),
    ...banks(plan),
    wall(plan),
    axis(plan),
    railway(plan),
    limit(plan),
    ...crossings(plan),
  ]
}

/** Radii of the ring roads, metres. */
export function ringRadii({ radius }: Plan): number[] {
  const radii = [radius]
  while (radii[0] > 1500) radii.unshift(radii[0] * (radii[0] > 8000 ? 0.72 : 0.66))
  if (radii.length > 1 && radii[0] < 0.36 * radius && radius < 4000) radii.shift()
  return radii
}

/** Slightly squared circle which wavers, so that no ring looks drawn with compasses. */
function loop(plan: Plan, middle: Point, radius: number, waver: number, square: number): Point[] {
  const count = Math.max(24, Math.round((2 * Math.PI * radius) / 45))
  const phase = plan.random.fork(`loop ${Math.round(radius)}`).between(0, 6)
  const points = Array.from({ length: count }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / count
    const wave = 1 + waver * (Math.sin(2 * angle + phase) + 0.6 * Math.sin(3 * angle + 2 * phase))
    const [c, s] = [Math.cos(angle), Math.sin(angle)]
    const norm = (Math.abs(c) ** square + Math.abs(s) ** square) ** (1 / square)
    return [middle[0] + (radius * wave * c) / norm, middle[1] + (radius * wave * s) / norm]
  })
  return [...points, points[0]]
}

function rings(plan: Plan): Line[] {
  const radii = ringRadii(plan)
  return radii.map((radius, i) => ({
    class: i === radii.length - 1 ? ('trunk' as const) : ('primary' as const),
    label: `ring ${i + 1} of ${radii.length}`,
    points: loop(plan, plan.middle, radius, 0.018, 2.5),
  }))
}

function radials(plan: Plan): Line[] {
  const random = plan.random.fork('radials')
  const radii = ringRadii(plan)
  const out: Line[] = []
  const count = 10
  for (let i = 0; i < count; i++) {
    const angle = (2 * Math.PI * (i + 0.5 + random.between(-0.16, 0.16))) / count
    const inHills = angle > hillSector.from && angle < hillSector.to
    out.push(
      radial(
        plan,
        `radial ${i}`,
        angle,
        radii[0] * 0.97,
        inHills ? radii[radii.length - 1] * 1.03 : 1.36 * plan.radius,
        random.between(-0.1, 0.1),
      ),
    )
  }
  for (let ring = 1; ring < radii.length - 1; ring++) {
    for (let i = 0; i < 5 * 2 ** ring; i++) {
      const angle = (2 * Math.PI * (i + random.between(-0.2, 0.2))) / (5 * 2 ** ring)
      out.push(
        radial(
          plan,
          `spur ${ring}-${i}`,
          angle,
          radii[ring] * 0.97,
          radii[ring + 1] * 1.03,
          random.between(-0.05, 0.05),
        ),
      )
    }
  }
  return out
}

function radial(plan: Plan, label: string, angle: number, from: number, to: number, bend: number): Line {
  const at = (r: number, turn: number): Point => [
    plan.middle[0] + r * Math.cos(angle + turn),
    plan.middle[1] + r * Math.sin(angle + turn),
  ]
  const knots = [0, 0.25, 0.5, 0.75, 1].map(t => at(from + (to - from) * t, bend * Math.sin(Math.PI * t * 1.3)))
  const line = spline([knots[0], ...knots, knots[4]], 12)
  return { class: label.startsWith('spur') ? 'secondary' : 'primary', label, points: resample(line, 45) }
}

function banks({ river }: Plan): Line[] {
  return river.banks.map((points, i) => ({ class: 'secondary', label: i === 0 ? 'north bank' : 'south bank', points }))
}

function wall(plan: Plan): Line {
  return { class: 'secondary', label: 'wall', points: loop(plan, plan.oldTown, plan.oldTownRadius, 0.02, 4) }
}

/** The great avenue from the old town over the river through the new centre, and on to the station in the south. */
function axis(plan: Plan): Line {
  const at = (x: number, y: number): Point => [x * plan.radius, y * plan.radius]
  const knots = [
    at(-0.2, 1.12),
    at(-0.18, 0.7),
    at(-0.15, 0.4),
    at(0.0, 0.235),
    at(0.22, 0.06),
    at(0.27, -0.14),
    at(0.24, -0.5),
    at(0.2, -0.9),
    at(0.16, -1.12),
  ]
  return { class: 'primary', label: 'axis', points: resample(spline([knots[0], ...knots, knots[8]], 12), 45) }
}

/** Where the rings leave a long stretch of river without a bridge, a street crosses from bank to bank. */
function crossings({ river, radius, middle }: Plan): Line[] {
  const [north, south] = river.banks
  const step = Math.max(1, Math.round(Math.min(700, 0.4 * radius) / distance(river.line[0], river.line[1])))
  const out: Line[] = []
  for (let i = step; i < river.line.length - 1; i += step) {
    if (distance(river.line[i], middle) > 0.97 * radius) continue
    const beyond = (from: Point, to: Point) => mix(from, to, 1.03)
    const points = resample([beyond(south[i], north[i]), beyond(north[i], south[i])], 45)
    out.push({ class: 'secondary', label: `crossing ${i}`, points })
  }
  return out
}

function railway(plan: Plan): Line {
  const at = (x: number, y: number): Point => [x * plan.radius, y * plan.radius]
  const knots = [
    at(-1.7, -0.72),
    at(-1.36, -0.7),
    at(-0.7, -0.78),
    at(0.2, -0.76),
    at(0.8, -0.82),
    at(1.36, -0.98),
    at(1.7, -1.1),
  ]
  return { class: 'rail', label: 'railway', points: resample(spline([knots[0], ...knots, knots[6]], 16), 45) }
}

function limit(plan: Plan): Line {
  return { class: 'limit', label: 'limit', points: loop(plan, plan.middle, 1.3 * plan.radius, 0.03, 3) }
}
