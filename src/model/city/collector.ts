import { createLineBuilder, createPointBuilder, type LineBuilder, type PointBuilder } from '../geo/geometryBuilder.ts'
import { ColumnBuilder } from './columnBuilder.ts'
import type { FeatureKind, FeatureSet, Geometry } from './feature.ts'
import { createSurfaceBuilder, type SurfaceBuilder } from './surfaceBuilder.ts'
import { createTableBuilder, type TableBuilder } from './tableBuilder.ts'

/**
 * Sorts features of 3D models into feature sets while they are read: one set for each kind, sort of geometry and drawn LoD.
 * Readers append straight to the columns of a group: the geometry first, then the row.
 */
export interface Collector {
  readonly featureCount: number
  surfaces(kind: FeatureKind, lod: string): SurfaceGroup
  lines(kind: FeatureKind): LineGroup
  points(kind: FeatureKind): PointGroup
  /** Features without geometry. */
  bare(kind: FeatureKind): Group
  /** What was collected, and an empty collector after it. */
  take(): FeatureSet[]
}

/** The rows of a group's table. */
export interface Rows {
  readonly count: number
  readonly attributes: TableBuilder
  /** Returns the number of the row. */
  add(id: string, parent: string | undefined): number
}

export interface Group {
  readonly rows: Rows
}

export interface SurfaceGroup extends Group {
  /** The drawn LoD. */
  readonly drawn: SurfaceBuilder
  /** Any other LoD of the same features. */
  other(lod: string): SurfaceBuilder
}

export interface LineGroup extends Group {
  readonly lines: LineBuilder
}

export interface PointGroup extends Group {
  readonly points: PointBuilder
}

export function createCollector(): Collector {
  let groups = new Map<string, Group & { build(): FeatureSet }>()
  let featureCount = 0
  const counted = () => {
    featureCount++
  }
  const groupOf = <G extends Group & { build(): FeatureSet }>(key: string, create: () => G): G => {
    const known = groups.get(key) as G | undefined
    if (known) return known
    const group = create()
    groups.set(key, group)
    return group
  }
  return {
    get featureCount() {
      return featureCount
    },
    surfaces: (kind, lod) => groupOf(`surface ${lod} ${kind}`, () => createSurfaceGroup(kind, lod, counted)),
    lines: kind => groupOf(`line ${kind}`, () => createLineGroup(kind, counted)),
    points: kind => groupOf(`point ${kind}`, () => createPointGroup(kind, counted)),
    bare: kind => groupOf(`none ${kind}`, () => createBareGroup(kind, counted)),
    take() {
      const sets = [...groups.values()].filter(group => group.rows.count > 0).map(group => group.build())
      groups = new Map()
      featureCount = 0
      return sets
    },
  }
}

function createSurfaceGroup(kind: FeatureKind, lod: string, counted: () => void) {
  const rows = createRows(counted)
  const drawn = createSurfaceBuilder()
  const others = new Map<string, SurfaceBuilder>()
  return {
    rows,
    drawn,
    other(otherLod: string) {
      const known = others.get(otherLod)
      if (known) return known
      const builder = createSurfaceBuilder()
      others.set(otherLod, builder)
      return builder
    },
    build() {
      const otherLods = [...others]
        .filter(([, builder]) => builder.polygonCount > 0)
        .map(([otherLod, builder]) => builder.build(otherLod, rows.count))
      const set = rows.build(kind, drawn.build(lod, rows.count))
      return otherLods.length > 0 ? { ...set, otherLods } : set
    },
  }
}

function createLineGroup(kind: FeatureKind, counted: () => void) {
  const rows = createRows(counted)
  const lines = createLineBuilder(3)
  return { rows, lines, build: () => rows.build(kind, { type: 'line', lines: lines.build() }) }
}

function createPointGroup(kind: FeatureKind, counted: () => void) {
  const rows = createRows(counted)
  const points = createPointBuilder(3)
  return { rows, points, build: () => rows.build(kind, { type: 'point', points: points.build() }) }
}

function createBareGroup(kind: FeatureKind, counted: () => void) {
  const rows = createRows(counted)
  return { rows, build: () => rows.build(kind, { type: 'none' }) }
}

/** The table of a group: `id` first, then `parent` where any feature has one, then attributes. */
function createRows(counted: () => void): Rows & { build(kind: FeatureKind, geometry: Geometry): FeatureSet } {
  const ids = new ColumnBuilder('id', true)
  const parents = new ColumnBuilder('parent', true)
  const attributes = createTableBuilder()
  let count = 0
  let parented = false
  return {
    get count() {
      return count
    },
    attributes,
    add(id, parent) {
      ids.setString(count, id)
      if (parent !== undefined) {
        parents.setString(count, parent)
        parented = true
      }
      counted()
      return count++
    },
    build(kind, geometry) {
      const parent = parented ? [parents.take(count)!] : []
      const columns = [ids.take(count)!, ...parent, ...attributes.take(count)]
      return { kind, table: { rowCount: count, columns }, geometry }
    },
  }
}
