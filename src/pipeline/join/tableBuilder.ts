import { type Column, missing, type Table, type TextColumn } from '#model/city/table.ts'
import { isEmpty, toText } from './cells.ts'

/** Tables of consecutive rows put together to one, column by column. */
export interface TableBuilder {
  /** Adds rows after those that are there. */
  add(table: Table): void
  readonly rowCount: number
  /** The columns `first` come first, in that order; the others in the order in which they were seen. Empty columns are dropped. */
  finish(first: readonly string[]): Table
}

interface Segment {
  firstRow: number
  rowCount: number
  column: Column
}

export function createTableBuilder(): TableBuilder {
  const segmentsByName = new Map<string, Segment[]>()
  let rowCount = 0
  return {
    add(table) {
      for (const column of table.columns) {
        if (isEmpty(column)) continue
        const segment = { firstRow: rowCount, rowCount: table.rowCount, column }
        const segments = segmentsByName.get(column.name)
        if (segments) segments.push(segment)
        else segmentsByName.set(column.name, [segment])
      }
      rowCount += table.rowCount
    },
    get rowCount() {
      return rowCount
    },
    finish(first) {
      const names = [
        ...first.filter(name => segmentsByName.has(name)),
        ...[...segmentsByName.keys()].filter(name => !first.includes(name)),
      ]
      const columns = names.map(name => {
        const column = mergeSegments(name, segmentsByName.get(name)!, rowCount)
        segmentsByName.delete(name)
        return column
      })
      return { rowCount, columns }
    },
  }
}

function mergeSegments(name: string, segments: Segment[], rowCount: number): Column {
  const types = new Set(segments.map(segment => segment.column.type))
  if (types.size === 1 && types.has('number')) return mergeNumbers(name, segments, rowCount)
  if (types.size === 1 && types.has('category')) return mergeCategories(name, segments, rowCount)
  return mergeTexts(name, segments, rowCount)
}

function mergeNumbers(name: string, segments: Segment[], rowCount: number): Column {
  const values = new Float64Array(rowCount).fill(Number.NaN)
  let unit: string | undefined
  for (const { firstRow, column } of segments) {
    if (column.type !== 'number') continue
    values.set(column.values, firstRow)
    unit ??= column.unit
  }
  return { type: 'number', name, ...(unit ? { unit } : {}), values }
}

function mergeCategories(name: string, segments: Segment[], rowCount: number): Column {
  const codes = new Uint32Array(rowCount).fill(missing)
  const dictionary: string[] = []
  const codeByValue = new Map<string, number>()
  for (const { firstRow, column } of segments) {
    if (column.type !== 'category') continue
    const recoded = column.dictionary.map(value => {
      const known = codeByValue.get(value)
      if (known !== undefined) return known
      codeByValue.set(value, dictionary.length)
      return dictionary.push(value) - 1
    })
    for (let row = 0; row < column.codes.length; row++) {
      const code = column.codes[row]
      if (code !== missing) codes[firstRow + row] = recoded[code]
    }
  }
  return { type: 'category', name, codes, dictionary }
}

function mergeTexts(name: string, segments: Segment[], rowCount: number): Column {
  const texts = segments.map(segment => ({ ...segment, column: toText(segment.column, segment.rowCount) }))
  const bytes = new Uint8Array(texts.reduce((sum, { column }) => sum + column.bytes.length, 0))
  const offsets = new Uint32Array(rowCount + 1)
  let length = 0
  let row = 0
  for (const { firstRow, rowCount: rows, column } of texts) {
    offsets.fill(length, row + 1, firstRow + 1)
    bytes.set(column.bytes, length)
    for (let i = 1; i <= rows; i++) offsets[firstRow + i] = length + column.offsets[i]
    length += column.bytes.length
    row = firstRow + rows
  }
  offsets.fill(length, row + 1)
  return { type: 'text', name, offsets, bytes } satisfies TextColumn
}
