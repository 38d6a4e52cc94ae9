import { DataError } from '#model/exchange/error.ts'
import type { ByteSource } from '#model/exchange/source.ts'

export interface Input {
  /** The first bytes, for telling what they are; the stream begins with them too. */
  head: Uint8Array
  stream: ReadableStream<Uint8Array>
}

/** Bytes that are enough to tell any of our encodings. */
const headSize = 4096

/** Opens a source, with gzip taken off where it has it. */
export async function openInput(source: ByteSource): Promise<Input> {
  const plain = await peek(source.stream())
  if (plain.head[0] !== 0x1f || plain.head[1] !== 0x8b) return plain
  const inflater = new DecompressionStream('gzip') as unknown as ReadableWritablePair<Uint8Array, Uint8Array>
  try {
    return await peek(named(plain.stream.pipeThrough(inflater), source.name))
  } catch (error) {
    throw asDataError(error, source.name)
  }
}

async function peek(stream: ReadableStream<Uint8Array>): Promise<Input> {
  const input = stream.getReader()
  const parts: Uint8Array[] = []
  let size = 0
  while (size < headSize) {
    const { done, value } = await input.read()
    if (done) break
    parts.push(value)
    size += value.length
  }
  const head = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    head.set(part, at)
    at += part.length
  }
  return { head, stream: resume(head, input) }
}

function resume(head: Uint8Array, input: ReadableStreamDefaultReader<Uint8Array>): ReadableStream<Uint8Array> {
  let fresh = true
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (fresh && head.length > 0) {
        fresh = false
        controller.enqueue(head)
        return
      }
      const { done, value } = await input.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: reason => input.cancel(reason),
  })
}

/** Gives errors of the decompressor their place in a file. */
function named(stream: ReadableStream<Uint8Array>, file: string): ReadableStream<Uint8Array> {
  const input = stream.getReader()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await input.read()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        controller.error(asDataError(error, file))
      }
    },
    cancel: reason => input.cancel(reason),
  })
}

function asDataError(error: unknown, file: string): DataError {
  if (error instanceof DataError) return error
  return new DataError('truncated', 'The gzip archive is broken or cut off.', { file })
}
