import { DataError } from '#model/exchange/error.ts'
import { scanBrackets } from './scan.ts'

const decoder = new TextDecoder()

/** Throws `limit-depth`, `limit-bytes` (more than one text can hold), `truncated` and `syntax`. */
export function parseJson(bytes: Uint8Array, maxDepth: number, file: string): unknown {
  const closed = scanBrackets(bytes, maxDepth, file)
  const text = decode(bytes, file)
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = (error as Error).message
    if (!closed) throw new DataError('truncated', `the JSON text ends too early (${reason}).`, { file })
    throw new DataError('syntax', `not JSON: ${reason}.`, { file })
  }
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new DataError('limit-bytes', 'too large to be read as one text.', {
      file,
      cure: 'Convert it to a CityJSON text sequence (.city.jsonl), which is read line by line.',
    })
  }
}
