import type { Random } from '#math/random.ts'
import { type Point, parallel, resample, spline } from './plane.ts'

export interface River {
  /** Middle line from where it enters in the west, beyond the land that is drawn. */
  line: readonly Point[]
  width: number
  /** Lines on which the embankment roads run, left (north) and right. */
  banks: readonly [Point[], Point[]]
  outline: Point[]
}

/** Bends in units of the city's radius: a peninsula in the middle, where the centre stands, opposite the old town. */
const bends: readonly Point[] = [
  [-2.4, 0.75],
  [-1.9, 0.66],
  [-1.4, 0.58],
  [-1.0, 0.36],
  [-0.68, 0.06],
  [-0.3, -0.06],
  [-0.02, 0.06],
  [0.12, 0.3],
  [0.34, 0.42],
  [0.56, 0.28],
  [0.62, -0.02],
  [0.78, -0.3],
  [1.1, -0.42],
  [1.5, -0.36],
  [1.9, -0.5],
  [2.4, -0.6],
]

export function createRiver(radius: number, random: Random): River {
  const width = Math.min(480, 150 * Math.sqrt(radius / 3000))
  const jittered = bends.map(
    ([x, y]): Point => [(x + random.between(-0.015, 0.015)) * radius, (y + random.between(-0.015, 0.015)) * radius],
  )
  const line = resample(spline(jittered, 24), Math.max(24, radius / 120))
  const road = width / 2 + Math.min(60, 0.3 * width)
  const north = parallel(line, width / 2)
  const south = parallel(line, -width / 2)
  return { line, width, banks: [parallel(line, road), parallel(line, -road)], outline: [...south, ...north.reverse()] }
}
