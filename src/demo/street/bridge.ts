import type { Plan } from '../plan/plan.ts'
import { distance, mix, type Point, polylineDistance } from '../plan/plane.ts'
import { edgesByNode, type Graph } from './planar.ts'

/** Distance between neighbouring bridges, metres. */
const spacing = 420

/**
 * Keeps the crossings of the river that a city would build: from bank to bank, not much longer than the river is wide, and
 * not right beside another. What else lies between the embankments goes.
 */
export function keepBridges(plan: Plan, graph: Graph): Graph {
  const strip = distance(plan.river.banks[0][0], plan.river.line[0]) - 1
  const near = riverIndex(plan)
  const isBank = (label: string) => label.endsWith(' bank')
  const inside = new Set(
    graph.edges.filter(e => !isBank(e.line.label) && near(mix(graph.nodes[e.a], graph.nodes[e.b], 0.5)) < strip),
  )
  const around = edgesByNode(graph)
  const dropped = new Set<(typeof graph.edges)[number]>()
  const built: Point[] = []
  const seen = new Set<(typeof graph.edges)[number]>()
  const isBankNode = (n: number) => around[n].some(e => isBank(e.line.label))
  for (const first of inside) {
    if (first.line.class === 'limit' || seen.has(first)) continue
    const part = [first]
    seen.add(first)
    for (const edge of part)
      for (const n of [edge.a, edge.b])
        for (const next of around[n])
          if (next.line === first.line && inside.has(next) && !seen.has(next) && !isBankNode(n)) {
            seen.add(next)
            part.push(next)
          }
    const ends = [...new Set(part.flatMap(e => [e.a, e.b]))].filter(isBankNode)
    const sides = new Set(ends.flatMap(n => around[n].filter(e => isBank(e.line.label)).map(e => e.line.label)))
    const length = part.reduce((sum, e) => sum + distance(graph.nodes[e.a], graph.nodes[e.b]), 0)
    const middle = mix(graph.nodes[ends[0] ?? first.a], graph.nodes[ends[1] ?? first.b], 0.5)
    const fits = ends.length === 2 && sides.size === 2 && length < 4.2 * strip
    const apart =
      first.line.class === 'rail' || built.every(p => distance(p, middle) > Math.min(spacing, plan.radius / 3))
    if (fits && apart) built.push(middle)
    else for (const edge of part) dropped.add(edge)
  }
  return { nodes: graph.nodes, edges: graph.edges.filter(e => !dropped.has(e)) }
}

/** Distance to the river's middle line; far away only roughly. */
export function riverIndex({ river }: Plan): (p: Point) => number {
  const chunks: { points: Point[]; middle: Point; reach: number }[] = []
  for (let i = 0; i + 1 < river.line.length; i += 12) {
    const points = river.line.slice(i, i + 13)
    const middle = points[Math.floor(points.length / 2)]
    chunks.push({ points, middle, reach: Math.max(...points.map(p => distance(p, middle))) })
  }
  return p => {
    let best = Infinity
    for (const { points, middle, reach } of chunks)
      if (distance(p, middle) - reach < best) best = Math.min(best, polylineDistance(points, p))
    return best
  }
}
