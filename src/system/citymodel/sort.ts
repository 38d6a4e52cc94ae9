import { type Column, cellAt } from '#model/city/table.ts'

/**
 * The rows in the order of a column: `Uint32Array`, missing values last either way, ties in row order (stable). Bottom-up merge sort
 * that yields its progress in [0, 1], so that whoever drives it can give way to the page between two steps.
 */
export function* runSort(column: Column, rows: Uint32Array, descending: boolean): Generator<number, Uint32Array> {
  const compare = createCompare(column, rows, descending)
  let from = rows.slice()
  let to = new Uint32Array(rows.length)
  const passes = Math.max(1, Math.ceil(Math.log2(Math.max(1, rows.length))))
  for (let width = 1, pass = 0; width < rows.length; width *= 2, pass++) {
    for (let start = 0; start < rows.length; start += 2 * width) {
      merge(from, to, start, Math.min(start + width, rows.length), Math.min(start + 2 * width, rows.length), compare)
      if (width >= 4096 || start % 8192 === 0) yield (pass + start / rows.length) / passes
    }
    const swap = from
    from = to
    to = swap
  }
  return from
}

type Compare = (a: number, b: number) => number

function merge(from: Uint32Array, to: Uint32Array, start: number, middle: number, end: number, compare: Compare): void {
  let left = start
  let right = middle
  for (let i = start; i < end; i++) {
    const takeLeft = left < middle && (right >= end || compare(from[left], from[right]) <= 0)
    to[i] = takeLeft ? from[left++] : from[right++]
  }
}

function createCompare(column: Column, rows: Uint32Array, descending: boolean): Compare {
  const sign = descending ? -1 : 1
  if (column.type === 'number') {
    const { values } = column
    return (a, b) => {
      const x = values[a]
      const y = values[b]
      if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y))
      return sign * (x - y)
    }
  }
  const rank = rankTexts(column, rows)
  const last = 0xffffffff
  return (a, b) => (rank[a] === last || rank[b] === last ? rank[a] - rank[b] : sign * (rank[a] - rank[b]))
}

/** Place of each row's text among the distinct texts: comparing by collation once per distinct text, not once per comparison. */
function rankTexts(column: Column, rows: Uint32Array): Uint32Array {
  const texts = new Map<string, number[]>()
  const rank = new Uint32Array(rows.reduce((most, row) => Math.max(most, row), 0) + 1).fill(0xffffffff)
  for (const row of rows) {
    const cell = cellAt(column, row)
    if (cell === undefined) continue
    const text = String(cell)
    const known = texts.get(text)
    if (known) known.push(row)
    else texts.set(text, [row])
  }
  const collator = new Intl.Collator('zh', { numeric: true })
  const ordered = [...texts].sort(([a], [b]) => collator.compare(a, b))
  ordered.forEach(([, members], place) => {
    for (const row of members) rank[row] = place
  })
  return rank
}
