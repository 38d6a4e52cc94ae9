import type { City, CitySource } from '#model/city/city.ts'
import type { StreetNetwork } from '#model/city/street.ts'
import { type Column, cellAt } from '#model/city/table.ts'
import { DataError } from '#model/exchange/error.ts'
import type { Ground } from '../ground/ground.ts'
import { noPlace, unitsPerDegree } from '../join/featureIndex.ts'
import type { CityData } from './data.ts'
import { sampleHeights } from './heights.ts'
import { createPicking } from './pick.ts'
import { createSearch } from './search.ts'
import { createSelector } from './select.ts'
import type { CityFeatures } from './sets.ts'

/** A city that can be asked and drawn, without the pictures of its ground (they need a canvas), and what its analyses read. */
export interface OpenedCity extends City, Required<Omit<CitySource, 'groundImage'>> {
  ground(): Promise<Ground | undefined>
  network(): Promise<StreetNetwork | undefined>
  /** All features as they were joined, for export. */
  features(): Promise<CityFeatures>
}

/** Holds nothing but caches of its own: drop it to close it. */
export function createCity(data: CityData): OpenedCity {
  const columns = new Map<string, Promise<Column>>()
  const column = (name: string): Promise<Column> => {
    const known = columns.get(name)
    if (known) return known
    const read = data.column(name)
    columns.set(name, read)
    read.catch(() => columns.delete(name))
    return read
  }
  const requireRow = (row: number) => {
    if (Number.isInteger(row) && row >= 0 && row < data.rowCount) return
    throw new DataError('not-found', `The city has no row ${row}: it has ${data.rowCount}.`)
  }
  const search = createSearch({ manifest: data.manifest, rowCount: data.rowCount, column, index: data.index })
  const select = createSelector(data.index)
  const { pick, outline, showRows } = createPicking(data)
  return {
    manifest: data.manifest,
    rowCount: data.rowCount,
    column: async name => copyColumn(await column(name)),
    async attributes(row) {
      requireRow(row)
      const names = data.manifest.attributes.map(attribute => attribute.name)
      const cells = await Promise.all(names.map(async name => cellAt(await column(name), row)))
      return names
        .map((name, i) => [name, cells[i]] as [string, (typeof cells)[number]])
        .filter(([, cell]) => cell !== undefined)
    },
    pick,
    outline,
    showRows,
    select,
    search,
    async bounds(row) {
      requireRow(row)
      const { extents, heights } = await data.index()
      if (extents[row * 4] === noPlace) throw new DataError('not-found', `Row ${row} has no place.`)
      const [west, south, east, north] = extents.subarray(row * 4, row * 4 + 4)
      return {
        extent: [west / unitsPerDegree, south / unitsPerDegree, east / unitsPerDegree, north / unitsPerDegree],
        heights: [heights[row * 2], heights[row * 2 + 1]],
      }
    },
    async tile(path) {
      const bytes = await data.tile(path)
      return bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
        ? (bytes.buffer as ArrayBuffer)
        : (bytes.slice().buffer as ArrayBuffer)
    },
    async heights(level, x, y, size) {
      const terrain = await data.terrain()
      return terrain && sampleHeights(terrain, level, x, y, size)
    },
    labels: async () => (await data.ground())?.labels ?? [],
    ground: data.ground,
    network: data.network,
    features: data.features,
  }
}

function copyColumn(column: Column): Column {
  switch (column.type) {
    case 'number':
      return { ...column, values: column.values.slice() }
    case 'category':
      return { ...column, codes: column.codes.slice(), dictionary: [...column.dictionary] }
    case 'text':
      return { ...column, offsets: column.offsets.slice(), bytes: column.bytes.slice() }
  }
}
