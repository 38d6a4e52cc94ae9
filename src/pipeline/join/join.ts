import type { FeatureSet } from '#model/city/feature.ts'
import type { CityManifest } from '#model/city/manifest.ts'
import { type Column, findColumn, type Table } from '#model/city/table.ts'
import { attributes } from '#model/city/vocabulary.ts'
import { DataError } from '#model/exchange/error.ts'
import type { NoticeLog } from '#model/exchange/notice.ts'
import type { Extent } from '#model/geo/extent.ts'
import type { Grid } from '#model/geo/grid.ts'
import { heightAt, summarise } from '#model/geo/gridSample.ts'
import { coordinatesOf, verticesOf } from '../read/columns.ts'
import { toCanonicalTable, toStoreys, toUse } from './canonical.ts'
import { createTextColumn, stringAt } from './cells.ts'
import { estimateHeights } from './estimate.ts'
import { createFeatureIndex, type FeatureIndex, indexFeatures, noPlace, unitsPerDegree } from './featureIndex.ts'
import type { JoinedCity, JoinedSet } from './joined.ts'
import { measure } from './measure.ts'
import { hideOutlines } from './parts.ts'
import { createTableBuilder } from './tableBuilder.ts'
import { toTerrain } from './terrain.ts'

export interface Joiner {
  /** A checked set in WGS84; the joiner keeps its geometry and may change it. */
  addFeatures(set: FeatureSet): void
  addGrid(grid: Grid): void
  addSource(source: CityManifest['sources'][number]): void
  /** Features so far. */
  readonly rowCount: number
  /** Throws `empty` where nothing was added. */
  finish(identity: { id: string; title: CityManifest['title'] }): JoinedCity
}

/** Puts what was read together to one city: rows, canonical attributes, parts and outlines, ground heights. */
export function createJoiner(notices: NoticeLog): Joiner {
  const table = createTableBuilder()
  const sets: JoinedSet[] = []
  const grids: Grid[] = []
  const sources: CityManifest['sources'] = []
  return {
    addFeatures(set) {
      const count = set.table.rowCount
      const { kind, geometry, otherLods } = set
      sets.push({
        kind,
        geometry,
        otherLods,
        firstRow: table.rowCount,
        count,
        hidden: new Uint8Array(count),
        ground: new Float32Array(count),
      })
      table.add(toJoinedTable(set, notices))
    },
    addGrid(grid) {
      grids.push(grid)
    },
    addSource(source) {
      sources.push(source)
    },
    get rowCount() {
      return table.rowCount
    },
    finish: identity => finish(identity, { table: table.finish(canonicalOrder), sets, grids, sources, notices }),
  }
}

const canonicalOrder = attributes.map(attribute => attribute.name)

function toJoinedTable(set: FeatureSet, notices: NoticeLog): Table {
  const { kind, geometry, table } = set
  let heightSource: Column | undefined
  if (geometry.type === 'prism') {
    heightSource = estimateHeights(geometry, table, toStoreys(table), toUse(table, table.rowCount), notices)
  }
  const joined = toCanonicalTable(kind, table, measure(geometry, table.rowCount))
  return heightSource ? { ...joined, columns: [...joined.columns, heightSource] } : joined
}

interface Parts {
  table: Table
  sets: JoinedSet[]
  grids: Grid[]
  sources: CityManifest['sources']
  notices: NoticeLog
}

function finish(identity: { id: string; title: CityManifest['title'] }, parts: Parts): JoinedCity {
  const { table, sets, grids, sources, notices } = parts
  const terrain = toTerrain(grids)
  const levels = terrain && summarise(terrain)
  if (table.rowCount === 0 && !levels) {
    const file = sources.map(({ name }) => name).join(', ')
    throw new DataError('empty', 'holds nothing that can be drawn or listed.', { file: file || 'The data' })
  }
  tellParents(table, hideOutlines(sets))
  const ground = levels?.middle ?? medianGround(sets)
  const index = createFeatureIndex(table.rowCount)
  for (const set of sets) {
    layOnGround(set, terrain, ground)
    indexFeatures(index, set.geometry, set.firstRow, set.count, set.ground)
  }
  return {
    ...identity,
    sets,
    table,
    rowCount: table.rowCount,
    index,
    ...spanOf(index, terrain, levels),
    ground,
    terrain,
    counts: countKinds(sets),
    notices: notices.list(),
    quarantined: notices.quarantined(),
    sources,
  }
}

/** Parts name their whole by its id, as those of 3D models do; `wholes` are rows by the rows of their parts. */
function tellParents(table: Table, wholes: ReadonlyMap<number, number>): void {
  if (wholes.size === 0) return
  const ids = findColumn(table, 'id')
  const known = findColumn(table, 'parent')
  const parents = createTextColumn('parent', table.rowCount, row => {
    const whole = wholes.get(row)
    return stringAt(known, row) || (whole === undefined ? '' : stringAt(ids, whole))
  })
  table.columns = [...table.columns.filter(column => column !== known), parents]
}

/** Median of the lowest points of solid models, rounded to millimetres; 0 where there are none. */
function medianGround(sets: readonly JoinedSet[]): number {
  const lows: number[] = []
  for (const { geometry, count } of sets) {
    if (geometry.type !== 'surface') continue
    for (let f = 0; f < count; f++) {
      const [from, to] = verticesOf(geometry, f)
      let low = Number.POSITIVE_INFINITY
      for (let v = from; v < to; v++) low = Math.min(low, geometry.polygons.coordinates[v * 3 + 2])
      if (Number.isFinite(low)) lows.push(low)
    }
  }
  lows.sort((a, b) => a - b)
  return lows.length ? Math.round(lows[lows.length >> 1] * 1000) / 1000 : 0
}

/** The lowest terrain under a feature's vertices: nothing floats, and slopes cut into the ground floor. */
function layOnGround(set: JoinedSet, terrain: Grid | undefined, ground: number): void {
  const { geometry, count } = set
  if (geometry.type === 'surface' || geometry.type === 'none') return
  set.ground.fill(ground)
  const columns = coordinatesOf(geometry)
  if (!terrain || !columns) return
  for (let f = 0; f < count; f++) {
    const [from, to] = verticesOf(geometry, f)
    let low = Number.POSITIVE_INFINITY
    for (let v = from; v < to; v++) {
      const height = heightAt(
        terrain,
        columns.coordinates[v * columns.stride],
        columns.coordinates[v * columns.stride + 1],
      )
      if (height < low) low = height
    }
    if (Number.isFinite(low)) set.ground[f] = low
  }
}

function spanOf(
  index: FeatureIndex,
  terrain: Grid | undefined,
  levels: { low: number; high: number } | undefined,
): { extent: Extent; heights: [number, number] } {
  let [west, south, east, north] = [noPlace, noPlace, -noPlace, -noPlace]
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = 0; row * 4 < index.extents.length; row++) {
    if (index.extents[row * 4] === noPlace) continue
    west = Math.min(west, index.extents[row * 4])
    south = Math.min(south, index.extents[row * 4 + 1])
    east = Math.max(east, index.extents[row * 4 + 2])
    north = Math.max(north, index.extents[row * 4 + 3])
    low = Math.min(low, index.heights[row * 2])
    high = Math.max(high, index.heights[row * 2 + 1])
  }
  if (high >= low) {
    return {
      extent: [west / unitsPerDegree, south / unitsPerDegree, east / unitsPerDegree, north / unitsPerDegree],
      heights: [round(low), round(high)],
    }
  }
  if (!terrain || !levels) return noSpan
  const [a, , tx, , e, ty] = terrain.affine
  return {
    extent: [tx, ty + e * terrain.height, tx + a * terrain.width, ty],
    heights: [round(levels.low), round(levels.high)],
  }
}

/** Of a city that can only be listed and searched. */
const noSpan: { extent: Extent; heights: [number, number] } = { extent: [0, 0, 0, 0], heights: [0, 0] }

const round = (value: number) => Math.round(value * 1000) / 1000

function countKinds(sets: readonly JoinedSet[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const set of sets) counts[set.kind] = (counts[set.kind] ?? 0) + set.count
  return counts
}
