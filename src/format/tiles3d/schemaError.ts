import { DataError } from '#model/exchange/error.ts'

/**
 * Runs a reader of our own tiles. A foreign or damaged file fails anywhere in there (a missing member is a `TypeError`, a count too
 * large a `RangeError`); all of it leaves as a `DataError` of code `schema`.
 */
export function guardSchema<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof DataError) throw error
    throw new DataError('schema', `Not a tile that Huijing wrote: ${(error as Error).message}`)
  }
}
