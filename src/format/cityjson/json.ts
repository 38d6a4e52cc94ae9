import { DataError } from '#model/exchange/error.ts'
import { scanBrackets } from './scan.ts'

const decoder = new TextDecoder()

/** As `parseScanned`, after a scan of the brackets; throws `limit-depth` too. */
export function parseJson(bytes: Uint8Array, maxDepth: number, file: string): unknown {
  return parseScanned(bytes, scanBrackets(bytes, maxDepth, file), file)
}

/** `closed` is what `scanBrackets` said. Throws `limit-bytes` (more than one text can hold), `truncated` and `syntax`. */
export function parseScanned(bytes: Uint8Array, closed: boolean, file: string): unknown {
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
