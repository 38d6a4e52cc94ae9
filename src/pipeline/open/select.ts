import Flatbush from 'flatbush'
import { ringBounds, ringContains } from '#math/geometry/ring.ts'
import { type FeatureIndex, noPlace, unitsPerDegree } from '../join/featureIndex.ts'

/** Rows whose representative point lies within a polygon (lon, lat pairs, not closed), ascending. */
export function createSelector(index: () => Promise<FeatureIndex>): (polygon: Float64Array) => Promise<Uint32Array> {
  let made: Promise<PointTree> | undefined
  return async polygon => {
    if (polygon.length < 6) return new Uint32Array(0)
    made ??= index().then(createPointTree)
    const { tree, rows, points } = await made
    if (!tree) return new Uint32Array(0)
    const count = polygon.length / 2
    const [west, south, east, north] = ringBounds(polygon, 0, count)
    const found = tree.search(
      west * unitsPerDegree,
      south * unitsPerDegree,
      east * unitsPerDegree,
      north * unitsPerDegree,
      i => {
        const at = rows[i] * 2
        return ringContains(polygon, 0, count, points[at] / unitsPerDegree, points[at + 1] / unitsPerDegree)
      },
    )
    return Uint32Array.from(found, i => rows[i]).sort()
  }
}

interface PointTree {
  tree?: Flatbush
  /** Row of each point in the tree. */
  rows: Uint32Array
  points: Int32Array
}

function createPointTree({ points }: FeatureIndex): PointTree {
  const rows = new Uint32Array(points.length / 2)
  let count = 0
  for (let row = 0; row * 2 < points.length; row++) if (points[row * 2] !== noPlace) rows[count++] = row
  if (count === 0) return { rows, points }
  const tree = new Flatbush(count, 32, Int32Array)
  for (let i = 0; i < count; i++) {
    const at = rows[i] * 2
    tree.add(points[at], points[at + 1], points[at], points[at + 1])
  }
  tree.finish()
  return { tree, rows, points }
}
