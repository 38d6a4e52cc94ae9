import type { SurfaceType } from '#model/city/feature.ts'
import { centroid, type Frame, fromFrame, type Point } from '../plan/plane.ts'

export type Vertex = readonly [x: number, y: number, z: number]

/** One polygon of a solid, seen from outside counter-clockwise; the first ring is the outer one. */
export interface Face {
  type: SurfaceType
  rings: Vertex[][]
}

/** Closed, with its faces turned outwards; z in metres above the ground of the building. */
export type Solid = Face[]

/** A prism on top of another, with more of them on its roof. */
export interface Tier {
  ring: readonly Point[]
  top: number
  /** `dome` and `spire` end the tier in a curved or pointed roof that reaches `peak`. */
  end?: { shape: 'spire' | 'dome'; peak: number }
  above?: Tier[]
}

export function tierSolid(tier: Tier): Solid {
  const ground: Face = { type: 'GroundSurface', rings: [[...tier.ring].reverse().map(p => lift(p, 0))] }
  return [ground, ...storey(tier, 0)]
}

const lift = ([x, y]: Point, z: number): Vertex => [x, y, z]

function storey(tier: Tier, bottom: number): Face[] {
  const above = tier.above ?? []
  const faces = walls(tier.ring, bottom, tier.ring, tier.top, 'WallSurface')
  if (tier.end?.shape === 'spire') return [...faces, ...cone(tier.ring, tier.top, tier.end.peak)]
  if (tier.end?.shape === 'dome') return [...faces, ...dome(tier.ring, tier.top, tier.end.peak)]
  const holes = above.map(({ ring }) => [...ring].reverse().map(p => lift(p, tier.top)))
  faces.push({ type: 'RoofSurface', rings: [tier.ring.map(p => lift(p, tier.top)), ...holes] })
  return [...faces, ...above.flatMap(next => storey(next, tier.top))]
}

/** A ring of roof round an open field: `ring` and `field` have as many points, each seen from the middle in one direction. */
export function bowlSolid(
  ring: readonly Point[],
  field: readonly Point[],
  at: { eaves: number; top: number; floor: number },
): Solid {
  return [
    { type: 'GroundSurface', rings: [[...ring].reverse().map(p => lift(p, 0))] },
    ...walls(ring, 0, ring, at.eaves, 'WallSurface'),
    ...walls(ring, at.eaves, field, at.top, 'RoofSurface'),
    ...walls(field, at.top, field, at.floor, 'WallSurface'),
    { type: 'OuterFloorSurface', rings: [field.map(p => lift(p, at.floor))] },
  ]
}

function walls(low: readonly Point[], bottom: number, high: readonly Point[], top: number, type: SurfaceType): Face[] {
  return low.map((p, i) => {
    const j = (i + 1) % low.length
    return { type, rings: [[lift(p, bottom), lift(low[j], bottom), lift(high[j], top), lift(high[i], top)]] }
  })
}

function cone(ring: readonly Point[], bottom: number, peak: number): Face[] {
  const tip = lift(centroid(ring), peak)
  return ring.map((p, i) => ({
    type: 'RoofSurface',
    rings: [[lift(p, bottom), lift(ring[(i + 1) % ring.length], bottom), tip]],
  }))
}

function dome(ring: readonly Point[], bottom: number, peak: number): Face[] {
  const middle = centroid(ring)
  const shrink = (by: number) =>
    ring.map(([x, y]): Point => [middle[0] + (x - middle[0]) * by, middle[1] + (y - middle[1]) * by])
  const steps = [0, 0.25, 0.5, 0.75].map(t => ({ by: Math.sqrt(1 - t * t), z: bottom + (peak - bottom) * t }))
  const faces = steps.slice(1).flatMap((step, i) => {
    // Quads between unlike rings are flat: both edges are parallel.
    return walls(shrink(steps[i].by), steps[i].z, shrink(step.by), step.z, 'RoofSurface')
  })
  const last = steps[steps.length - 1]
  return [...faces, ...cone(shrink(last.by), last.z, peak)]
}

/**
 * A cross-section in the frame's (b, z) plane, run along the frame's a axis from a0 to a1. The section starts at its lower
 * right (greatest b), goes up and over the roof to the lower left, and both ends lie at z = 0.
 */
export function profileSolid(
  frame: Frame,
  a0: number,
  a1: number,
  section: readonly (readonly [b: number, z: number])[],
): Solid {
  const at = (a: number, [b, z]: readonly [number, number]): Vertex => lift(fromFrame(frame, a, b), z)
  const faces: Solid = []
  for (let i = 0; i + 1 < section.length; i++) {
    const [p, q] = [section[i], section[i + 1]]
    const steep = p[0] === q[0]
    faces.push({ type: steep ? 'WallSurface' : 'RoofSurface', rings: [[at(a1, p), at(a0, p), at(a0, q), at(a1, q)]] })
  }
  faces.push({ type: 'WallSurface', rings: [section.map(s => at(a1, s))] })
  faces.push({ type: 'WallSurface', rings: [section.map(s => at(a0, s)).reverse()] })
  const [right, left] = [section[0][0], section[section.length - 1][0]]
  faces.push({
    type: 'GroundSurface',
    rings: [
      [
        fromFrame(frame, a0, right),
        fromFrame(frame, a1, right),
        fromFrame(frame, a1, left),
        fromFrame(frame, a0, left),
      ].map(p => lift(p, 0)),
    ],
  })
  return faces
}

/** Hipped roof over a rectangle of a frame: ridge along the longer side a. */
export function hippedSolid(
  frame: Frame,
  box: readonly [a0: number, b0: number, a1: number, b1: number],
  eaves: number,
  peak: number,
): Solid {
  const [a0, b0, a1, b1] = box
  const at = (a: number, b: number, z: number): Vertex => lift(fromFrame(frame, a, b), z)
  const inset = Math.min((b1 - b0) / 2, (a1 - a0) / 2 - 0.1)
  const b = (b0 + b1) / 2
  const [r0, r1] = [at(a0 + inset, b, peak), at(a1 - inset, b, peak)]
  const ring: Point[] = [
    [a0, b0],
    [a1, b0],
    [a1, b1],
    [a0, b1],
  ].map(([x, y]) => fromFrame(frame, x, y))
  const [p, q, r, s] = ring.map(corner => lift(corner, eaves))
  const roofs: Vertex[][] = [
    [p, q, r1, r0],
    [q, r, r1],
    [r, s, r0, r1],
    [s, p, r0],
  ]
  return [
    { type: 'GroundSurface', rings: [[...ring].reverse().map(corner => lift(corner, 0))] },
    ...walls(ring, 0, ring, eaves, 'WallSurface'),
    ...roofs.map((rings): Face => ({ type: 'RoofSurface', rings: [rings] })),
  ]
}

/** Storeys which shrink upwards to a spire. */
export function pagoda(storeys: number, radius: number, height: number, ring: (radius: number) => Point[]): Tier {
  const rise = height / (storeys + 1)
  const build = (i: number): Tier => ({
    ring: ring(radius * (1 - (0.55 * i) / storeys)),
    top: rise * (i + 1),
    ...(i + 1 < storeys ? { above: [build(i + 1)] } : { end: { shape: 'spire' as const, peak: height } }),
  })
  return build(0)
}
