import {
  type FeatureSet,
  type Geometry,
  type PrismGeometry,
  roofShapes,
  type SurfaceGeometry,
} from '#model/city/feature.ts'
import { type Cell, type Column, cellAt, findColumn } from '#model/city/table.ts'
import type { LineColumn, PointColumn, PolygonColumn } from '#model/geo/geometry.ts'

export interface WriteOptions {
  title?: string
  /** Decimals of coordinates; 8 are a millimetre in degrees. Heights have 3. */
  decimals?: number
}

/** Bytes gathered before they are handed over. */
const portion = 1 << 16

const encoder = new TextEncoder()

/**
 * A FeatureCollection (RFC 7946) in portions of bytes. Coordinates must be lon, lat in WGS84. Every attribute becomes a property, and
 * `kind` tells the feature's kind; prisms carry `height`, `min_height` and roof as properties; of surfaces the ground (else what
 * is not a wall) is written with its heights.
 */
export async function* writeGeoJson(
  sets: AsyncIterable<FeatureSet> | Iterable<FeatureSet>,
  { title, decimals = 8 }: WriteOptions = {},
): AsyncGenerator<Uint8Array, void> {
  let text = `{"type":"FeatureCollection",${title === undefined ? '' : `"name":${JSON.stringify(title)},`}"features":[`
  let first = true
  for await (const set of sets) {
    const write = createFeatureWriter(set, decimals)
    for (let row = 0; row < set.table.rowCount; row++) {
      text += `${first ? '' : ','}\n${write(row)}`
      first = false
      if (text.length < portion) continue
      yield encoder.encode(text)
      text = ''
    }
  }
  yield encoder.encode(`${text}\n]}\n`)
}

function createFeatureWriter(set: FeatureSet, decimals: number): (row: number) => string {
  const ids = findColumn(set.table, 'id')
  const properties = set.table.columns.filter(column => column.name !== 'id' && column.name !== 'kind')
  const names = new Set(set.table.columns.map(column => column.name))
  const measures = set.geometry.type === 'prism' ? measureColumns(set.geometry, names) : []
  const shape = createShapeWriter(set.geometry, decimals)
  const kind = `"kind":${JSON.stringify(set.kind)}`
  return row => {
    const members = [kind, ...cells(properties, row), ...measures.flatMap(measure => measure(row))]
    const id = ids ? cellAt(ids, row) : undefined
    const idMember = id === undefined ? '' : `"id":${JSON.stringify(id)},`
    return `{"type":"Feature",${idMember}"properties":{${members.join(',')}},"geometry":${shape(row)}}`
  }
}

function cells(columns: readonly Column[], row: number): string[] {
  const members: string[] = []
  for (const column of columns) {
    const cell = cellAt(column, row)
    if (isWritten(cell)) members.push(`${JSON.stringify(column.name)}:${JSON.stringify(cell)}`)
  }
  return members
}

function isWritten(cell: Cell): boolean {
  return cell !== undefined && (typeof cell === 'string' || Number.isFinite(cell))
}

/** What a prism says beyond its table; a column of the same name goes before it. */
function measureColumns(prism: PrismGeometry, names: ReadonlySet<string>): ((row: number) => string[])[] {
  const number = (name: string, values: Float32Array, write: (value: number, row: number) => boolean) =>
    names.has(name)
      ? []
      : [(row: number) => (write(values[row], row) ? [`${JSON.stringify(name)}:${fixed(values[row], 3)}`] : [])]
  return [
    ...number('height', prism.height, Number.isFinite),
    ...number('min_height', prism.base, value => value > 0),
    ...number('roof:height', prism.roofHeight, value => value > 0),
    ...(names.has('roof:shape') ? [] : [(row: number) => roofMember(prism.roofShape[row])]),
    ...(names.has('roof:direction') ? [] : [(row: number) => directionMember(prism, row)]),
  ]
}

function roofMember(shape: number): string[] {
  return shape === 0 ? [] : [`"roof:shape":"${roofShapes[shape]}"`]
}

/** As OpenStreetMap has it: where a face looks to, which is square to a ridge. */
function directionMember({ roofShape, roofDirection }: PrismGeometry, row: number): string[] {
  const direction = roofDirection[row]
  if (Number.isNaN(direction) || roofShape[row] === 0) return []
  const ridge = roofShapes[roofShape[row]] === 'gabled' || roofShapes[roofShape[row]] === 'hipped'
  return [`"roof:direction":${fixed(ridge ? (direction + 90) % 180 : direction, 2)}`]
}

function createShapeWriter(geometry: Geometry, decimals: number): (row: number) => string {
  switch (geometry.type) {
    case 'prism':
      return row => polygons(geometry.footprint, row, decimals)
    case 'area':
      return row => polygons(geometry.polygons, row, decimals)
    case 'surface':
      return row => surfaces(geometry, row, decimals)
    case 'line':
      return row => lines(geometry.lines, row, decimals)
    case 'point':
      return row => points(geometry.points, row, decimals)
    case 'none':
      return () => 'null'
  }
}

function polygons(column: PolygonColumn, row: number, decimals: number): string {
  const { featureOffsets } = column
  const all = range(featureOffsets[row], featureOffsets[row + 1]).map(p => polygon(column, p, decimals))
  return several('Polygon', all)
}

const [ground, wall] = [1, 2]

function surfaces({ polygons: column, surfaceType }: SurfaceGeometry, row: number, decimals: number): string {
  const all = range(column.featureOffsets[row], column.featureOffsets[row + 1])
  const flat = all.filter(p => surfaceType[p] === ground)
  const written = flat.length > 0 ? flat : all.filter(p => surfaceType[p] !== wall)
  return several(
    'Polygon',
    written.map(p => polygon(column, p, decimals)),
  )
}

function lines(
  { lineOffsets, featureOffsets, coordinates, dimension }: LineColumn,
  row: number,
  decimals: number,
): string {
  const all = range(featureOffsets[row], featureOffsets[row + 1]).map(
    line => `[${positions(coordinates, dimension, lineOffsets[line], lineOffsets[line + 1], decimals).join(',')}]`,
  )
  return several('LineString', all)
}

function points({ coordinates, dimension }: PointColumn, row: number, decimals: number): string {
  return `{"type":"Point","coordinates":${position(coordinates, dimension, row, decimals)}}`
}

function several(type: 'Polygon' | 'LineString', all: readonly string[]): string {
  if (all.length === 0) return 'null'
  return all.length === 1
    ? `{"type":"${type}","coordinates":${all[0]}}`
    : `{"type":"Multi${type}","coordinates":[${all.join(',')}]}`
}

function polygon(
  { coordinates, dimension, ringOffsets, polygonOffsets }: PolygonColumn,
  p: number,
  decimals: number,
): string {
  const rings = range(polygonOffsets[p], polygonOffsets[p + 1]).map(ring => {
    const all = positions(coordinates, dimension, ringOffsets[ring], ringOffsets[ring + 1], decimals)
    return `[${all.join(',')},${all[0]}]`
  })
  return `[${rings.join(',')}]`
}

function positions(coordinates: Float64Array, dimension: 2 | 3, from: number, to: number, decimals: number): string[] {
  return range(from, to).map(vertex => position(coordinates, dimension, vertex, decimals))
}

function position(coordinates: Float64Array, dimension: 2 | 3, vertex: number, decimals: number): string {
  const at = vertex * dimension
  const flat = `${fixed(coordinates[at], decimals)},${fixed(coordinates[at + 1], decimals)}`
  return dimension === 3 ? `[${flat},${fixed(coordinates[at + 2], 3)}]` : `[${flat}]`
}

/** Rounded, without zeros at the end. */
function fixed(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)))
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
