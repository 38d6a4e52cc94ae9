import { type Column, missing, type TextColumn } from '#model/city/table.ts'

/** A column of texts as one long lower-case text, a line a row, which the engine's own `indexOf` searches. */
export interface Haystack {
  text: string
  /** Where the line of each row begins; one more at the end. */
  starts: Uint32Array
}

const newline = 10
const chunkRows = 65536

export function createHaystack(column: TextColumn): Haystack {
  const rowCount = column.offsets.length - 1
  const starts = new Uint32Array(rowCount + 1)
  const decoder = new TextDecoder()
  const parts: string[] = []
  let length = 0
  for (let first = 0; first < rowCount; first += chunkRows) {
    const end = Math.min(first + chunkRows, rowCount)
    const text = decoder.decode(joinLines(column, first, end)).toLowerCase()
    let at = 0
    for (let row = first; row < end; row++) {
      starts[row] = length + at
      at = text.indexOf('\n', at) + 1
    }
    length += text.length
    parts.push(text)
  }
  starts[rowCount] = length
  return { text: parts.join(''), starts }
}

/** The rows' bytes with a newline after each; newlines in the texts become spaces. */
function joinLines({ offsets, bytes }: TextColumn, first: number, end: number): Uint8Array {
  const lines = new Uint8Array(offsets[end] - offsets[first] + end - first)
  let at = 0
  for (let row = first; row < end; row++) {
    for (let i = offsets[row]; i < offsets[row + 1]; i++) lines[at++] = bytes[i] === newline ? 32 : bytes[i]
    lines[at++] = newline
  }
  return lines
}

/** Calls `visit` with each row whose line contains the needle (lower case), and where in the line; stops when `visit` returns false. */
export function findLines(haystack: Haystack, needle: string, visit: (row: number, at: number) => boolean): void {
  const { text, starts } = haystack
  let from = 0
  for (;;) {
    const found = text.indexOf(needle, from)
    if (found < 0) return
    const row = rowAt(starts, found)
    if (!visit(row, found - starts[row])) return
    from = starts[row + 1]
  }
}

/** The last row that starts at or before a place. */
function rowAt(starts: Uint32Array, place: number): number {
  let low = 0
  let high = starts.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (starts[middle] <= place) low = middle
    else high = middle
  }
  return low
}

/** Codes of a category column whose value contains the needle, or is one of the values. */
export function findCodes(column: Column, needle: string, values: ReadonlySet<string> = new Set()): Set<number> {
  const codes = new Set<number>()
  if (column.type !== 'category') return codes
  column.dictionary.forEach((value, code) => {
    if (value.toLowerCase().includes(needle) || values.has(value)) codes.add(code)
  })
  codes.delete(missing)
  return codes
}
