import { describe, expect, it } from 'vitest'
import { creaseEdges } from './edges.ts'

const corners = [0, 0, 0, 2, 0, 0, 2, 3, 0, 0, 3, 0, 0, 0, 5, 2, 0, 5, 2, 3, 5, 0, 3, 5]
/** Two triangles a side, counter-clockwise from outside. */
const faces = [
  [0, 3, 2, 1],
  [4, 5, 6, 7],
  [0, 1, 5, 4],
  [1, 2, 6, 5],
  [2, 3, 7, 6],
  [3, 0, 4, 7],
].flatMap(([a, b, c, d]) => [a, b, c, a, c, d])

const lengths = (edges: number[]) =>
  Array.from({ length: edges.length / 6 }, (_, i) =>
    Math.hypot(...[0, 1, 2].map(k => edges[6 * i + k] - edges[6 * i + 3 + k])),
  ).sort((a, b) => a - b)

describe('edges of a solid', () => {
  it('a box has twelve, four of each length, and no diagonals', () => {
    expect(lengths(creaseEdges(corners, faces))).toEqual([2, 2, 2, 2, 3, 3, 3, 3, 5, 5, 5, 5])
  })

  it('are the same where every triangle brings its own vertices', () => {
    const apart = faces.flatMap(vertex => corners.slice(3 * vertex, 3 * vertex + 3))
    const order = faces.map((_, i) => i)
    expect(lengths(creaseEdges(apart, order))).toEqual(lengths(creaseEdges(corners, faces)))
  })

  it('of an open sheet are its rim', () => {
    expect(lengths(creaseEdges(corners, faces.slice(0, 6)))).toEqual([2, 2, 3, 3])
  })

  it('of a round tower do not run down its sides', () => {
    const sides = 36
    const round = Array.from({ length: sides }, (_, i) => {
      const angle = (2 * Math.PI * i) / sides
      return [10 * Math.cos(angle), 10 * Math.sin(angle)]
    })
    const positions = [...round.flatMap(([x, y]) => [x, y, 0]), ...round.flatMap(([x, y]) => [x, y, 30])]
    const walls = round.flatMap((_, i) => {
      const j = (i + 1) % sides
      return [i, j, sides + j, i, sides + j, sides + i]
    })
    expect(creaseEdges(positions, walls).length / 6).toBe(2 * sides)
  })

  it('are lifted away from both faces', () => {
    const edges = creaseEdges(corners, faces, Math.SQRT2)
    const xs = edges.filter((_, i) => i % 3 === 0)
    expect(Math.min(...xs)).toBeCloseTo(-1, 9)
    expect(Math.max(...xs)).toBeCloseTo(3, 9)
  })
})
