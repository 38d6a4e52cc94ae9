import { DataError } from '#model/exchange/error.ts'
import type { Reader } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'
import { readHead } from './source.ts'

/** The reader that is surest of the source, or undefined where none recognises it. The earlier of the list wins a tie. */
export async function findReader(source: ByteSource, readers: readonly Reader[]): Promise<Reader | undefined> {
  const head = await readHead(source)
  let best: Reader | undefined
  let surest = 0
  for (const reader of readers) {
    const sure = reader.detect(head, source.name)
    if (sure > surest) {
      surest = sure
      best = reader
    }
  }
  return best
}

/** As `findReader`; throws `unknown-format`. */
export async function detectReader(source: ByteSource, readers: readonly Reader[]): Promise<Reader> {
  const reader = await findReader(source, readers)
  if (reader) return reader
  throw new DataError('unknown-format', 'is of no format that Huijing reads.', {
    file: source.name,
    cure: `It reads ${readers.map(each => each.id).join(', ')}, also packed with gzip, bzip2 or zip.`,
  })
}
