import { distance, type Point, pointKey, segmentDistance2 } from '../plan/plane.ts'
import { isStreet, type Street } from './street.ts'

/** The street's points with its junctions between them, as they follow on one another. */
export function noded(street: Street): Point[] {
  const { points, junctions } = street
  if (junctions.length === 0) return points
  const on: Point[][] = points.map(() => [])
  for (const junction of junctions) {
    let [best, segment] = [Infinity, 0]
    for (let i = 0; i + 1 < points.length; i++) {
      const d = segmentDistance2(junction, points[i], points[i + 1])
      if (d < best) [best, segment] = [d, i]
    }
    on[segment].push(junction)
  }
  const out: Point[] = []
  points.forEach((p, i) => {
    out.push(p)
    for (const junction of on[i].sort((a, b) => distance(a, p) - distance(b, p)))
      if (pointKey(junction) !== pointKey(out[out.length - 1]) && pointKey(junction) !== pointKey(points[i + 1]))
        out.push(junction)
  })
  return out
}

/** Streets from which no way leads to the rest are given up: they become mere lines on the plan. */
export function dropUnconnected(streets: readonly Street[]): void {
  const root = Int32Array.from(streets, (_, i) => i)
  const find = (i: number): number => {
    while (root[i] !== i) {
      root[i] = root[root[i]]
      i = root[i]
    }
    return i
  }
  const at = new Map<string, number>()
  streets.forEach((street, i) => {
    if (!isStreet(street)) return
    for (const p of noded(street)) {
      const key = pointKey(p)
      const other = at.get(key)
      if (other === undefined) at.set(key, i)
      else root[find(i)] = find(other)
    }
  })
  const size = new Map<number, number>()
  for (const [i, street] of streets.entries()) if (isStreet(street)) size.set(find(i), (size.get(find(i)) ?? 0) + 1)
  const largest = [...size].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [-1, 0])[0]
  streets.forEach((street, i) => {
    if (isStreet(street) && find(i) !== largest) street.class = 'limit'
  })
}
