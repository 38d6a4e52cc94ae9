import type { SchemaElement } from 'hyparquet'
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer'
import { type Column, rowsIn, type Table } from '#model/city/table.ts'
import { type ParquetColumn, toParquetColumn } from './columns.ts'
import { createGeometrySummary, describeColumn, type OwnMetadata, ownKey, toGeoMetadata } from './metadata.ts'
import { type GeometryColumn, toWkb, type WkbColumn } from './wkb.ts'

/** The geometry of the next `rowCount` rows; none where `geometry` is absent. */
export interface GeometryRun {
  rowCount: number
  geometry?: GeometryColumn
}

/** A further geometry of the same rows. */
export interface NamedGeometry {
  name: string
  runs: GeometryRun[]
}

export interface FeatureFile {
  table: Table
  /** Runs which together have the table's rows, in order; longitude and latitude in degrees, WGS84. Without it there is no geometry. */
  geometry?: GeometryRun[]
  /** Further geometry columns beside the primary one. */
  otherGeometries?: NamedGeometry[]
  /** Rows a row group; columns are encoded group by group, which bounds memory. */
  rowGroupSize?: number
}

/**
 * A table and its geometry as GeoParquet 1.1, the same bytes for the same content. Numbers take the smallest exact of INT32, FLOAT and
 * DOUBLE, missing values are null, kinds, units and dictionaries travel in the key-value metadata `huijing`.
 * Throws a `RangeError` where columns or runs do not fit the row count.
 */
export function writeFeatures({
  table,
  geometry,
  otherGeometries = [],
  rowGroupSize = 50_000,
}: FeatureFile): Uint8Array {
  const primary = geometry && { name: freeName(table.columns, 'geometry'), runs: geometry }
  const geometries = (primary ? [primary, ...otherGeometries] : otherGeometries).map(named => ({
    ...named,
    summary: createGeometrySummary(),
  }))
  checkShape(table, geometries)
  const columns = table.columns.map(toParquetColumn)
  const writer = new ByteWriter(1 << 20)
  const names = geometries.map(({ name }) => name)
  const parquet = new ParquetWriter({ writer, schema: schemaOf(columns, names), createdBy: 'Huijing' })
  for (let from = 0; from < table.rowCount; from += rowGroupSize) {
    const to = Math.min(from + rowGroupSize, table.rowCount)
    const columnData: ColumnSource[] = columns.map(({ name, encoding, statistics, slice }) => ({
      name,
      encoding,
      statistics,
      data: slice(from, to),
    }))
    for (const { name, runs, summary } of geometries) {
      const data = geometryRows(runs, from, to, summary.add)
      columnData.push({ name, data, encoding: 'PLAIN', statistics: false })
    }
    parquet.write({ columnData, rowGroupSize: to - from })
  }
  const own: OwnMetadata = {
    version: 1,
    ...(primary ? { geometry: primary.name } : {}),
    ...(otherGeometries.length > 0 ? { otherGeometries: otherGeometries.map(({ name }) => name) } : {}),
    columns: table.columns.map(describeColumn),
  }
  const summaries = Object.fromEntries(geometries.map(({ name, summary }) => [name, summary.finish()]))
  parquet.kvMetadata = [
    { key: ownKey, value: JSON.stringify(own) },
    ...(primary ? [{ key: 'geo', value: toGeoMetadata(primary.name, summaries) }] : []),
  ]
  parquet.finish()
  return writer.getBytes()
}

function schemaOf(columns: ParquetColumn[], geometryNames: string[]): SchemaElement[] {
  const fields = columns.map(({ element }) => element)
  for (const name of geometryNames) fields.push({ name, type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' })
  return [{ name: 'root', num_children: fields.length }, ...fields]
}

function checkShape(table: Table, geometries: readonly NamedGeometry[]): void {
  if (table.columns.length === 0 && geometries.length === 0) throw new RangeError('A feature file needs a column.')
  for (const column of table.columns) {
    const rows = rowsIn(column)
    if (rows !== table.rowCount)
      throw new RangeError(`Column ${column.name} has ${rows} rows, ${table.rowCount} expected.`)
  }
  for (const { name, runs } of geometries) {
    const rows = runs.reduce((sum, run) => sum + run.rowCount, 0)
    if (rows !== table.rowCount) throw new RangeError(`Geometry ${name} has ${rows} rows, ${table.rowCount} expected.`)
  }
}

function freeName(columns: Column[], wanted: string): string {
  const names = new Set(columns.map(({ name }) => name))
  let name = wanted
  for (let n = 2; names.has(name); n++) name = `${wanted}_${n}`
  return name
}

/** WKB of rows `from` .. `to`, null where there is none. */
function geometryRows(
  runs: GeometryRun[],
  from: number,
  to: number,
  visit: (wkb: WkbColumn) => void,
): (Uint8Array | null)[] {
  const rows: (Uint8Array | null)[] = []
  let start = 0
  for (const { rowCount, geometry } of runs) {
    const [first, end] = [Math.max(from, start), Math.min(to, start + rowCount)]
    if (first < end && geometry) {
      const wkb = toWkb(geometry, first - start, end - start)
      visit(wkb)
      for (let row = 0; row < end - first; row++) {
        const bytes = wkb.bytes.subarray(wkb.offsets[row], wkb.offsets[row + 1])
        rows.push(bytes.length ? bytes : null)
      }
    } else for (let row = first; row < end; row++) rows.push(null)
    start += rowCount
  }
  return rows
}
