import type { FeatureSet, Geometry } from '#model/city/feature.ts'
import type { Column, Table } from '#model/city/table.ts'
import type { LineColumn, PolygonColumn } from '#model/geo/geometry.ts'

/** The features `rows` (ascending) of a set as a set of their own. */
export function selectFeatures(set: FeatureSet, rows: Uint32Array): FeatureSet {
  return {
    kind: set.kind,
    table: selectRows(set.table, rows),
    geometry: selectGeometry(set.geometry, rows),
    otherLods: set.otherLods?.map(lod => selectGeometry(lod, rows)),
  }
}

export function selectRows(table: Table, rows: Uint32Array): Table {
  return { rowCount: rows.length, columns: table.columns.map(column => selectColumn(column, rows)) }
}

function selectColumn(column: Column, rows: Uint32Array): Column {
  switch (column.type) {
    case 'number':
      return { ...column, values: Float64Array.from(rows, row => column.values[row]) }
    case 'category':
      return { ...column, codes: Uint32Array.from(rows, row => column.codes[row]) }
    case 'text': {
      const [offsets, bytes] = gather(column.offsets, column.bytes, rows, 1)
      return { ...column, offsets, bytes: bytes as Uint8Array }
    }
  }
}

function selectGeometry<T extends Geometry>(geometry: T, rows: Uint32Array): T
function selectGeometry(geometry: Geometry, rows: Uint32Array): Geometry {
  switch (geometry.type) {
    case 'none':
      return geometry
    case 'point': {
      const { dimension, coordinates } = geometry.points
      const picked = new Float64Array(rows.length * dimension)
      rows.forEach((row, i) => {
        picked.set(coordinates.subarray(row * dimension, (row + 1) * dimension), i * dimension)
      })
      return { type: 'point', points: { dimension, coordinates: picked } }
    }
    case 'line':
      return { type: 'line', lines: selectLines(geometry.lines, rows) }
    case 'area':
      return { type: 'area', polygons: selectPolygons(geometry.polygons, rows) }
    case 'surface': {
      const surfaceType = gather(geometry.polygons.featureOffsets, geometry.surfaceType, rows, 1)[1] as Uint8Array
      const solid = Uint8Array.from(rows, row => geometry.solid[row])
      return { ...geometry, polygons: selectPolygons(geometry.polygons, rows), surfaceType, solid }
    }
    case 'prism': {
      const pick = (values: Float32Array) => Float32Array.from(rows, row => values[row])
      return {
        type: 'prism',
        footprint: selectPolygons(geometry.footprint, rows),
        base: pick(geometry.base),
        height: pick(geometry.height),
        roofHeight: pick(geometry.roofHeight),
        roofDirection: pick(geometry.roofDirection),
        roofShape: Uint8Array.from(rows, row => geometry.roofShape[row]),
      }
    }
  }
}

function selectLines(lines: LineColumn, rows: Uint32Array): LineColumn {
  const [featureOffsets, kept] = pickRanges(lines.featureOffsets, rows)
  const [lineOffsets, coordinates] = gather(lines.lineOffsets, lines.coordinates, kept, lines.dimension)
  return { dimension: lines.dimension, featureOffsets, lineOffsets, coordinates: coordinates as Float64Array }
}

function selectPolygons(polygons: PolygonColumn, rows: Uint32Array): PolygonColumn {
  const { dimension } = polygons
  const [featureOffsets, keptPolygons] = pickRanges(polygons.featureOffsets, rows)
  const [polygonOffsets, keptRings] = pickRanges(polygons.polygonOffsets, keptPolygons)
  const [ringOffsets, coordinates] = gather(polygons.ringOffsets, polygons.coordinates, keptRings, dimension)
  return { dimension, featureOffsets, polygonOffsets, ringOffsets, coordinates: coordinates as Float64Array }
}

/** New offsets of the picked rows, and the indices of the items which they hold. */
function pickRanges(offsets: Uint32Array, rows: Uint32Array): [offsets: Uint32Array, items: Uint32Array] {
  const picked = new Uint32Array(rows.length + 1)
  rows.forEach((row, i) => {
    picked[i + 1] = picked[i] + offsets[row + 1] - offsets[row]
  })
  const items = new Uint32Array(picked[rows.length])
  let at = 0
  for (const row of rows) for (let item = offsets[row]; item < offsets[row + 1]; item++) items[at++] = item
  return [picked, items]
}

/** New offsets of the picked rows, and their values (`stride` numbers an item) one after another. */
function gather(
  offsets: Uint32Array,
  values: Float64Array | Uint8Array,
  rows: Uint32Array,
  stride: number,
): [offsets: Uint32Array, values: Float64Array | Uint8Array] {
  const picked = new Uint32Array(rows.length + 1)
  rows.forEach((row, i) => {
    picked[i + 1] = picked[i] + offsets[row + 1] - offsets[row]
  })
  const length = picked[rows.length] * stride
  const kept = values instanceof Uint8Array ? new Uint8Array(length) : new Float64Array(length)
  rows.forEach((row, i) => {
    kept.set(values.subarray(offsets[row] * stride, offsets[row + 1] * stride), picked[i] * stride)
  })
  return [picked, kept]
}
