import type { Plan } from '../plan/plan.ts'
import { boundsOf, type Point, segmentDistance2, segmentsWithin } from '../plan/plane.ts'
import { riverIndex } from './bridge.ts'
import type { Block } from './layout.ts'
import { isStreet, type Street, streetWidth } from './street.ts'

/** Every building stands closer than this to a street of its block, metres. */
export const frontageReach = 100

interface Segment {
  a: Point
  b: Point
  half: number
}

const cell = 100

/**
 * Whether a ring keeps clear of every street and of the river, and is near a street of its block. The block knows only its own
 * streets; in a wedge between two roads the pavement of the further one may reach across.
 */
export function createClearance(
  plan: Plan,
  streets: readonly Street[],
): (block: Block, ring: readonly Point[]) => boolean {
  const grid = new Map<number, Segment[]>()
  const keyOf = (x: number, y: number) => x * 65_536 + y
  const cells = (points: readonly Point[], reach: number) => {
    const { west, south, east, north } = boundsOf(points)
    const keys: number[] = []
    for (let x = Math.floor((west - reach) / cell); x <= Math.floor((east + reach) / cell); x++)
      for (let y = Math.floor((south - reach) / cell); y <= Math.floor((north + reach) / cell); y++)
        keys.push(keyOf(x, y))
    return keys
  }
  for (const street of streets)
    for (let i = 1; i < street.points.length; i++) {
      const segment = { a: street.points[i - 1], b: street.points[i], half: streetWidth[street.class] / 2 }
      if (segment.half === 0) continue
      for (const key of cells([segment.a, segment.b], segment.half)) {
        const known = grid.get(key)
        if (known) known.push(segment)
        else grid.set(key, [segment])
      }
    }
  const toRiver = riverIndex(plan)
  const shore = plan.river.width / 2 + 12
  return (block, ring) =>
    ring.every((p, i) => {
      const next = ring[(i + 1) % ring.length]
      return cells([p, next], 0).every(
        key => grid.get(key)?.every(s => !segmentsWithin(p, next, s.a, s.b, s.half)) ?? true,
      )
    }) &&
    toRiver(ring[0]) > shore &&
    isFronted(block, ring)
}

const isFronted = ({ outline }: Block, ring: readonly Point[]): boolean =>
  outline.some(
    (c, i) =>
      isStreet(c.street) &&
      ring.some(p => segmentDistance2(p, c.p, outline[(i + 1) % outline.length].p) < frontageReach ** 2),
  )
