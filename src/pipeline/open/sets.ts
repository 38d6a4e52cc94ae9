import { type FeatureReader, parseLines, parsePoints, parsePolygons, type WkbColumn } from '#format/geoparquet/index.ts'
import type { FeatureSet, Geometry, PrismGeometry, SurfaceGeometry } from '#model/city/feature.ts'
import { type Cell, type Column, cellAt, findColumn, type Table } from '#model/city/table.ts'
import { DataError } from '#model/exchange/error.ts'
import { isEmpty } from '../join/cells.ts'
import type { JoinedCity, JoinedSet } from '../join/joined.ts'
import { findPrefix } from '../write/shapeColumns.ts'

/** The features of a city with their geometry and attributes. */
export type CityFeatures = Pick<JoinedCity, 'sets' | 'table'>

/**
 * The features that `writeFeatureTable` wrote, as they were; `attributes` names the city's own columns. Sets are runs of rows of one kind
 * and one sort of geometry, at most `maxRows` long. Throws a `DataError`: `unsupported` for a table of another program.
 */
export async function readFeatureSets(
  features: FeatureReader,
  attributes: readonly string[],
  maxRows = 50_000,
): Promise<CityFeatures> {
  const { rowCount } = features
  const prefix = findPrefix(features.columns.map(({ name }) => name))
  if (rowCount > 0 && prefix === undefined) {
    throw new DataError('unsupported', 'The feature table does not tell how its features are shaped.', {
      cure: 'Build the city again from its sources.',
    })
  }
  const columns = await Promise.all(attributes.map(name => features.column(name)))
  if (prefix === undefined) return { sets: [], table: { rowCount, columns } }
  const shapes = await openShapes(features, prefix)
  const kinds = await features.column('kind')
  const table = { rowCount, columns }
  return { sets: findRuns(shapes, kinds, rowCount, maxRows).map(run => readSet(run, shapes)), table }
}

/** One set with the attributes of its own rows; columns which say nothing of them, and the kind, are left out. */
export function toFeatureSet({ kind, geometry, otherLods, firstRow, count }: JoinedSet, table: Table): FeatureSet {
  const columns = table.columns
    .filter(({ name }) => name !== 'kind')
    .map(column => sliceColumn(column, firstRow, firstRow + count))
    .filter(column => column.name === 'id' || !isEmpty(column))
  return { kind, table: { rowCount: count, columns }, geometry, ...(otherLods ? { otherLods } : {}) }
}

function sliceColumn(column: Column, from: number, to: number): Column {
  switch (column.type) {
    case 'number':
      return { ...column, values: column.values.subarray(from, to) }
    case 'category':
      return { ...column, codes: column.codes.subarray(from, to) }
    case 'text': {
      const first = column.offsets[from]
      const offsets = column.offsets.subarray(from, to + 1).map(offset => offset - first)
      return { ...column, offsets, bytes: column.bytes.subarray(first, column.offsets[to]) }
    }
  }
}

/** What of a feature's shape stands in columns, and its geometries. */
interface Shapes {
  geometry: WkbColumn
  otherLods: { lod: string; geometry: WkbColumn }[]
  cell(name: string, row: number): Cell
  numbers(name: string, run: Run, fallback: number): Float64Array
}

async function openShapes(features: FeatureReader, prefix: string): Promise<Shapes> {
  const own = features.columns.filter(({ name }) => name.startsWith(prefix))
  const columns = await Promise.all(own.map(({ name }) => features.column(name)))
  const find = (name: string) => findColumn({ rowCount: features.rowCount, columns }, prefix + name)
  const height = await features.column('height').catch(() => undefined)
  const lods = features.otherGeometries.filter(name => name.startsWith(`${prefix}geometry:`))
  return {
    geometry: await features.geometry(),
    otherLods: await Promise.all(
      lods.map(async name => ({
        lod: name.slice(`${prefix}geometry:`.length),
        geometry: await features.geometry(name),
      })),
    ),
    cell(name, row) {
      const column = find(name)
      return column && cellAt(column, row)
    },
    numbers(name, { from, to }, fallback) {
      // Heights stand among the attributes where these tell them exactly.
      const column = find(name) ?? (name === 'height' ? height : undefined)
      if (column?.type === 'number') return column.values.subarray(from, to)
      if (column?.type === 'category') return Float64Array.from(column.codes.subarray(from, to))
      return new Float64Array(to - from).fill(fallback)
    },
  }
}

interface Run {
  from: number
  to: number
  kind: string
  sort: Geometry['type']
  lod: string
}

function findRuns(shapes: Shapes, kinds: Column, rowCount: number, maxRows: number): Run[] {
  const runs: Run[] = []
  const hasHeights = createDimensionReader(shapes.geometry)
  let last: Run | undefined
  let solid = false
  for (let row = 0; row < rowCount; row++) {
    const kind = String(cellAt(kinds, row))
    const sort = (shapes.cell('sort', row) ?? 'none') as Geometry['type']
    const lod = String(shapes.cell('lod', row) ?? '')
    const dimension: boolean = hasHeights(row) ?? solid
    const same = last && last.kind === kind && last.sort === sort && last.lod === lod && dimension === solid
    if (last && same && row - last.from < maxRows) last.to = row + 1
    else {
      last = { from: row, to: row + 1, kind, sort, lod }
      runs.push(last)
    }
    solid = dimension
  }
  return runs
}

/** Whether the geometry of a row has heights, from its WKB type (little-endian, as we write it); undefined where it has none. */
function createDimensionReader({ offsets, bytes }: WkbColumn): (row: number) => boolean | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return row => (offsets[row] === offsets[row + 1] ? undefined : view.getUint32(offsets[row] + 1, true) > 1000)
}

function readSet(run: Run, shapes: Shapes): JoinedSet {
  const { from, to, kind, sort } = run
  const otherLods = sort === 'surface' ? readOtherLods(run, shapes) : []
  return {
    kind,
    geometry: readGeometry(run, shapes),
    ...(otherLods.length > 0 ? { otherLods } : {}),
    firstRow: from,
    count: to - from,
    hidden: Uint8Array.from(shapes.numbers('hidden', run, 0)),
    ground: Float32Array.from(shapes.numbers('ground', run, 0)),
  }
}

function readGeometry(run: Run, shapes: Shapes): Geometry {
  const wkb = rowsOf(shapes.geometry, run)
  switch (run.sort) {
    case 'none':
      return { type: 'none' }
    case 'line':
      return { type: 'line', lines: parseLines(wkb) }
    case 'point':
      return { type: 'point', points: parsePoints(wkb) }
    case 'area':
      return { type: 'area', polygons: parsePolygons(wkb) }
    case 'prism':
      return readPrisms(wkb, run, shapes)
    case 'surface':
      return readSurfaces(wkb, run, shapes, run.lod, '')
  }
}

function readPrisms(wkb: WkbColumn, run: Run, { numbers }: Shapes): PrismGeometry {
  return {
    type: 'prism',
    footprint: parsePolygons(wkb),
    base: Float32Array.from(numbers('base', run, 0)),
    height: Float32Array.from(numbers('height', run, Number.NaN)),
    roofHeight: Float32Array.from(numbers('roofHeight', run, 0)),
    roofShape: Uint8Array.from(numbers('roofShape', run, 0)),
    roofDirection: Float32Array.from(numbers('roofDirection', run, Number.NaN)),
  }
}

function readSurfaces(wkb: WkbColumn, run: Run, shapes: Shapes, lod: string, suffix: string): SurfaceGeometry {
  const polygons = parsePolygons(wkb)
  const surfaceType = new Uint8Array(polygons.polygonOffsets.length - 1)
  for (let row = run.from; row < run.to; row++) {
    const digits = shapes.cell(`surfaceTypes${suffix}`, row)
    if (digits === undefined) continue
    const { featureOffsets } = polygons
    const first = featureOffsets[row - run.from]
    const types = Array.from(String(digits), Number)
    if (types.length !== featureOffsets[row - run.from + 1] - first) {
      throw new DataError('schema', `Row ${row} has ${types.length} meanings of surfaces, but not as many surfaces.`)
    }
    surfaceType.set(types, first)
  }
  const solid = Uint8Array.from(shapes.numbers(`solid${suffix}`, run, 0))
  return { type: 'surface', lod, polygons, surfaceType, solid }
}

/** The further LoDs which any feature of the run has. */
function readOtherLods(run: Run, shapes: Shapes): SurfaceGeometry[] {
  return shapes.otherLods
    .filter(({ geometry: { offsets } }) => offsets[run.to] > offsets[run.from])
    .map(({ lod, geometry }) => readSurfaces(rowsOf(geometry, run), run, shapes, lod, `:${lod}`))
}

const rowsOf = ({ offsets, bytes }: WkbColumn, { from, to }: Run): WkbColumn => ({
  offsets: offsets.subarray(from, to + 1),
  bytes,
})
