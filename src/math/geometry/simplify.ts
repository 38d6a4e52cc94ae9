/**
 * Indices of the vertices that remain of a ring, in order, when none that goes is farther than `tolerance` from the line left behind
 * (Douglas and Peucker 1973, on both halves between the first vertex and the one farthest from it). At least three remain where the
 * ring has three.
 */
export function simplifyRing(
  coordinates: ArrayLike<number>,
  from: number,
  to: number,
  tolerance: number,
  stride = 2,
): number[] {
  const count = to - from
  if (count <= 3) return Array.from({ length: count }, (_, i) => from + i)
  const keep = new Uint8Array(count)
  const far = farthestFrom(coordinates, from, count, stride)
  keep[0] = 1
  keep[far] = 1
  const limit = tolerance * tolerance
  const stack = [0, far, far, count]
  let spare = -1
  let spareDistance = -1
  while (stack.length > 0) {
    const last = stack.pop()!
    const first = stack.pop()!
    let worst = -1
    let worstDistance = -1
    for (let i = first + 1; i < last; i++) {
      const d = squaredDistance(coordinates, from, count, stride, i, first, last)
      if (d > worstDistance) {
        worstDistance = d
        worst = i
      }
    }
    if (worst < 0) continue
    if (worstDistance > limit) {
      keep[worst] = 1
      stack.push(first, worst, worst, last)
    } else if (worstDistance > spareDistance) {
      spare = worst
      spareDistance = worstDistance
    }
  }
  const kept: number[] = []
  for (let i = 0; i < count; i++) if (keep[i]) kept.push(from + i)
  if (kept.length < 3 && spare >= 0) kept.push(from + spare)
  return kept.sort((a, b) => a - b)
}

function farthestFrom(c: ArrayLike<number>, from: number, count: number, stride: number): number {
  let far = 1
  let distance = -1
  for (let i = 1; i < count; i++) {
    const d = Math.hypot(c[(from + i) * stride] - c[from * stride], c[(from + i) * stride + 1] - c[from * stride + 1])
    if (d > distance) {
      distance = d
      far = i
    }
  }
  return far
}

/** Squared distance of vertex i from the segment between vertices a and b (indices within the ring, b may equal its length). */
function squaredDistance(
  c: ArrayLike<number>,
  from: number,
  count: number,
  stride: number,
  i: number,
  a: number,
  b: number,
): number {
  const ax = c[(from + a) * stride]
  const ay = c[(from + a) * stride + 1]
  const dx = c[(from + (b % count)) * stride] - ax
  const dy = c[(from + (b % count)) * stride + 1] - ay
  const px = c[(from + i) * stride] - ax
  const py = c[(from + i) * stride + 1] - ay
  const length = dx * dx + dy * dy
  const t = length > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / length)) : 0
  const ex = px - t * dx
  const ey = py - t * dy
  return ex * ex + ey * ey
}
