import { type Column, missing, type Table } from '#model/city/table.ts'
import { tileProperties } from '#model/city/tile.ts'
import { attributes, buildingUses } from '#model/city/vocabulary.ts'
import { storeyHeight } from '../join/estimate.ts'

/** Columns of the source's own which tiles carry beside the canonical ones; all are in the feature table anyway. */
const maxOwnColumns = 16
/** Categories with more values than this are names in disguise. */
const maxValues = 256

/** Long texts, which only the inspector shows: it reads the feature table. */
const notInTiles = new Set(['name:zh', 'name:en', 'address'])

/**
 * What the tiles of a city carry of its table: canonical attributes, and numbers and categories of the source's own. `storeys` and `use`
 * have a value in every row, for shaders.
 */
export function toTileTable(table: Table): Table {
  const canonical = new Set<string>(attributes.map(attribute => attribute.name))
  const kept = table.columns.filter(column => canonical.has(column.name) && !notInTiles.has(column.name))
  const own = table.columns.filter(
    column =>
      !canonical.has(column.name) &&
      (column.type === 'number' || (column.type === 'category' && column.dictionary.length <= maxValues)),
  )
  const filled = new Map<string, Column>([
    ['storeys', fillStoreys(table)],
    ['use', fillUse(table)],
  ])
  const columns = kept.map(column => filled.get(column.name) ?? column)
  for (const [name, column] of filled) if (!kept.some(each => each.name === name)) columns.push(column)
  return { rowCount: table.rowCount, columns: [...columns, ...own.slice(0, maxOwnColumns)] }
}

/** Of a tile table what the scene's shaders read, in one order; style, filter and inspection go by row. */
export function toDrawnTable({ rowCount, columns }: Table): Table {
  const drawn = [tileProperties.use, tileProperties.storeys]
  return { rowCount, columns: drawn.flatMap(name => columns.find(column => column.name === name) ?? []) }
}

function fillStoreys({ rowCount, columns }: Table): Column {
  const find = (name: string) => columns.find(column => column.name === name)
  const storeys = find('storeys')
  const height = find('height')
  const values = new Float64Array(rowCount)
  for (let row = 0; row < rowCount; row++) {
    const stated = storeys?.type === 'number' ? storeys.values[row] : Number.NaN
    const metres = height?.type === 'number' ? height.values[row] : Number.NaN
    values[row] = stated >= 1 ? stated : Math.max(1, Math.round(metres / storeyHeight) || 1)
  }
  return { type: 'number', name: 'storeys', values }
}

function fillUse({ rowCount, columns }: Table): Column {
  const use = columns.find(column => column.name === 'use')
  const codes = new Uint32Array(rowCount)
  if (use?.type === 'category') {
    for (let row = 0; row < rowCount; row++) codes[row] = use.codes[row] === missing ? 0 : use.codes[row]
  }
  return { type: 'category', name: 'use', codes, dictionary: [...buildingUses] }
}
