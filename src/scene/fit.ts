/** Tangents of the angles between the view's axis and the edges of what shall be filled; left and bottom are negative as a rule. */
export interface Slopes {
  left: number
  right: number
  bottom: number
  top: number
}

/** Part of the canvas that lies under panels, CSS pixels from each edge. */
export interface Padding {
  left: number
  right: number
  top: number
  bottom: number
}

/**
 * Place of the camera from which all points lie within the slopes, and at least two on opposite ones. `points` as right, up and
 * forward of the view (its directions are given, its place is asked), one after the other; the answer is in the same terms.
 *
 * A point (x, z) with forward z lies left of the right edge r of a camera at (c, d) when x - r z <= c - r d; so the tightest c and d
 * solve two linear equations for each pair of edges, and the farther of the two pairs decides.
 */
export function fitPoints(points: ArrayLike<number>, { left, right, bottom, top }: Slopes): [number, number, number] {
  const most = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const fewest = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let i = 0; i < points.length; i += 3) {
    const [x, y, z] = [points[i], points[i + 1], points[i + 2]]
    most[0] = Math.max(most[0], x - right * z)
    fewest[0] = Math.min(fewest[0], x - left * z)
    most[1] = Math.max(most[1], y - top * z)
    fewest[1] = Math.min(fewest[1], y - bottom * z)
  }
  const forward = Math.min((fewest[0] - most[0]) / (right - left), (fewest[1] - most[1]) / (top - bottom))
  const across = (most[0] + right * forward + fewest[0] + left * forward) / 2
  const up = (most[1] + top * forward + fewest[1] + bottom * forward) / 2
  return [across, up, forward]
}

/**
 * Slopes of the part of a canvas that panels leave free; of all of it where they leave too little. `tangent`: of half the angle over the
 * canvas' longer side, which is the one that Cesium's cameras keep.
 */
export function toSlopes(width: number, height: number, tangent: number, padding: Padding): Slopes {
  const free = (from: number, to: number, size: number) => (size - from - to > size / 4 ? [from, to] : [0, 0])
  const [left, right] = free(padding.left, padding.right, width)
  const [top, bottom] = free(padding.top, padding.bottom, height)
  const perPixel = (2 * tangent) / Math.max(width, height)
  return {
    left: -(width / 2 - left) * perPixel,
    right: (width / 2 - right) * perPixel,
    bottom: -(height / 2 - bottom) * perPixel,
    top: (height / 2 - top) * perPixel,
  }
}
