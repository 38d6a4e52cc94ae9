import { ringCentroid, ringContains } from '#math/geometry/ring.ts'
import type { Shape } from '#model/geo/shape.ts'

/**
 * A point that stands for an area: the centroid of the longest outer ring where that lies within, else the middle of the widest piece of
 * the line through it from west to east. Normalised polygons.
 */
export function pointInside(shape: Shape): [x: number, y: number] {
  const { data } = shape.coordinates
  const ring = shape.polygonStart(largestPolygon(shape))
  const from = shape.ringStart(ring)
  const to = shape.ringEnds.data[ring]
  const [x, y] = ringCentroid(data, from, to, 3)
  if (ringContains(data, from, to, x, y, 3)) return [x, y]
  return [widestMiddle(crossings(data, from, to, y)) ?? x, y]
}

/** The one that reaches farthest from south to north. */
function largestPolygon(shape: Shape): number {
  let [largest, size] = [0, -1]
  for (let p = 0; p < shape.polygonEnds.length; p++) {
    const ring = shape.polygonStart(p)
    let [south, north] = [Infinity, -Infinity]
    for (let v = shape.ringStart(ring); v < shape.ringEnds.data[ring]; v++) {
      south = Math.min(south, shape.coordinates.data[v * 3 + 1])
      north = Math.max(north, shape.coordinates.data[v * 3 + 1])
    }
    if (north - south > size) [largest, size] = [p, north - south]
  }
  return largest
}

function crossings(data: Float64Array, from: number, to: number, y: number): number[] {
  const found: number[] = []
  for (let v = from, u = to - 1; v < to; u = v++) {
    const [uy, vy] = [data[u * 3 + 1], data[v * 3 + 1]]
    if (uy > y === vy > y) continue
    found.push(data[u * 3] + ((data[v * 3] - data[u * 3]) * (y - uy)) / (vy - uy))
  }
  return found.sort((a, b) => a - b)
}

function widestMiddle(found: readonly number[]): number | undefined {
  let middle: number | undefined
  let width = -1
  for (let i = 0; i + 1 < found.length; i += 2) {
    if (found[i + 1] - found[i] > width) {
      width = found[i + 1] - found[i]
      middle = (found[i] + found[i + 1]) / 2
    }
  }
  return middle
}
