import { DataError } from '#model/exchange/error.ts'
import { ByteReader } from './byteReader.ts'
import type { OsmElements } from './elements.ts'
import { readBlob, readBlobHeader, readHeaderBlock, readHeaderSize, readPrimitiveBlock } from './pbf.ts'

/** Reads a PBF stream blob by blob; yields the bytes read so far. */
export async function* readPbf(
  stream: ReadableStream<Uint8Array>,
  file: string,
  elements: OsmElements,
): AsyncGenerator<number, void> {
  const input = new ByteReader(stream, file)
  try {
    for (;;) {
      const start = input.offset
      const prefix = await input.take(4)
      if (!prefix) return
      const header = await takeAll(input, readHeaderSize(prefix, file, start), file)
      const { type, size } = guarded(file, start, () => readBlobHeader(header, file, start))
      const blob = await takeAll(input, size, file)
      guarded(file, start, () => readContent(type, blob, file, start, elements))
      yield input.offset
    }
  } finally {
    await input.close()
  }
}

async function takeAll(input: ByteReader, count: number, file: string): Promise<Uint8Array> {
  const bytes = await input.take(count)
  if (bytes) return bytes
  throw new DataError('truncated', 'The file ends in front of a blob.', { file, place: `byte ${input.offset}` })
}

function readContent(type: string, blob: Uint8Array, file: string, offset: number, elements: OsmElements): void {
  if (type === 'OSMHeader') readHeaderBlock(readBlob(blob, file, offset), file)
  else if (type === 'OSMData') readPrimitiveBlock(readBlob(blob, file, offset), elements)
}

/** Broken protocol buffers fail in many ways; all are one error to a person. */
function guarded<T>(file: string, offset: number, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof DataError) throw error
    throw new DataError('syntax', 'A blob is no valid protocol buffer.', { file, place: `byte ${offset}` })
  }
}
