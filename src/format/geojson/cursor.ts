import { DataError } from '#model/exchange/error.ts'

/** Thrown where the bytes at hand end within a token: read on, and parse the item again from its start. */
export class NeedMore extends Error {
  override readonly name = 'NeedMore'
}

const needMore = new NeedMore('more bytes are needed')

/** A place in the bytes at hand. The byte at `end` is 0, so that scanning loops need no bounds check. */
export interface Cursor {
  bytes: Uint8Array
  pos: number
  end: number
  /** Offset in the file of the first byte at hand. */
  base: number
  /** True when nothing follows the bytes at hand. */
  last: boolean
  file: string
  maxDepth: number
}

/** Throws `NeedMore`, or a `DataError` where the file ends. */
export function runOut(c: Cursor): never {
  if (!c.last) throw needMore
  throw new DataError('truncated', 'The file ends in the middle of a JSON value.', {
    file: c.file,
    place: `byte ${c.base + c.end}`,
    cure: 'Get the whole file again.',
  })
}

/** A syntax error at the cursor; never one where the bytes at hand merely end. */
export function fail(c: Cursor, pos: number, expected: string): never {
  if (pos >= c.end) runOut(c)
  const found = String.fromCodePoint(c.bytes[pos])
  const shown = c.bytes[pos] < 32 || c.bytes[pos] > 126 ? `byte 0x${c.bytes[pos].toString(16)}` : `'${found}'`
  throw new DataError('syntax', `Expected ${expected}, found ${shown}.`, {
    file: c.file,
    place: `byte ${c.base + pos}`,
  })
}

export function tooDeep(c: Cursor): never {
  throw new DataError('limit-depth', `Nested deeper than ${c.maxDepth} levels.`, {
    file: c.file,
    place: `byte ${c.base + c.pos}`,
  })
}

/** Moves to the next byte that is not white space, and gives it. */
export function next(c: Cursor): number {
  const { bytes } = c
  let pos = c.pos
  let byte = bytes[pos]
  while (byte === 32 || byte === 10 || byte === 13 || byte === 9) byte = bytes[++pos]
  c.pos = pos
  if (pos >= c.end) runOut(c)
  return byte
}

/** Steps over one byte that must come next. */
export function expect(c: Cursor, byte: number, what: string): void {
  if (next(c) !== byte) fail(c, c.pos, what)
  c.pos++
}
