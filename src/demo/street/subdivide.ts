import type { Random } from '#math/random.ts'
import {
  centroid,
  createFrame,
  distance,
  dominantAngle,
  mix,
  type Point,
  segmentDistance2,
  segmentsCross,
  signedArea,
  snap,
  toFrame,
} from '../plan/plane.ts'
import type { Outline, Street, StreetClass } from './street.ts'

export interface SplitRule {
  /** Outlines below this area stay whole, m². */
  area: number
  /** Class of a new street that splits an outline of this area. */
  street(area: number): StreetClass
  /** 0: at right angles and straight; 1: as lanes grow. */
  organic: number
  /** New streets keep this distance from corners, metres. */
  clearance: number
}

/** Splits an outline by streets across its shorter side until its parts are small enough. New streets are appended. */
export function subdivide(outline: Outline, rule: SplitRule, random: Random, streets: Street[]): Outline[] {
  const done: Outline[] = []
  const todo = [outline]
  while (todo.length > 0) {
    const next = todo.pop()!
    const area = signedArea(next.map(c => c.p))
    const parts = area > rule.area * random.between(0.85, 1.25) ? split(next, area, rule, random, streets) : undefined
    if (parts) todo.push(...parts)
    else done.push(next)
  }
  return done
}

interface Hit {
  edge: number
  p: Point
}

function split(outline: Outline, area: number, rule: SplitRule, random: Random, streets: Street[]) {
  const ring = outline.map(c => c.p)
  const angle = dominantAngle(ring)
  const middle = centroid(ring)
  const box = extentIn(ring, middle, angle)
  const along = box.width >= box.height ? angle + Math.PI / 2 : angle
  for (let attempt = 0; attempt < 10; attempt++) {
    const clearance = rule.clearance * (1 - attempt / 20)
    const shift = random.between(-0.1 - 0.03 * attempt, 0.1 + 0.03 * attempt) * Math.max(box.width, box.height)
    const tilt = random.between(-0.3, 0.3) * rule.organic + (attempt % 4 === 3 ? Math.PI / 2 : 0)
    const frame = createFrame(middle, along + tilt)
    const through: Point = [middle[0] + frame.u[1] * shift, middle[1] - frame.u[0] * shift]
    const hits = crossings(outline, through, frame.u)
    if (!hits) continue
    const from = settle(outline, hits[0], clearance)
    const to = settle(outline, hits[1], clearance)
    if (!from || !to || from.edge === to.edge || distance(from.p, to.p) < 2 * clearance) continue
    const path = bend(from.p, to.p, rule.organic, random, outline)
    if (!path) continue
    const cut = cutAlong(outline, from, to, path, { class: rule.street(area), points: path }, streets, area)
    if (cut) return cut
  }
  return undefined
}

function extentIn(ring: readonly Point[], middle: Point, angle: number) {
  const frame = createFrame(middle, angle)
  const local = ring.map(p => toFrame(frame, p))
  const span = (k: 0 | 1) => Math.max(...local.map(p => p[k])) - Math.min(...local.map(p => p[k]))
  return { width: span(0), height: span(1) }
}

/** The nearest crossings with the outline before and behind the point, which must lie inside. */
function crossings(outline: Outline, through: Point, u: Point): [Hit, Hit] | undefined {
  const found: { t: number; hit: Hit }[] = []
  for (let i = 0; i < outline.length; i++) {
    const a = outline[i].p
    const b = outline[(i + 1) % outline.length].p
    const sa = (a[0] - through[0]) * u[1] - (a[1] - through[1]) * u[0]
    const sb = (b[0] - through[0]) * u[1] - (b[1] - through[1]) * u[0]
    if (sa > 0 === sb > 0) continue
    const p = mix(a, b, sa / (sa - sb))
    found.push({ t: (p[0] - through[0]) * u[0] + (p[1] - through[1]) * u[1], hit: { edge: i, p: snap(p) } })
  }
  const before = found.filter(f => f.t < 0).sort((f, g) => g.t - f.t)
  const behind = found.filter(f => f.t >= 0).sort((f, g) => f.t - g.t)
  if (before.length % 2 === 0 || behind.length % 2 === 0) return undefined
  return [before[0].hit, behind[0].hit]
}

/** Moves a hit on to a junction which the street across already has nearby: a crossroads instead of two T's. */
function settle(outline: Outline, hit: Hit, clearance: number): Hit | undefined {
  const { street } = outline[hit.edge]
  const opposite = straightCorner(outline, hit, Math.max(30, clearance))
  if (opposite) return opposite
  if (street.class === 'limit') return cornerNear(outline, hit, clearance) ? undefined : hit
  const near = street.junctions.find(j => distance(j, hit.p) < Math.max(22, 1.4 * clearance))
  if (near) {
    const edge = outline.findIndex(
      (c, i) => c.street === street && segmentDistance2(near, c.p, outline[(i + 1) % outline.length].p) < 0.0004,
    )
    if (edge >= 0 && !cornerNear(outline, { edge, p: near }, clearance)) return { edge, p: near }
    if (distance(near, hit.p) < clearance) return undefined
  }
  return cornerNear(outline, hit, clearance) ? undefined : hit
}

/** A corner where the street along goes straight on and another one comes from across: the new street continues that one. */
function straightCorner(outline: Outline, { p }: Hit, reach: number): Hit | undefined {
  const n = outline.length
  for (let i = 0; i < n; i++) {
    const [before, corner, after] = [outline[(i + n - 1) % n], outline[i], outline[(i + 1) % n]]
    if (before.street === corner.street || distance(corner.p, p) > reach) continue
    if (before.street.class === 'limit' || corner.street.class === 'limit') continue
    const a: Point = [corner.p[0] - before.p[0], corner.p[1] - before.p[1]]
    const b: Point = [after.p[0] - corner.p[0], after.p[1] - corner.p[1]]
    const cosine = (a[0] * b[0] + a[1] * b[1]) / Math.sqrt((a[0] ** 2 + a[1] ** 2) * (b[0] ** 2 + b[1] ** 2))
    if (cosine > 0.93) return { edge: i, p: corner.p }
  }
  return undefined
}

/** Whether the hit is close to a vertex where one street ends and another begins. */
function cornerNear(outline: Outline, { p }: Hit, clearance: number): boolean {
  return outline.some((c, i) => {
    const before = outline[(i + outline.length - 1) % outline.length]
    return before.street !== c.street && distance(c.p, p) < clearance
  })
}

function bend(from: Point, to: Point, organic: number, random: Random, outline: Outline): Point[] | undefined {
  const length = distance(from, to)
  const normal: Point = [(to[1] - from[1]) / length, (from[0] - to[0]) / length]
  const sway = random.between(-1, 1) * (0.02 + 0.06 * organic) * length
  const count = Math.max(1, Math.round(length / (organic > 0.5 ? 25 : 70)))
  const at = (t: number, amount: number): Point => {
    const p = mix(from, to, t)
    const wave = amount * (Math.sin(Math.PI * t) + organic * 0.4 * Math.sin(3 * Math.PI * t))
    return snap([p[0] + normal[0] * wave, p[1] + normal[1] * wave])
  }
  for (const amount of [sway, 0]) {
    const path = Array.from({ length: count + 1 }, (_, i) =>
      i === 0 ? from : i === count ? to : at(i / count, amount),
    )
    if (staysInside(path, outline)) return path
  }
  return undefined
}

/** Whether the path meets the outline nowhere but at its ends. */
function staysInside(path: readonly Point[], outline: Outline): boolean {
  for (let k = 1; k < path.length; k++) {
    const a = k === 1 ? mix(path[0], path[1], 1e-3) : path[k - 1]
    const b = k === path.length - 1 ? mix(path[k], path[k - 1], 1e-3) : path[k]
    for (let i = 0; i < outline.length; i++)
      if (segmentsCross(a, b, outline[i].p, outline[(i + 1) % outline.length].p)) return false
  }
  return true
}

function cutAlong(
  outline: Outline,
  from: Hit,
  to: Hit,
  path: Point[],
  plan: { class: StreetClass; points: Point[] },
  streets: Street[],
  area: number,
): [Outline, Outline] | undefined {
  const street: Street = { id: streets.length, class: plan.class, points: plan.points, junctions: [], bridge: false }
  const left = clean([
    ...between(outline, from, to),
    ...path
      .slice(1)
      .reverse()
      .map(p => ({ p, street })),
  ])
  const right = clean([...between(outline, to, from), ...path.slice(0, -1).map(p => ({ p, street }))])
  const [l, r] = [left, right].map(part => signedArea(part.map(c => c.p)))
  if (Math.min(l, r) < 0.22 * area || left.length < 3 || right.length < 3) return undefined
  streets.push(street)
  join(outline[from.edge].street, from.p)
  join(outline[to.edge].street, to.p)
  return [left, right]
}

/** Corners from a hit (included) counter-clockwise to another (left out). */
function between(outline: Outline, from: Hit, to: Hit): Outline {
  const out: Outline = [{ p: from.p, street: outline[from.edge].street }]
  for (let i = (from.edge + 1) % outline.length; ; i = (i + 1) % outline.length) {
    out.push(outline[i])
    if (i === to.edge) return out
  }
}

const clean = (outline: Outline): Outline =>
  outline.filter((c, i) => distance(c.p, outline[(i + 1) % outline.length].p) > 0.05)

function join(street: Street, p: Point): void {
  if (street.class !== 'limit' && !street.junctions.some(j => distance(j, p) < 0.02)) street.junctions.push(p)
}
