import type { Random } from '#math/random.ts'
import {
  type Box,
  boundsOf,
  boxesWithin,
  contains,
  createFrame,
  distance,
  dominantAngle,
  type Frame,
  type Point,
  ringsWithin,
  segmentDistance2,
  segmentsWithin,
  toFrame,
} from '../plan/plane.ts'
import type { Block } from '../street/layout.ts'
import { streetWidth } from '../street/street.ts'
import type { Building } from './building.ts'

/** A block being built on. What does not fit is refused, so that nothing overlaps and nothing stands in a street. */
export interface Site {
  block: Block
  random: Random
  /** Axes along the block's main direction, the origin in its middle. */
  frame: Frame
  /** Extent of the block in its frame. */
  extent: Box
  /** Age of the quarter. */
  year: number
  buildings: Building[]
  /** Ponds, pitches and squares which are kept free. */
  open: { ring: Point[]; kind: string }[]
  /** Whether the ring lies inside, `setback` off every street and `gap` off what is built. */
  fits(ring: readonly Point[], setback: number, gap: number): boolean
  /** Builds if it fits; false if not. */
  build(building: Building, setback: number, gap: number): boolean
  /** Keeps a ring free; false if something stands there. */
  reserve(ring: Point[], kind: string, setback: number): boolean
}

/** `isClear` refuses what the block alone cannot know of: streets beyond its own, water, slopes. */
export function createSite(
  block: Block,
  year: number,
  random: Random,
  isClear: (ring: readonly Point[]) => boolean,
): Site {
  const frame = createFrame(block.middle, dominantAngle(block.ring))
  const taken: { ring: readonly Point[]; box: Box }[] = []
  const halves = block.outline.map(c => streetWidth[c.street.class] / 2)
  const isFree = (ring: readonly Point[], box: Box, gap: number) =>
    taken.every(other => !boxesWithin(box, other.box, gap) || !ringsWithin(ring, other.ring, gap))
  const fits = (ring: readonly Point[], setback: number, gap: number) =>
    isWithin(block.ring, halves, ring, setback) && isFree(ring, boundsOf(ring), gap)
  const site: Site = {
    block,
    random,
    frame,
    extent: boundsOf(block.ring.map(p => toFrame(frame, p))),
    year,
    buildings: [],
    open: [],
    fits,
    build(building, setback, gap) {
      if (!fits(building.ring, setback, gap) || !isClear(building.ring)) return false
      taken.push({ ring: building.ring, box: boundsOf(building.ring) })
      site.buildings.push(building)
      return true
    },
    reserve(ring, kind, setback) {
      if (!fits(ring, setback, 1)) return false
      taken.push({ ring, box: boundsOf(ring) })
      site.open.push({ ring, kind })
      return true
    },
  }
  return site
}

function isWithin(
  outline: readonly Point[],
  halves: readonly number[],
  ring: readonly Point[],
  setback: number,
): boolean {
  const middle: Point = [(ring[0][0] + ring[ring.length >> 1][0]) / 2, (ring[0][1] + ring[ring.length >> 1][1]) / 2]
  if (!contains(outline, middle) && !contains(outline, ring[0])) return false
  const reach = Math.max(...ring.map(p => distance(p, middle)))
  for (let i = 0; i < outline.length; i++) {
    const [a, b] = [outline[i], outline[(i + 1) % outline.length]]
    const clear = halves[i] + setback
    if (segmentDistance2(middle, a, b) > (reach + clear) ** 2) continue
    for (let k = 0, l = ring.length - 1; k < ring.length; l = k++)
      if (segmentsWithin(ring[l], ring[k], a, b, clear)) return false
  }
  return contains(outline, ring[0])
}
