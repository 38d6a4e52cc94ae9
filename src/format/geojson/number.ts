import { type Cursor, fail, runOut } from './cursor.ts'

/** Powers of ten which a double holds exactly. */
const powers = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))

/** 2⁵³: integers up to here are exact. */
const exact = 9007199254740992

/**
 * Reads a JSON number and steps over it. The value is that of JSON.parse: up to 2⁵³ in digits and 10^±22 one correctly rounded operation
 * does it (Clinger, How to read floating point numbers accurately, 1990), beyond that the engine's own conversion.
 */
export function readNumber(c: Cursor): number {
  const { bytes } = c
  const start = c.pos
  let pos = start
  const negative = bytes[pos] === 45
  if (negative) pos++
  const first = pos
  let mantissa = 0
  let digit = bytes[pos] - 48
  while (digit >= 0 && digit <= 9) {
    mantissa = mantissa * 10 + digit
    digit = bytes[++pos] - 48
  }
  if (pos === first) fail(c, pos, 'a number')
  if (bytes[first] === 48 && pos > first + 1) fail(c, first + 1, 'no digit after a leading zero')
  let scale = 0
  if (digit === -2) {
    const point = pos
    digit = bytes[++pos] - 48
    while (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit
      digit = bytes[++pos] - 48
    }
    scale = point + 1 - pos
    if (scale === 0) fail(c, pos, 'a digit after the decimal point')
  }
  if (digit === 21 || digit === 53) {
    const exponent = pos
    pos = skipExponent(c, pos)
    if (pos < c.end || c.last) scale += Number(asciiOf(bytes, exponent + 1, pos))
  }
  if (pos >= c.end && !c.last) runOut(c)
  c.pos = pos
  if (mantissa <= exact && scale >= -22 && scale <= 22) {
    const value = scale < 0 ? mantissa / powers[-scale] : mantissa * powers[scale]
    return negative ? -value : value
  }
  return Number(asciiOf(bytes, start, pos))
}

function skipExponent(c: Cursor, at: number): number {
  const { bytes } = c
  let pos = at + 1
  if (bytes[pos] === 43 || bytes[pos] === 45) pos++
  const first = pos
  while (bytes[pos] >= 48 && bytes[pos] <= 57) pos++
  if (pos === first) fail(c, pos, 'a digit in the exponent')
  return pos
}

function asciiOf(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i])
  return text
}
