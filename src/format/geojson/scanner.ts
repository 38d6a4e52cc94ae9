import { type Cursor, expect, fail, next, runOut, tooDeep } from './cursor.ts'
import { readNumber } from './number.ts'

/** The string that was scanned last: its bytes without quotes, and whether escapes are in it. */
export const token = { start: 0, end: 0, escaped: false }

/** Steps over a JSON string; `token` says where its content lies. */
export function scanString(c: Cursor): void {
  const { bytes } = c
  if (bytes[c.pos] !== 34) fail(c, c.pos, 'a string')
  let pos = c.pos + 1
  token.start = pos
  token.escaped = false
  for (;;) {
    const byte = bytes[pos]
    if (byte === 34) break
    if (byte === 92) {
      token.escaped = true
      pos = scanEscape(c, pos + 1)
    } else if (byte < 32) fail(c, pos, 'no control character in a string')
    else pos++
  }
  if (pos >= c.end) runOut(c)
  token.end = pos
  c.pos = pos + 1
}

function scanEscape(c: Cursor, pos: number): number {
  const { bytes } = c
  if (pos >= c.end) runOut(c)
  if (bytes[pos] !== 117) {
    // One of "\/bfnrt
    if (!simpleEscapes.includes(bytes[pos])) fail(c, pos, 'an escape that JSON knows')
    return pos + 1
  }
  for (let i = pos + 1; i < pos + 5; i++) if (!isHex(bytes[i])) fail(c, i, 'four hexadecimal digits')
  return pos + 5
}

const simpleEscapes: readonly number[] = [34, 92, 47, 98, 102, 110, 114, 116]

function isHex(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102)
}

const decoder = new TextDecoder()

/** The string between two places, escapes resolved. */
export function textOf(c: Cursor, start: number, end: number, escaped: boolean): string {
  if (escaped) return JSON.parse(decoder.decode(c.bytes.subarray(start - 1, end + 1))) as string
  if (end - start > 24) return decoder.decode(c.bytes.subarray(start, end))
  let text = ''
  for (let i = start; i < end; i++) {
    const byte = c.bytes[i]
    if (byte > 127) return decoder.decode(c.bytes.subarray(start, end))
    text += String.fromCharCode(byte)
  }
  return text
}

/** Words of the format, by length and first byte: most strings outside properties are one of them, and need not be made anew. */
const words = new Map(
  [
    'type',
    'id',
    'geometry',
    'properties',
    'coordinates',
    'geometries',
    'Feature',
    'Polygon',
    'MultiPolygon',
    'Point',
    'LineString',
  ]
    .map(word => new TextEncoder().encode(word))
    .map(bytes => [bytes.length * 256 + bytes[0], { text: new TextDecoder().decode(bytes), bytes }]),
)

function wordAt(c: Cursor, start: number, end: number): string | undefined {
  const word = words.get((end - start) * 256 + c.bytes[start])
  if (!word) return undefined
  for (let i = 1; i < word.bytes.length; i++) if (c.bytes[start + i] !== word.bytes[i]) return undefined
  return word.text
}

/** Reads a string value. */
export function readText(c: Cursor): string {
  scanString(c)
  const word = token.escaped ? undefined : wordAt(c, token.start, token.end)
  if (word !== undefined) return word
  return textOf(c, token.start, token.end, token.escaped)
}

/** Steps over any JSON value, checking its grammar. */
export function skipValue(c: Cursor, depth = 0): void {
  const byte = next(c)
  if (byte === 34) scanString(c)
  else if (byte === 123) skipObject(c, depth)
  else if (byte === 91) skipArray(c, depth)
  else if (byte === 45 || (byte >= 48 && byte <= 57)) readNumber(c)
  else skipLiteral(c)
}

function skipObject(c: Cursor, depth: number): void {
  if (depth >= c.maxDepth) tooDeep(c)
  c.pos++
  if (next(c) === 125) {
    c.pos++
    return
  }
  do {
    next(c)
    scanString(c)
    expect(c, 58, "':'")
    skipValue(c, depth + 1)
  } while (goesOn(c, 125))
}

function skipArray(c: Cursor, depth: number): void {
  if (depth >= c.maxDepth) tooDeep(c)
  c.pos++
  if (next(c) === 93) {
    c.pos++
    return
  }
  do skipValue(c, depth + 1)
  while (goesOn(c, 93))
}

/** After a member: true after a comma, false after the closing byte. */
export function goesOn(c: Cursor, close: number): boolean {
  const byte = next(c)
  if (byte !== 44 && byte !== close) fail(c, c.pos, `',' or '${String.fromCharCode(close)}'`)
  c.pos++
  return byte === 44
}

const literals = ['true', 'false', 'null'].map(word => new TextEncoder().encode(word))

/** Steps over true, false or null. */
export function skipLiteral(c: Cursor): void {
  const word = literals.find(({ 0: first }) => first === c.bytes[c.pos])
  if (!word) fail(c, c.pos, 'a JSON value')
  for (let i = 1; i < word.length; i++) if (c.bytes[c.pos + i] !== word[i]) fail(c, c.pos + i, 'true, false or null')
  c.pos += word.length
  if (c.pos >= c.end && !c.last) runOut(c)
}
