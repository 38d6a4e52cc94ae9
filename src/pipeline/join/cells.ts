import { type Column, missing, type NumberColumn, type TextColumn } from '#model/city/table.ts'

/** A column of another sort read as numbers, or as text: dictionaries are converted once, not once a row. */

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** The first number in a text such as `12 m`, `12,5` or `1998-05`; NaN where there is none. */
export function parseNumber(text: string): number {
  const found = /-?\d+(?:[.,]\d+)?/.exec(text)
  return found ? Number(found[0].replace(',', '.')) : Number.NaN
}

/** One number a row, NaN where missing or not a number. The column's own array where it is one of numbers. */
export function toNumbers(column: Column, rowCount: number): Float64Array {
  if (column.type === 'number') return column.values
  const values = new Float64Array(rowCount).fill(Number.NaN)
  if (column.type === 'category') {
    const numbers = column.dictionary.map(parseNumber)
    for (let row = 0; row < rowCount; row++) {
      if (column.codes[row] !== missing) values[row] = numbers[column.codes[row]]
    }
    return values
  }
  for (let row = 0; row < rowCount; row++) {
    const text = textOf(column, row)
    if (text) values[row] = parseNumber(text)
  }
  return values
}

export const textOf = (column: TextColumn, row: number): string =>
  column.offsets[row] === column.offsets[row + 1]
    ? ''
    : decoder.decode(column.bytes.subarray(column.offsets[row], column.offsets[row + 1]))

/** Text of a row, empty where missing. */
export function stringAt(column: Column | undefined, row: number): string {
  if (!column) return ''
  if (column.type === 'text') return textOf(column, row)
  if (column.type === 'category') return column.codes[row] === missing ? '' : column.dictionary[column.codes[row]]
  return Number.isNaN(column.values[row]) ? '' : String(column.values[row])
}

export function createTextColumn(name: string, rowCount: number, at: (row: number) => string): TextColumn {
  const offsets = new Uint32Array(rowCount + 1)
  let bytes = new Uint8Array(Math.max(64, rowCount * 8))
  let length = 0
  for (let row = 0; row < rowCount; row++) {
    const text = at(row)
    if (text) {
      // UTF-8 takes at most three bytes for a UTF-16 unit.
      if (length + text.length * 3 > bytes.length) bytes = grow(bytes, length + text.length * 3)
      length += encoder.encodeInto(text, bytes.subarray(length)).written
    }
    offsets[row + 1] = length
  }
  return { type: 'text', name, offsets, bytes: bytes.slice(0, length) }
}

function grow(bytes: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(least, bytes.length * 2))
  larger.set(bytes)
  return larger
}

/** The column as text, whatever it was. */
export function toText(column: Column, rowCount: number): TextColumn {
  if (column.type === 'text') return column
  return createTextColumn(column.name, rowCount, row => stringAt(column, row))
}

export const createNumberColumn = (name: string, values: Float64Array, unit?: string): NumberColumn => ({
  type: 'number',
  name,
  ...(unit ? { unit } : {}),
  values,
})

/** True where no row has a value. */
export function isEmpty(column: Column): boolean {
  if (column.type === 'number') return column.values.every(Number.isNaN)
  if (column.type === 'category') return column.codes.every(code => code === missing)
  return column.bytes.length === 0
}
