import { type Column, cellAt, missing } from '../city/table.ts'
import { type BreakMethod, toBreaks } from './breaks.ts'
import { type CategoryPalette, paletteColors, type SequentialRamp } from './palette.ts'
import { type CategoricalStyle, missingColor, type SequentialStyle, type Style } from './style.ts'

/** Colour of the categories beyond those that have one of their own. */
const otherColor = '#c8c4ba'

/** The most distinct values that a text column may have to be offered as categories. */
const maxCategories = 64

export function suggestStyle(column: Column): Style {
  return column.type === 'number' ? suggestSequential(column) : suggestCategorical(column)
}

export function suggestSequential(
  column: Column,
  { ramp = 'viridis', method = 'quantile', count = 5, reversed = false }: SequentialChoice = {},
): SequentialStyle {
  const breaks = column.type === 'number' ? toBreaks(column.values, method, count) : []
  return { type: 'sequential', attribute: column.name, ramp, reversed, method, breaks, missing: missingColor }
}

export interface SequentialChoice {
  ramp?: SequentialRamp
  method?: BreakMethod
  count?: number
  reversed?: boolean
}

/** The commonest values take the palette's colours in their order; the rest share one. */
export function suggestCategorical(column: Column, palette: CategoryPalette = 'okabe-ito'): CategoricalStyle {
  const colors = paletteColors(palette)
  const values = countValues(column).slice(0, colors.length)
  return {
    type: 'categorical',
    attribute: column.name,
    palette,
    classes: values.map(([value], i) => ({ value, color: colors[i] })),
    other: otherColor,
    missing: missingColor,
  }
}

/** Distinct values with their counts, commonest first, ties by value; of text columns the first `maxCategories` found. */
export function countValues(column: Column): [value: string, count: number][] {
  const counts = column.type === 'category' ? countCodes(column.codes, column.dictionary) : countCells(column)
  return counts.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
}

function countCodes(codes: Uint32Array, dictionary: readonly string[]): [string, number][] {
  const counts = new Uint32Array(dictionary.length)
  for (const code of codes) if (code !== missing) counts[code]++
  return dictionary.map((value, i): [string, number] => [value, counts[i]]).filter(([, count]) => count > 0)
}

function countCells(column: Exclude<Column, { type: 'category' }>): [string, number][] {
  const rows = column.type === 'number' ? column.values.length : column.offsets.length - 1
  const counts = new Map<string, number>()
  for (let row = 0; row < rows; row++) {
    const cell = cellAt(column, row)
    if (cell === undefined) continue
    const value = String(cell)
    if (counts.has(value) || counts.size < maxCategories) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
}
