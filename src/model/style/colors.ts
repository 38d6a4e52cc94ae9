import { type Column, cellAt, missing } from '../city/table.ts'
import { rampColors, toRgb } from './palette.ts'
import type { CategoricalStyle, SequentialStyle, Style } from './style.ts'

/** Colours of the classes of a sequential style, lowest class first. */
export function classColors(style: SequentialStyle): string[] {
  return rampColors(style.ramp, style.breaks.length + 1, style.reversed)
}

/** Index of the class of a value: the number of breaks that are not above it. */
export function classOf(value: number, breaks: readonly number[]): number {
  let low = 0
  let high = breaks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (breaks[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Class of each row: `Uint8Array`, index into the style's classes, then one index for all other values (categorical only), and last
 * one for missing values. A column of the wrong type is missing everywhere.
 */
export function toClasses(style: Style, column: Column): Uint8Array {
  return style.type === 'sequential' ? sequentialClasses(style, column) : categoricalClasses(style, column)
}

/** Colours in the order of the indices that `toClasses` gives. */
export function styleColors(style: Style): string[] {
  if (style.type === 'sequential') return [...classColors(style), style.missing]
  return [...style.classes.map(entry => entry.color), style.other, style.missing]
}

/** `Uint8Array`, `rows * 3` bytes red, green, blue. */
export function toRowColors(style: Style, column: Column): Uint8Array {
  const classes = toClasses(style, column)
  const colors = styleColors(style).map(toRgb)
  const bytes = new Uint8Array(classes.length * 3)
  // A loop over numbers: `set` and `from` with a function take ten times as long.
  for (let row = 0; row < classes.length; row++) {
    const color = colors[classes[row]]
    bytes[row * 3] = color[0]
    bytes[row * 3 + 1] = color[1]
    bytes[row * 3 + 2] = color[2]
  }
  return bytes
}

function sequentialClasses(style: SequentialStyle, column: Column): Uint8Array {
  const none = style.breaks.length + 1
  if (column.type !== 'number') return new Uint8Array(rowCount(column)).fill(none)
  const { values } = column
  const classes = new Uint8Array(values.length)
  for (let row = 0; row < values.length; row++)
    classes[row] = Number.isNaN(values[row]) ? none : classOf(values[row], style.breaks)
  return classes
}

function categoricalClasses(style: CategoricalStyle, column: Column): Uint8Array {
  const other = style.classes.length
  const index = new Map(style.classes.map((entry, i) => [entry.value, i]))
  if (column.type === 'category') {
    const byCode = column.dictionary.map(value => index.get(value) ?? other)
    const classes = new Uint8Array(column.codes.length)
    for (let row = 0; row < classes.length; row++)
      classes[row] = column.codes[row] === missing ? other + 1 : byCode[column.codes[row]]
    return classes
  }
  return Uint8Array.from({ length: rowCount(column) }, (_, row) => {
    const cell = cellAt(column, row)
    return cell === undefined ? other + 1 : (index.get(String(cell)) ?? other)
  })
}

function rowCount(column: Column): number {
  if (column.type === 'number') return column.values.length
  return column.type === 'category' ? column.codes.length : column.offsets.length - 1
}
