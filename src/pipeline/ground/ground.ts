import { readBundle, writeBundle } from '#format/bundle/index.ts'
import type { FeatureSet } from '#model/city/feature.ts'
import type { PlaceLabel } from '#model/city/label.ts'
import { type Column, cellAt, findColumn, type Table } from '#model/city/table.ts'
import type { Extent } from '#model/geo/extent.ts'
import type { LineColumn, PolygonColumn } from '#model/geo/geometry.ts'
import type { JoinedCity, JoinedSet } from '../join/joined.ts'
import {
  type AreaClass,
  areaClasses,
  type LineClass,
  lineClasses,
  lineWidth,
  toAreaClass,
  toLineClass,
} from './classes.ts'
import { toLabels } from './labels.ts'

/** Roads, water, green and land use as they lie on the ground, to be painted. Coordinates are lon, lat in degrees, WGS84. */
export interface Ground {
  extent: Extent
  areas: {
    /** Per area: index into `areaClasses`. */
    kind: Uint8Array
    polygons: PolygonColumn
  }
  lines: {
    /** Per line: index into `lineClasses`. */
    kind: Uint8Array
    /** Metres. */
    width: Float32Array
    /** Per line: 1 on a bridge, -1 in a tunnel (painted faintly), 0 on the ground. */
    level: Int8Array
    lines: LineColumn
  }
  /** Names, the most important first within each kind. */
  labels: PlaceLabel[]
}

const defaultArea: Partial<Record<string, AreaClass>> = {
  WaterBody: 'water',
  Waterway: 'water',
  PlantCover: 'park',
  TransportSquare: 'square',
  Road: 'road',
  Railway: 'railway',
}

const defaultLine: Partial<Record<string, LineClass>> = { Road: 'residential', Railway: 'rail', Waterway: 'stream' }

/** Columns which say what an area or line is, the most telling first. */
const tellingAreaColumns = [
  'water',
  'wetland',
  'leisure',
  'landuse',
  'natural',
  'class',
  'amenity',
  'area:highway',
  'highway',
  'kind_detail',
  'type',
]
const tellingLineColumns = ['class', 'highway', 'railway', 'waterway', 'kind_detail', 'type']

/** Undefined where nothing of the city lies on the ground. */
export function toGround(city: JoinedCity): Ground | undefined {
  const areas = createPolygonSink()
  const lines = createLineSink()
  for (const set of city.sets) {
    if (set.geometry.type === 'area') addAreas(areas, set, set.geometry.polygons, city.table)
    else if (set.geometry.type === 'surface' && defaultFor(set.kind))
      addAreas(areas, set, set.geometry.polygons, city.table)
    else if (set.geometry.type === 'line') addLines(lines, set, set.geometry.lines, city.table)
  }
  if (areas.kind.length + lines.kind.length === 0) return undefined
  return { extent: city.extent, areas: areas.finish(), lines: lines.finish(), labels: toLabels(city) }
}

/** Surfaces of these kinds lie on the ground; those of all others stand up and are tiled. */
export const liesOnGround = (kind: FeatureSet['kind']): boolean => defaultFor(kind) !== undefined

const defaultFor = (kind: string): AreaClass | undefined => (kind === 'LandUse' ? 'residential' : defaultArea[kind])

function addAreas(
  sink: ReturnType<typeof createPolygonSink>,
  set: JoinedSet,
  polygons: PolygonColumn,
  table: Table,
): void {
  const columns = tellingColumns(table, tellingAreaColumns)
  for (let feature = 0; feature < set.count; feature++) {
    const known = classify(columns, set.firstRow + feature, toAreaClass) ?? defaultFor(set.kind)
    if (known) sink.add(areaClasses.indexOf(known), polygons, feature)
  }
}

function addLines(sink: ReturnType<typeof createLineSink>, set: JoinedSet, lines: LineColumn, table: Table): void {
  const columns = tellingColumns(table, tellingLineColumns)
  const width = findColumn(table, 'width')
  const bridge = findColumn(table, 'bridge')
  const tunnel = findColumn(table, 'tunnel')
  for (let feature = 0; feature < set.count; feature++) {
    const row = set.firstRow + feature
    const known = classify(columns, row, toLineClass) ?? defaultLine[set.kind]
    if (!known) continue
    const stated = width ? Number(cellAt(width, row)) : Number.NaN
    const level = isYes(tunnel, row) ? -1 : isYes(bridge, row) ? 1 : 0
    sink.add(lineClasses.indexOf(known), stated > 0 && stated < 200 ? stated : lineWidth[known], level, lines, feature)
  }
}

const tellingColumns = (table: Table, names: readonly string[]): Column[] =>
  names.map(name => findColumn(table, name)).filter(column => column !== undefined)

function classify<Class>(
  columns: readonly Column[],
  row: number,
  toClass: (word: string) => Class | undefined,
): Class | undefined {
  for (const column of columns) {
    const word = cellAt(column, row)
    const known = typeof word === 'string' ? toClass(word) : undefined
    if (known) return known
  }
  return undefined
}

function isYes(column: Column | undefined, row: number): boolean {
  const value = column && cellAt(column, row)
  return value !== undefined && value !== 'no' && value !== 0
}

/** Gathers polygons of many sets into one 2D column, a feature each. */
function createPolygonSink() {
  const kind: number[] = []
  const coordinates: number[] = []
  const ringOffsets = [0]
  const polygonOffsets = [0]
  const featureOffsets = [0]
  return {
    kind,
    add(code: number, from: PolygonColumn, feature: number) {
      for (let polygon = from.featureOffsets[feature]; polygon < from.featureOffsets[feature + 1]; polygon++) {
        for (let ring = from.polygonOffsets[polygon]; ring < from.polygonOffsets[polygon + 1]; ring++) {
          pushFlat(coordinates, from.coordinates, from.dimension, from.ringOffsets[ring], from.ringOffsets[ring + 1])
          ringOffsets.push(coordinates.length / 2)
        }
        polygonOffsets.push(ringOffsets.length - 1)
      }
      kind.push(code)
      featureOffsets.push(polygonOffsets.length - 1)
    },
    finish: (): Ground['areas'] => ({
      kind: Uint8Array.from(kind),
      polygons: {
        dimension: 2,
        coordinates: Float64Array.from(coordinates),
        ringOffsets: Uint32Array.from(ringOffsets),
        polygonOffsets: Uint32Array.from(polygonOffsets),
        featureOffsets: Uint32Array.from(featureOffsets),
      },
    }),
  }
}

function createLineSink() {
  const kind: number[] = []
  const width: number[] = []
  const level: number[] = []
  const coordinates: number[] = []
  const lineOffsets = [0]
  const featureOffsets = [0]
  return {
    kind,
    add(code: number, metres: number, on: number, from: LineColumn, feature: number) {
      for (let line = from.featureOffsets[feature]; line < from.featureOffsets[feature + 1]; line++) {
        pushFlat(coordinates, from.coordinates, from.dimension, from.lineOffsets[line], from.lineOffsets[line + 1])
        lineOffsets.push(coordinates.length / 2)
      }
      kind.push(code)
      width.push(metres)
      level.push(on)
      featureOffsets.push(lineOffsets.length - 1)
    },
    finish: (): Ground['lines'] => ({
      kind: Uint8Array.from(kind),
      width: Float32Array.from(width),
      level: Int8Array.from(level),
      lines: {
        dimension: 2,
        coordinates: Float64Array.from(coordinates),
        lineOffsets: Uint32Array.from(lineOffsets),
        featureOffsets: Uint32Array.from(featureOffsets),
      },
    }),
  }
}

function pushFlat(into: number[], from: Float64Array, dimension: number, start: number, end: number): void {
  for (let vertex = start; vertex < end; vertex++) into.push(from[vertex * dimension], from[vertex * dimension + 1])
}

/** Bytes of `ground.bin`. */
export function writeGround({ extent, areas, lines, labels }: Ground): Uint8Array {
  return writeBundle(
    {
      areaKind: areas.kind,
      areaCoordinates: areas.polygons.coordinates,
      areaRings: areas.polygons.ringOffsets,
      areaPolygons: areas.polygons.polygonOffsets,
      areaFeatures: areas.polygons.featureOffsets,
      lineKind: lines.kind,
      lineWidth: lines.width,
      lineLevel: lines.level,
      lineCoordinates: lines.lines.coordinates,
      lineParts: lines.lines.lineOffsets,
      lineFeatures: lines.lines.featureOffsets,
    },
    { content: 'huijing-ground', version: 1, extent, areaClasses, lineClasses, labels },
  )
}

/** Views into the bytes, not copies. Throws a `DataError` where the file is not what it should be. */
export function readGround(bytes: Uint8Array): Ground {
  const { meta, arrays } = readBundle(bytes)
  const { extent, labels } = meta as { extent: Extent; labels?: PlaceLabel[] }
  return {
    extent,
    // Packages of the first hours have none.
    labels: labels ?? [],
    areas: {
      kind: arrays.areaKind as Uint8Array,
      polygons: {
        dimension: 2,
        coordinates: arrays.areaCoordinates as Float64Array,
        ringOffsets: arrays.areaRings as Uint32Array,
        polygonOffsets: arrays.areaPolygons as Uint32Array,
        featureOffsets: arrays.areaFeatures as Uint32Array,
      },
    },
    lines: {
      kind: arrays.lineKind as Uint8Array,
      width: arrays.lineWidth as Float32Array,
      level: arrays.lineLevel as Int8Array,
      lines: {
        dimension: 2,
        coordinates: arrays.lineCoordinates as Float64Array,
        lineOffsets: arrays.lineParts as Uint32Array,
        featureOffsets: arrays.lineFeatures as Uint32Array,
      },
    },
  }
}
