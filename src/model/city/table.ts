/** Attributes as columns: each has one entry a feature. */
export type Column = NumberColumn | CategoryColumn | TextColumn

export interface NumberColumn {
  type: 'number'
  name: string
  /** Unit symbol (`m`, `m²`, `kWh`), where the attribute has one. */
  unit?: string
  /** NaN where missing. */
  values: Float64Array
}

/** Few distinct values, coded. */
export interface CategoryColumn {
  type: 'category'
  name: string
  /** Index into the dictionary, or `missing`. */
  codes: Uint32Array
  dictionary: string[]
}

/** Many distinct values: UTF-8 bytes of row r lie at offsets[r] .. offsets[r + 1]; empty where missing. */
export interface TextColumn {
  type: 'text'
  name: string
  offsets: Uint32Array
  bytes: Uint8Array
}

export interface Table {
  rowCount: number
  columns: Column[]
}

export const missing = 0xffffffff

/** A cell as a person reads it; undefined where missing. */
export type Cell = number | string | undefined

const decoder = new TextDecoder()

export function cellAt(column: Column, row: number): Cell {
  switch (column.type) {
    case 'number': {
      const value = column.values[row]
      return Number.isNaN(value) ? undefined : value
    }
    case 'category':
      return column.codes[row] === missing ? undefined : column.dictionary[column.codes[row]]
    case 'text': {
      const start = column.offsets[row]
      const end = column.offsets[row + 1]
      return start === end ? undefined : decoder.decode(column.bytes.subarray(start, end))
    }
  }
}

/** Number of rows that a column has. */
export function rowsIn(column: Column): number {
  switch (column.type) {
    case 'number':
      return column.values.length
    case 'category':
      return column.codes.length
    case 'text':
      return column.offsets.length - 1
  }
}

export function findColumn(table: Table, name: string): Column | undefined {
  return table.columns.find(column => column.name === name)
}
