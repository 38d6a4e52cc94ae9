import { type Column, missing, type Table, type TextColumn } from '#model/city/table.ts'
import { tileProperties } from '#model/city/tile.ts'
import { leastWeight, type Massing } from './massing.ts'
import type { Measures } from './measure.ts'

/** Rows of features in the city's table. */
export function rowsOf(measures: Measures, features: Uint32Array): Uint32Array {
  return features.map(m => measures.sets[measures.set[m]].firstRow + measures.feature[m])
}

/** Doubles of these features, at least `least`. A loop: `Float64Array.from` goes through an iterator and takes ten times as long. */
function pick(values: Float32Array, features: Uint32Array, least = -Infinity): Float64Array {
  const picked = new Float64Array(features.length)
  for (let i = 0; i < features.length; i++) picked[i] = Math.max(values[features[i]], least)
  return picked
}

/** The table's rows of these features, after `row` and `base`. */
export function detailTable(table: Table, measures: Measures, features: Uint32Array): Table {
  const rows = rowsOf(measures, features)
  const base = pick(measures.low, features)
  return {
    rowCount: rows.length,
    columns: [...ownColumns(rows, base), ...otherColumns(table).map(column => takeRows(column, rows))],
  }
}

/**
 * Attributes of blocks: numbers are the mean over the block's features weighted by footprint, so that they stay in the range which
 * a style was made for; categories the one with most footprint; texts are the chief's (name, id), as is the row.
 */
export function massingTable(table: Table, measures: Measures, features: Uint32Array, massing: Massing): Table {
  const rows = rowsOf(measures, features)
  const weights = pick(measures.area, features, leastWeight)
  const chiefs = rowsOf(measures, massing.chief.subarray(0, massing.count))
  const base = new Float64Array(massing.low.subarray(0, massing.count))
  const merge = (column: Column): Column => {
    if (column.type === 'number')
      return { ...column, values: weightedMeans(column.values, rows, weights, massing.blockOf, massing.count) }
    if (column.type === 'category')
      return { ...column, codes: heaviestCodes(column.codes, rows, weights, massing.blockOf, massing.count) }
    return takeRows(column, chiefs)
  }
  return { rowCount: massing.count, columns: [...ownColumns(chiefs, base), ...otherColumns(table).map(merge)] }
}

function ownColumns(rows: Uint32Array, base: Float64Array): Column[] {
  return [
    { type: 'number', name: tileProperties.row, values: new Float64Array(rows) },
    { type: 'number', name: tileProperties.base, unit: 'm', values: base },
  ]
}

/** A source's own columns of these names would hide ours. */
function otherColumns(table: Table): Column[] {
  return table.columns.filter(({ name }) => name !== tileProperties.row && name !== tileProperties.base)
}

function takeRows(column: Column, rows: Uint32Array): Column {
  if (column.type === 'text') return takeTexts(column, rows)
  if (column.type === 'number') {
    const values = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]]
    return { ...column, values }
  }
  const codes = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]]
  return { ...column, codes }
}

function takeTexts(column: TextColumn, rows: Uint32Array): TextColumn {
  const offsets = new Uint32Array(rows.length + 1)
  for (let i = 0; i < rows.length; i++)
    offsets[i + 1] = offsets[i] + column.offsets[rows[i] + 1] - column.offsets[rows[i]]
  const bytes = new Uint8Array(offsets[rows.length])
  for (let i = 0; i < rows.length; i++) {
    // Short runs: a loop is faster than subarray and set.
    let to = offsets[i]
    for (let from = column.offsets[rows[i]]; from < column.offsets[rows[i] + 1]; from++)
      bytes[to++] = column.bytes[from]
  }
  return { ...column, offsets, bytes }
}

function weightedMeans(
  values: Float64Array,
  rows: Uint32Array,
  weights: Float64Array,
  blockOf: Uint32Array,
  count: number,
): Float64Array {
  const sums = new Float64Array(count)
  const totals = new Float64Array(count)
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]]
    if (Number.isNaN(value)) continue
    sums[blockOf[i]] += value * weights[i]
    totals[blockOf[i]] += weights[i]
  }
  // Rounded to single precision: a mean has no digits beyond it, and the tile is smaller.
  for (let b = 0; b < count; b++) sums[b] = totals[b] > 0 ? Math.fround(sums[b] / totals[b]) : Number.NaN
  return sums
}

/** Weighted majority by Boyer and Moore (1981): exact where one value has more than half, otherwise one of the heavy ones. */
function heaviestCodes(
  codes: Uint32Array,
  rows: Uint32Array,
  weights: Float64Array,
  blockOf: Uint32Array,
  count: number,
): Uint32Array {
  const winner = new Uint32Array(count).fill(missing)
  const lead = new Float64Array(count)
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]]
    const b = blockOf[i]
    if (code === missing) continue
    if (code === winner[b]) lead[b] += weights[i]
    else if (lead[b] < weights[i]) {
      winner[b] = code
      lead[b] = weights[i] - lead[b]
    } else lead[b] -= weights[i]
  }
  return winner
}
