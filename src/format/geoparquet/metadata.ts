import { z } from 'zod/mini'
import type { Column } from '#model/city/table.ts'
import { type WkbColumn, wkbType } from './wkb.ts'

/** Key of our own key-value metadata: kinds, units and dictionaries of the columns. */
export const ownKey = 'huijing'

const columnSchema = z.object({
  name: z.string(),
  type: z.enum(['number', 'category', 'text']),
  unit: z.optional(z.string()),
  dictionary: z.optional(z.array(z.string())),
})

export const ownSchema = z.object({
  version: z.literal(1),
  /** Name of the geometry column. */
  geometry: z.optional(z.string()),
  /** Names of further geometry columns. */
  otherGeometries: z.optional(z.array(z.string())),
  columns: z.array(columnSchema),
})

export type OwnMetadata = z.infer<typeof ownSchema>
export type ColumnDescription = z.infer<typeof columnSchema>

export function describeColumn(column: Column): ColumnDescription {
  const { name, type } = column
  if (column.type === 'number') return { name, type, ...(column.unit ? { unit: column.unit } : {}) }
  return column.type === 'category' ? { name, type, dictionary: column.dictionary } : { name, type }
}

/** What GeoParquet 1.1 wants to know of the geometries, gathered while they are written. */
export interface GeometrySummary {
  add(wkb: WkbColumn): void
  /** What the key `geo` says of the column. */
  finish(): object
}

export function createGeometrySummary(): GeometrySummary {
  const codes = new Set<number>()
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  return {
    add({ offsets, bytes }) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      for (let row = 0; row + 1 < offsets.length; row++) {
        if (offsets[row] === offsets[row + 1]) continue
        codes.add(view.getUint32(offsets[row] + 1, true))
        extendBounds(view, offsets[row], low, high)
      }
    },
    finish() {
      const types = [...codes].sort((a, b) => a - b).map(typeName)
      const size = [...codes].some(code => code > 1000) ? 3 : 2
      const bbox = codes.size ? { bbox: [...low.slice(0, size), ...high.slice(0, size)] } : {}
      // Without a crs the specification means OGC:CRS84: longitude, latitude, WGS84.
      return { encoding: 'WKB', geometry_types: types, ...bbox }
    },
  }
}

/** The value of the key `geo`. */
export const toGeoMetadata = (primary: string, columns: Record<string, object>): string =>
  JSON.stringify({ version: '1.1.0', primary_column: primary, columns })

function typeName(code: number): string {
  const name = Object.entries(wkbType).find(([, value]) => value === code % 1000)![0]
  return code > 1000 ? `${name} Z` : name
}

/** Walks one geometry of our own writing and widens the bounds; gives the offset after it. */
function extendBounds(view: DataView, start: number, low: number[], high: number[]): number {
  const code = view.getUint32(start + 1, true)
  const size = code > 1000 ? 3 : 2
  const type = code % 1000
  let at = start + 5
  const vertices = (count: number) => {
    for (let i = 0; i < count * size; i++, at += 8) {
      const value = view.getFloat64(at, true)
      if (value < low[i % size]) low[i % size] = value
      if (value > high[i % size]) high[i % size] = value
    }
  }
  const count = () => {
    at += 4
    return view.getUint32(at - 4, true)
  }
  if (type === wkbType.Point) vertices(1)
  else if (type === wkbType.LineString) vertices(count())
  else if (type === wkbType.Polygon) for (let rings = count(); rings > 0; rings--) vertices(count())
  else for (let parts = count(); parts > 0; parts--) at = extendBounds(view, at, low, high)
  return at
}
