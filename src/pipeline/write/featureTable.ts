import { type GeometryRun, type NamedGeometry, writeFeatures } from '#format/geoparquet/index.ts'
import type { Geometry, PrismGeometry, SurfaceGeometry } from '#model/city/feature.ts'
import { roofShapes } from '#model/city/feature.ts'
import { type Column, findColumn, missing, type Table } from '#model/city/table.ts'
import { createNumberColumn, createTextColumn, isEmpty } from '../join/cells.ts'
import type { JoinedCity, JoinedSet } from '../join/joined.ts'
import { polygonsOf } from '../read/columns.ts'
import { choosePrefix, geometrySorts } from './shapeColumns.ts'

/**
 * The feature table of a city: its attributes, the geometry, and beside them what else makes a shape of it (heights, roofs, meanings of
 * surfaces, further LoDs), so that the features can be read back as they were. Columns which would say nothing are left out.
 */
export function writeFeatureTable({ table, sets }: JoinedCity): Uint8Array {
  const prefix = choosePrefix(table)
  const geometry = sets.map(({ count, geometry: shape }): GeometryRun => ({ rowCount: count, ...columnOf(shape) }))
  const lods = toOtherLods(sets, table.rowCount, prefix)
  const columns = [...table.columns, ...toShapeColumns(sets, table, prefix), ...lods.columns]
  return writeFeatures({
    table: { rowCount: table.rowCount, columns },
    geometry,
    ...(lods.geometries.length > 0 ? { otherGeometries: lods.geometries } : {}),
  })
}

function columnOf(geometry: Geometry): Pick<GeometryRun, 'geometry'> {
  if (geometry.type === 'line') return { geometry: geometry.lines }
  if (geometry.type === 'point') return { geometry: geometry.points }
  const polygons = polygonsOf(geometry)
  return polygons ? { geometry: polygons } : {}
}

function toShapeColumns(sets: readonly JoinedSet[], { rowCount, columns }: Table, prefix: string): Column[] {
  const prisms = createPrismReader(sets, rowCount, prefix)
  const flags = (name: string, of: (set: JoinedSet) => Uint8Array | undefined) =>
    unlessAll(0, gatherNumbers(sets, rowCount, prefix + name, 0, of))
  const shaped: (Column | undefined)[] = [
    toCategory(sets, rowCount, `${prefix}sort`, [...geometrySorts], set => set.geometry.type),
    toCategory(sets, rowCount, `${prefix}lod`, [], set =>
      set.geometry.type === 'surface' ? set.geometry.lod : undefined,
    ),
    unlessAll(
      0,
      prisms('base', 0, prism => prism.base),
    ),
    unlessEqual(
      findColumn({ rowCount, columns }, 'height'),
      prisms('height', Number.NaN, prism => prism.height),
    ),
    toRoofShapes(prisms('roofShape', 0, prism => prism.roofShape)),
    unlessAll(
      0,
      prisms('roofHeight', 0, prism => prism.roofHeight),
    ),
    unlessAll(
      Number.NaN,
      prisms('roofDirection', Number.NaN, prism => prism.roofDirection),
    ),
    unlessAll(
      0,
      gatherNumbers(sets, rowCount, `${prefix}ground`, 0, set => set.ground),
    ),
    flags('hidden', set => set.hidden),
    flags('solid', ({ geometry }) => (geometry.type === 'surface' ? geometry.solid : undefined)),
    toTypes(`${prefix}surfaceTypes`, sets, rowCount, ({ geometry }) =>
      geometry.type === 'surface' ? geometry : undefined,
    ),
  ]
  return shaped.filter(column => column !== undefined && !isEmpty(column)) as Column[]
}

type NumberColumn = Extract<Column, { type: 'number' }>

function gatherNumbers(
  sets: readonly JoinedSet[],
  rowCount: number,
  name: string,
  fallback: number,
  of: (set: JoinedSet) => ArrayLike<number> | undefined,
): NumberColumn {
  const values = new Float64Array(rowCount).fill(fallback)
  for (const set of sets) {
    const own = of(set)
    if (own) values.set(own, set.firstRow)
  }
  return createNumberColumn(name, values)
}

function createPrismReader(sets: readonly JoinedSet[], rowCount: number, prefix: string) {
  return (name: string, fallback: number, of: (prism: PrismGeometry) => ArrayLike<number>) =>
    gatherNumbers(sets, rowCount, prefix + name, fallback, ({ geometry }) =>
      geometry.type === 'prism' ? of(geometry) : undefined,
    )
}

const unlessAll = (value: number, column: NumberColumn): Column | undefined =>
  column.values.every(each => Object.is(each, value)) ? undefined : column

/** Heights that the attribute of the same name tells as exactly are not told twice. */
function unlessEqual(known: Column | undefined, column: NumberColumn): Column | undefined {
  if (known?.type !== 'number') return column
  const told = column.values.every((value, row) => Number.isNaN(value) || Math.fround(known.values[row]) === value)
  return told ? undefined : column
}

function toRoofShapes({ name, values }: NumberColumn): Column | undefined {
  if (values.every(value => value === 0)) return undefined
  return { type: 'category', name, codes: Uint32Array.from(values), dictionary: [...roofShapes] }
}

function toCategory(
  sets: readonly JoinedSet[],
  rowCount: number,
  name: string,
  dictionary: string[],
  of: (set: JoinedSet) => string | undefined,
): Column {
  const codes = new Uint32Array(rowCount).fill(missing)
  for (const set of sets) {
    const value = of(set)
    if (value === undefined) continue
    if (!dictionary.includes(value)) dictionary.push(value)
    codes.fill(dictionary.indexOf(value), set.firstRow, set.firstRow + set.count)
  }
  return { type: 'category', name, codes, dictionary }
}

/** One digit a polygon, index into `surfaceTypes`; nothing where no polygon of the feature has a meaning. */
function toTypes(
  name: string,
  sets: readonly JoinedSet[],
  rowCount: number,
  of: (set: JoinedSet) => SurfaceGeometry | undefined,
): Column {
  let s = 0
  return createTextColumn(name, rowCount, row => {
    while (row >= sets[s].firstRow + sets[s].count) s++
    const surface = of(sets[s])
    if (!surface) return ''
    const { featureOffsets } = surface.polygons
    const f = row - sets[s].firstRow
    const types = surface.surfaceType.subarray(featureOffsets[f], featureOffsets[f + 1])
    return types.some(type => type > 0) ? types.join('') : ''
  })
}

/** Each further LoD is a geometry column of its own, with its meanings and solids. */
function toOtherLods(
  sets: readonly JoinedSet[],
  rowCount: number,
  prefix: string,
): { columns: Column[]; geometries: NamedGeometry[] } {
  const lods = [...new Set(sets.flatMap(({ otherLods = [] }) => otherLods.map(({ lod }) => lod)))]
  const columns: Column[] = []
  const geometries = lods.map(lod => {
    const of = ({ otherLods }: JoinedSet) => otherLods?.find(other => other.lod === lod)
    const types = toTypes(`${prefix}surfaceTypes:${lod}`, sets, rowCount, of)
    const solid = unlessAll(
      0,
      gatherNumbers(sets, rowCount, `${prefix}solid:${lod}`, 0, set => of(set)?.solid),
    )
    columns.push(...([types, solid].filter(column => column !== undefined && !isEmpty(column)) as Column[]))
    const runs = sets.map((set): GeometryRun => {
      const polygons = of(set)?.polygons
      return polygons ? { rowCount: set.count, geometry: polygons } : { rowCount: set.count }
    })
    return { name: `${prefix}geometry:${lod}`, runs }
  })
  return { columns, geometries }
}
