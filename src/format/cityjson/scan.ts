import { DataError } from '#model/exchange/error.ts'

const quote = 0x22
const backslash = 0x5c

/**
 * The brackets of a JSON text, before it is parsed: `JSON.parse` follows any depth, what comes after it overflows the stack.
 * Returns whether every bracket and string that was opened is closed. Throws `limit-depth`.
 */
export function scanBrackets(bytes: Uint8Array, maxDepth: number, file: string): boolean {
  let depth = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === quote) {
      i = endOfString(bytes, i + 1)
      if (i < 0) return false
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) throw tooDeep(maxDepth, file, i)
    } else if (byte === 0x7d || byte === 0x5d) depth--
  }
  return depth === 0
}

/** Index of the closing quote, or -1. */
function endOfString(bytes: Uint8Array, start: number): number {
  for (let i = bytes.indexOf(quote, start); i >= 0; i = bytes.indexOf(quote, i + 1)) {
    let escapes = 0
    while (bytes[i - 1 - escapes] === backslash && i - 1 - escapes >= start) escapes++
    if (escapes % 2 === 0) return i
  }
  return -1
}

function tooDeep(maxDepth: number, file: string, byte: number): DataError {
  return new DataError('limit-depth', `nested deeper than ${maxDepth} levels.`, { file, place: `byte ${byte}` })
}
