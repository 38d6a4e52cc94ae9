import type { Extent } from '../geo/extent.ts'

/** How far the painted ground reaches beyond a city on each side, as a share of half its longer side: room in which it fades out. */
const margin = 0.12

/** West, south, east, north of what is painted for a city of this extent, degrees. The margin is the same in metres on all sides. */
export function toGroundExtent([west, south, east, north]: Extent): Extent {
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const reach = (margin / 2) * Math.max(east - west, (north - south) / shrink)
  return [west - reach, south - reach * shrink, east + reach, north + reach * shrink]
}
