/** Convex hull and the rectangle of least area around a ring. */

/** Indices of the vertices on the convex hull, counter-clockwise, without collinear ones. Andrew's monotone chain. */
export function convexHull(coordinates: ArrayLike<number>, from: number, to: number, stride = 2): number[] {
  const order = Array.from({ length: to - from }, (_, i) => from + i).sort(
    (a, b) =>
      coordinates[a * stride] - coordinates[b * stride] || coordinates[a * stride + 1] - coordinates[b * stride + 1],
  )
  if (order.length < 3) return order
  const cross = (o: number, a: number, b: number) =>
    (coordinates[a * stride] - coordinates[o * stride]) * (coordinates[b * stride + 1] - coordinates[o * stride + 1]) -
    (coordinates[a * stride + 1] - coordinates[o * stride + 1]) * (coordinates[b * stride] - coordinates[o * stride])
  const chain = (vertices: number[]) => {
    const kept: number[] = []
    for (const vertex of vertices) {
      while (kept.length > 1 && cross(kept[kept.length - 2], kept[kept.length - 1], vertex) <= 0) kept.pop()
      kept.push(vertex)
    }
    kept.pop()
    return kept
  }
  const lower = chain(order)
  return [...lower, ...chain(order.reverse())]
}

export interface Rectangle {
  /** Centre. */
  x: number
  y: number
  /** Longer side, and the shorter one across. */
  length: number
  width: number
  /** Direction of the longer side, radians counter-clockwise from +x, in (-π/2, π/2]. */
  angle: number
}

/**
 * The rectangle of least area that holds the ring: one of its sides lies on an edge of the hull (Freeman and Shapira 1975).
 * A ring without area gives a rectangle of width 0.
 */
export function minimumAreaRectangle(coordinates: ArrayLike<number>, from: number, to: number, stride = 2): Rectangle {
  const hull = convexHull(coordinates, from, to, stride)
  let best: Rectangle | undefined
  for (let i = 0; i < hull.length; i++) {
    const a = hull[i] * stride
    const b = hull[(i + 1) % hull.length] * stride
    const angle = Math.atan2(coordinates[b + 1] - coordinates[a + 1], coordinates[b] - coordinates[a])
    const candidate = rectangleAlong(coordinates, hull, stride, angle)
    if (!best || candidate.length * candidate.width < best.length * best.width) best = candidate
  }
  return best ?? { x: Number.NaN, y: Number.NaN, length: 0, width: 0, angle: 0 }
}

function rectangleAlong(coordinates: ArrayLike<number>, hull: number[], stride: number, angle: number): Rectangle {
  const ux = Math.cos(angle)
  const uy = Math.sin(angle)
  const x0 = coordinates[hull[0] * stride]
  const y0 = coordinates[hull[0] * stride + 1]
  let minU = Infinity
  let maxU = -Infinity
  let minV = Infinity
  let maxV = -Infinity
  for (const vertex of hull) {
    const x = coordinates[vertex * stride] - x0
    const y = coordinates[vertex * stride + 1] - y0
    const u = x * ux + y * uy
    const v = y * ux - x * uy
    minU = Math.min(minU, u)
    maxU = Math.max(maxU, u)
    minV = Math.min(minV, v)
    maxV = Math.max(maxV, v)
  }
  const u = (minU + maxU) / 2
  const v = (minV + maxV) / 2
  const along = maxU - minU
  const across = maxV - minV
  return {
    x: x0 + u * ux - v * uy,
    y: y0 + u * uy + v * ux,
    length: Math.max(along, across),
    width: Math.min(along, across),
    angle: halfTurn(across > along ? angle + Math.PI / 2 : angle),
  }
}

/** A line's direction has no sign: into (-π/2, π/2]. */
function halfTurn(angle: number): number {
  const rest = angle - Math.PI * Math.floor(angle / Math.PI)
  return rest > Math.PI / 2 ? rest - Math.PI : rest
}
