import type { DemoCity } from './city.ts'
import { distance, type Point, parallel, resample } from './plan/plane.ts'
import { groundHeight } from './plan/terrain.ts'
import { type Street, streetWidth } from './street/street.ts'
import { type Solid, tierSolid, type Vertex } from './typology/solid.ts'

export interface BridgeModel {
  street: Street
  solids: { part: 'deck' | 'pylon' | 'pier'; solid: Solid }[]
  length: number
}

/** Thickness of the deck, metres. */
const thickness = 1.8

/** Decks from bank to bank at the height of the embankments, piers under them, and pylons on those of great streets. */
export function createBridge({ plan }: DemoCity, street: Street): BridgeModel {
  const line = resample(street.points, 30)
  const half = streetWidth[street.class] / 2 - 2
  const top = Math.max(groundHeight(plan, line[0]), groundHeight(plan, line[line.length - 1])) + 0.4
  const [left, right] = [parallel(line, half), parallel(line, -half)]
  const solids: BridgeModel['solids'] = [
    { part: 'deck', solid: slab([...right, ...left.reverse()], top - thickness, top) },
  ]
  const length = line.reduce((sum, p, i) => sum + (i === 0 ? 0 : distance(line[i - 1], p)), 0)
  const across = (at: number, reach: number, width: number, deep: number): Point[] => {
    const i = Math.max(1, Math.min(line.length - 1, Math.round(at * (line.length - 1))))
    const [a, b] = [line[i - 1], line[i]]
    const l = distance(a, b)
    const [ux, uy] = [(b[0] - a[0]) / l, (b[1] - a[1]) / l]
    const place = (s: number, t: number): Point => [b[0] + s * ux - t * uy, b[1] + s * uy + t * ux]
    return [
      place(-deep, reach - width),
      place(deep, reach - width),
      place(deep, reach + width),
      place(-deep, reach + width),
    ]
  }
  for (const at of [0.3, 0.5, 0.7])
    solids.push({ part: 'pier', solid: slab(across(at, 0, half * 0.6, 1.6), top - thickness - 5, top - thickness) })
  if (street.class === 'trunk' || street.class === 'primary')
    for (const at of [0.3, 0.7])
      for (const side of [-1, 1])
        solids.push({
          part: 'pylon',
          solid: lift(tierSolid({ ring: across(at, side * (half + 2.2), 1.5, 2), top: 46 }), top - 8),
        })
  return { street, solids, length }
}

function slab(ring: Point[], bottom: number, top: number): Solid {
  return lift(tierSolid({ ring, top: top - bottom }), bottom)
}

const lift = (solid: Solid, by: number): Solid =>
  solid.map(face => ({ ...face, rings: face.rings.map(ring => ring.map(([x, y, z]): Vertex => [x, y, z + by])) }))
