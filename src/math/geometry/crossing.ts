import { ringBounds } from './ring.ts'

/** Whether a ring crosses or touches itself anywhere but in shared vertices of neighbouring edges. */

const bruteForceLimit = 48
const largestGrid = 128

/**
 * True where two edges that are not neighbours cross or touch, where neighbours fold back on each other, or where an edge has no
 * length. Large rings are sorted into a grid, so that they cost little more than their length.
 */
export function selfIntersects(coordinates: ArrayLike<number>, from: number, to: number, stride = 2): boolean {
  const count = to - from
  if (count < 3) return true
  if (foldsBack(coordinates, from, count, stride)) return true
  return count <= bruteForceLimit
    ? anyPairCrosses(coordinates, from, count, stride)
    : gridFindsCrossing(coordinates, from, count, stride)
}

function foldsBack(c: ArrayLike<number>, from: number, count: number, stride: number): boolean {
  for (let i = 0; i < count; i++) {
    const p = (from + i) * stride
    const q = (from + ((i + 1) % count)) * stride
    const r = (from + ((i + 2) % count)) * stride
    const ux = c[q] - c[p]
    const uy = c[q + 1] - c[p + 1]
    const vx = c[r] - c[q]
    const vy = c[r + 1] - c[q + 1]
    if (ux === 0 && uy === 0) return true
    if (ux * vy - uy * vx === 0 && ux * vx + uy * vy < 0) return true
  }
  return false
}

function anyPairCrosses(c: ArrayLike<number>, from: number, count: number, stride: number): boolean {
  for (let i = 0; i < count; i++) {
    for (let j = i + 2; j < count; j++) {
      if ((j + 1) % count !== i && edgesCross(c, from, count, stride, i, j)) return true
    }
  }
  return false
}

/** Edges go one by one into the cells of a grid under their boxes, and are tried against those which are there. */
function gridFindsCrossing(c: ArrayLike<number>, from: number, count: number, stride: number): boolean {
  const [minX, minY, maxX, maxY] = ringBounds(c, from, from + count, stride)
  const size = Math.min(largestGrid, Math.ceil(Math.sqrt(count)))
  const cellOf = (value: number, low: number, high: number) =>
    high > low ? Math.min(size - 1, Math.floor(((value - low) / (high - low)) * size)) : 0
  const cells: number[][] = Array.from({ length: size * size }, () => [])
  for (let i = 0; i < count; i++) {
    const p = (from + i) * stride
    const q = (from + ((i + 1) % count)) * stride
    const [x0, x1] = [cellOf(Math.min(c[p], c[q]), minX, maxX), cellOf(Math.max(c[p], c[q]), minX, maxX)]
    const [y0, y1] = [
      cellOf(Math.min(c[p + 1], c[q + 1]), minY, maxY),
      cellOf(Math.max(c[p + 1], c[q + 1]), minY, maxY),
    ]
    for (let y = y0; y <= y1; y++)
      for (let x = x0; x <= x1; x++) {
        for (const j of cells[y * size + x]) {
          const near = i - j
          if (near !== 1 && near !== count - 1 && edgesCross(c, from, count, stride, i, j)) return true
        }
        cells[y * size + x].push(i)
      }
  }
  return false
}

function edgesCross(c: ArrayLike<number>, from: number, count: number, stride: number, i: number, j: number): boolean {
  const a = (from + i) * stride
  const b = (from + ((i + 1) % count)) * stride
  const p = (from + j) * stride
  const q = (from + ((j + 1) % count)) * stride
  return segmentsTouch(c[a], c[a + 1], c[b], c[b + 1], c[p], c[p + 1], c[q], c[q + 1])
}

/** Whether the closed segments a-b and p-q share a point. */
export function segmentsTouch(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  px: number,
  py: number,
  qx: number,
  qy: number,
): boolean {
  const d1 = side(ax, ay, bx, by, px, py)
  const d2 = side(ax, ay, bx, by, qx, qy)
  const d3 = side(px, py, qx, qy, ax, ay)
  const d4 = side(px, py, qx, qy, bx, by)
  if (d1 * d2 < 0 && d3 * d4 < 0) return true
  return (
    (d1 === 0 && inBox(ax, ay, bx, by, px, py)) ||
    (d2 === 0 && inBox(ax, ay, bx, by, qx, qy)) ||
    (d3 === 0 && inBox(px, py, qx, qy, ax, ay)) ||
    (d4 === 0 && inBox(px, py, qx, qy, bx, by))
  )
}

function side(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  return Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax))
}

function inBox(ax: number, ay: number, bx: number, by: number, px: number, py: number): boolean {
  return px >= Math.min(ax, bx) && px <= Math.max(ax, bx) && py >= Math.min(ay, by) && py <= Math.max(ay, by)
}
