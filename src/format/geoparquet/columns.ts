import type { DecodedArray, Encoding, SchemaElement } from 'hyparquet'
import { type CategoryColumn, type Column, missing, type NumberColumn, type TextColumn } from '#model/city/table.ts'

/** A column as Parquet has it; values are made for a range of rows at a time. */
export interface ParquetColumn {
  name: string
  element: SchemaElement
  encoding?: Encoding
  statistics?: boolean
  slice(from: number, to: number): DecodedArray
}

export function toParquetColumn(column: Column): ParquetColumn {
  switch (column.type) {
    case 'number':
      return numbers(column)
    case 'category':
      return categories(column)
    case 'text':
      return texts(column)
  }
}

function numbers({ name, values }: NumberColumn): ParquetColumn {
  const { type, gaps, negativeZero } = chooseType(values)
  return {
    name,
    element: { name, type, repetition_type: gaps ? 'OPTIONAL' : 'REQUIRED' },
    // A dictionary would take -0 for 0.
    encoding: negativeZero ? 'PLAIN' : undefined,
    slice(from, to) {
      const part = values.subarray(from, to)
      if (gaps) return Array.from(part, value => (Number.isNaN(value) ? null : value))
      return type === 'INT32'
        ? Int32Array.from(part)
        : type === 'FLOAT'
          ? Float32Array.from(part)
          : Float64Array.from(part)
    },
  }
}

/** The smallest type that holds every value exactly. */
function chooseType(values: Float64Array): {
  type: 'INT32' | 'FLOAT' | 'DOUBLE'
  gaps: boolean
  negativeZero: boolean
} {
  let whole = true
  let single = true
  let gaps = false
  let negativeZero = false
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (Number.isNaN(value)) {
      gaps = true
      continue
    }
    if (value === 0 && 1 / value < 0) negativeZero = true
    if (whole && (value | 0) !== value) whole = false
    if (single && Math.fround(value) !== value) single = false
  }
  const type = whole && !negativeZero ? 'INT32' : single ? 'FLOAT' : 'DOUBLE'
  return { type, gaps, negativeZero }
}

function categories({ name, codes, dictionary }: CategoryColumn): ParquetColumn {
  return {
    name,
    element: textElement(name),
    encoding: 'RLE_DICTIONARY',
    slice: (from, to) => Array.from(codes.subarray(from, to), code => (code === missing ? null : dictionary[code])),
  }
}

/** Many distinct texts: bytes as they are, without the search for a dictionary and for lowest and highest. */
function texts({ name, offsets, bytes }: TextColumn): ParquetColumn {
  return {
    name,
    element: textElement(name),
    encoding: 'PLAIN',
    statistics: false,
    slice(from, to) {
      const rows: (Uint8Array | null)[] = []
      for (let row = from; row < to; row++)
        rows.push(offsets[row] === offsets[row + 1] ? null : bytes.subarray(offsets[row], offsets[row + 1]))
      return rows
    },
  }
}

const textElement = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: { type: 'STRING' },
  repetition_type: 'OPTIONAL',
})
