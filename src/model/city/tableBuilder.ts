import { ColumnBuilder } from './columnBuilder.ts'
import type { Column } from './table.ts'

/** Columns by name, filled cell by cell, row after row, without an object per feature. */
export interface TableBuilder {
  /** Rows come in rising order. A non-finite number and an empty text count as missing; booleans become `true` and `false`. */
  set(row: number, name: string, value: number | string | boolean, unit?: string): void
  /** Columns in the order of their first value; columns without any value are left out. */
  take(rowCount: number): Column[]
}

export function createTableBuilder(): TableBuilder {
  const columns = new Map<string, ColumnBuilder>()
  const units = new Map<string, string>()
  return {
    set(row, name, value, unit) {
      if (typeof value === 'number' && !Number.isFinite(value)) return
      const known = columns.get(name)
      const column = known ?? new ColumnBuilder(name)
      if (!known) columns.set(name, column)
      if (unit) units.set(name, unit)
      column.setValue(row, typeof value === 'boolean' ? String(value) : value)
    },
    take: rowCount =>
      [...columns.values()].flatMap(builder => {
        const column = builder.take(rowCount)
        if (!column) return []
        const unit = units.get(column.name)
        return column.type === 'number' && unit ? [{ ...column, unit }] : [column]
      }),
  }
}
