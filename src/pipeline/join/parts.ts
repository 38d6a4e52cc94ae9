import Flatbush from 'flatbush'
import { polygonArea, ringCentroid, ringContains } from '#math/geometry/ring.ts'
import type { PrismGeometry } from '#model/city/feature.ts'
import type { PolygonColumn } from '#model/geo/geometry.ts'
import type { JoinedSet } from './joined.ts'

/** Share of an outline that its parts must cover before it gives way to them. */
const leastCover = 0.5

type PrismSet = JoinedSet & { geometry: PrismGeometry }

/**
 * Hides the outlines of buildings whose parts are drawn (OSM Simple 3D Buildings: the parts replace the outline). A part belongs to
 * the outline in which its middle lies. Returns the row of the outline by the row of the part.
 */
export function hideOutlines(sets: readonly JoinedSet[]): Map<number, number> {
  const wholes = new Map<number, number>()
  const prisms = sets.filter((set): set is PrismSet => set.geometry.type === 'prism')
  const parts = prisms.filter(set => set.kind === 'BuildingPart')
  const outlines = prisms.filter(set => set.kind === 'Building')
  const outlineCount = outlines.reduce((sum, set) => sum + set.count, 0)
  if (outlineCount === 0 || parts.length === 0) return wholes
  const tree = new Flatbush(outlineCount)
  const places: [set: PrismSet, f: number][] = []
  for (const set of outlines) {
    for (let f = 0; f < set.count; f++) {
      tree.add(...boundsOf(set.geometry.footprint, f))
      places.push([set, f])
    }
  }
  tree.finish()
  const covered = new Float64Array(outlineCount)
  for (const set of parts) {
    for (let f = 0; f < set.count; f++) {
      const outline = addPart(tree, places, covered, set.geometry.footprint, f)
      if (outline !== undefined) wholes.set(set.firstRow + f, places[outline][0].firstRow + places[outline][1])
    }
  }
  places.forEach(([set, f], i) => {
    if (covered[i] < leastCover * areaOf(set.geometry.footprint, f)) return
    set.hidden[f] = 1
  })
  return wholes
}

/** Index of the first outline that holds the middle of the part. */
function addPart(
  tree: Flatbush,
  places: readonly [set: PrismSet, f: number][],
  covered: Float64Array,
  footprint: PolygonColumn,
  f: number,
): number | undefined {
  let whole: number | undefined
  const [from, to] = outerRing(footprint, f)
  const [x, y] = ringCentroid(footprint.coordinates, from, to, footprint.dimension)
  for (const i of tree.search(x, y, x, y)) {
    const [set, outline] = places[i]
    const column = set.geometry.footprint
    const [first, last] = outerRing(column, outline)
    if (!ringContains(column.coordinates, first, last, x, y, column.dimension)) continue
    covered[i] += areaOf(footprint, f)
    whole ??= i
  }
  return whole
}

function outerRing({ featureOffsets, polygonOffsets, ringOffsets }: PolygonColumn, f: number): [number, number] {
  const ring = polygonOffsets[featureOffsets[f]]
  return [ringOffsets[ring], ringOffsets[ring + 1]]
}

function boundsOf(column: PolygonColumn, f: number): [number, number, number, number] {
  const [from, to] = outerRing(column, f)
  const { coordinates, dimension } = column
  let [west, south, east, north] = [180, 90, -180, -90]
  for (let v = from; v < to; v++) {
    west = Math.min(west, coordinates[v * dimension])
    east = Math.max(east, coordinates[v * dimension])
    south = Math.min(south, coordinates[v * dimension + 1])
    north = Math.max(north, coordinates[v * dimension + 1])
  }
  return [west, south, east, north]
}

/** Square degrees; only compared with each other at one place. */
function areaOf(column: PolygonColumn, f: number): number {
  const { coordinates, dimension, featureOffsets, polygonOffsets, ringOffsets } = column
  let area = 0
  for (let p = featureOffsets[f]; p < featureOffsets[f + 1]; p++) {
    area += polygonArea(coordinates, ringOffsets, polygonOffsets[p], polygonOffsets[p + 1], dimension)
  }
  return area
}
