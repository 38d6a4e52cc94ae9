import { readBundle, type TypedArray, writeBundle } from '#format/bundle/index.ts'
import { parseLines, parsePoints, parsePolygons, type WkbColumn } from '#format/geoparquet/index.ts'
import type { FeatureSet, Geometry, SurfaceGeometry } from '#model/city/feature.ts'
import type { Table } from '#model/city/table.ts'
import { DataError } from '#model/exchange/error.ts'
import type { PolygonColumn } from '#model/geo/geometry.ts'
import type { JoinedCity } from '../join/joined.ts'
import { selectRows } from '../read/compact.ts'

/** One set of features, as `model.bin` lists it: rows firstRow .. firstRow + count of the feature table. */
interface SetEntry {
  kind: string
  type: Geometry['type']
  firstRow: number
  count: number
  lod?: string
  otherLods?: { lod: string; dimension: 2 | 3 }[]
}

/** Of prisms, what a footprint in GeoParquet does not say. */
const prismArrays = ['base', 'height', 'roofHeight', 'roofDirection', 'roofShape'] as const
const surfaceArrays = ['surfaceType', 'solid'] as const
const polygonArrays = ['coordinates', 'ringOffsets', 'polygonOffsets', 'featureOffsets'] as const

/** Bytes of `model.bin`: what the feature table cannot say of shapes, so that the features can be read back as they were. */
export function writeModel(city: JoinedCity): Uint8Array {
  const arrays: Record<string, TypedArray> = {}
  const sets = city.sets.map(({ kind, geometry, firstRow, count, otherLods = [] }, i): SetEntry => {
    if (geometry.type === 'prism') for (const name of prismArrays) arrays[`${i}.${name}`] = geometry[name]
    if (geometry.type === 'surface') for (const name of surfaceArrays) arrays[`${i}.${name}`] = geometry[name]
    otherLods.forEach(({ polygons, ...other }, l) => {
      for (const name of polygonArrays) arrays[`${i}.${l}.${name}`] = polygons[name]
      for (const name of surfaceArrays) arrays[`${i}.${l}.${name}`] = other[name]
    })
    return {
      kind,
      type: geometry.type,
      firstRow,
      count,
      ...(geometry.type === 'surface' ? { lod: geometry.lod } : {}),
      ...(otherLods.length
        ? { otherLods: otherLods.map(({ lod, polygons }) => ({ lod, dimension: polygons.dimension })) }
        : {}),
    }
  })
  return writeBundle(arrays, { content: 'huijing-model', version: 1, sets })
}

/** The features as they were joined: WGS84, canonical attributes and the source's own. Throws `DataError` for a broken file. */
export function readModel(bytes: Uint8Array, table: Table, geometry: WkbColumn): FeatureSet[] {
  const { meta, arrays } = readBundle(bytes)
  if (!Array.isArray(meta.sets)) throw new DataError('schema', 'The model of the package lists no sets.')
  return (meta.sets as SetEntry[]).map((entry, i) => {
    const { kind, firstRow, count, otherLods } = entry
    const rows = Uint32Array.from({ length: count }, (_, f) => firstRow + f)
    return {
      kind,
      table: selectRows(table, rows),
      geometry: readGeometry(entry, i, arrays, sliceRows(geometry, firstRow, count)),
      ...(otherLods ? { otherLods: otherLods.map((lod, l) => readLod(lod, `${i}.${l}`, arrays)) } : {}),
    }
  })
}

/** The features of a city which is not written yet. */
export function toFeatureSets({ sets, table }: JoinedCity): FeatureSet[] {
  return sets.map(({ kind, geometry, otherLods, firstRow, count }) => ({
    kind,
    table: selectRows(
      table,
      Uint32Array.from({ length: count }, (_, f) => firstRow + f),
    ),
    geometry,
    ...(otherLods?.length ? { otherLods } : {}),
  }))
}

function sliceRows({ offsets, bytes }: WkbColumn, firstRow: number, count: number): WkbColumn {
  const start = offsets[firstRow]
  return {
    offsets: offsets.slice(firstRow, firstRow + count + 1).map(offset => offset - start),
    bytes: bytes.subarray(start, offsets[firstRow + count]),
  }
}

type Arrays = Record<string, TypedArray>

function readGeometry({ type, lod = '1' }: SetEntry, i: number, arrays: Arrays, wkb: WkbColumn): Geometry {
  switch (type) {
    case 'none':
      return { type }
    case 'point':
      return { type, points: parsePoints(wkb) }
    case 'line':
      return { type, lines: parseLines(wkb) }
    case 'area':
      return { type, polygons: parsePolygons(wkb) }
    case 'surface':
      return {
        type,
        lod,
        polygons: parsePolygons(wkb),
        ...pickArrays(arrays, `${i}`, surfaceArrays),
      } as SurfaceGeometry
    case 'prism':
      return { type, footprint: parsePolygons(wkb), ...pickArrays(arrays, `${i}`, prismArrays) } as Geometry
  }
}

function readLod(
  { lod, dimension }: { lod: string; dimension: 2 | 3 },
  prefix: string,
  arrays: Arrays,
): SurfaceGeometry {
  const polygons = { dimension, ...pickArrays(arrays, prefix, polygonArrays) } as PolygonColumn
  return { type: 'surface', lod, polygons, ...pickArrays(arrays, prefix, surfaceArrays) } as SurfaceGeometry
}

function pickArrays(arrays: Arrays, prefix: string, names: readonly string[]): Arrays {
  const picked: Arrays = {}
  for (const name of names) {
    const array = arrays[`${prefix}.${name}`]
    if (!array) throw new DataError('schema', `The model of the package lacks ${prefix}.${name}.`)
    picked[name] = array
  }
  return picked
}
