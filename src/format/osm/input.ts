import { joinBytes } from '#math/bytes.ts'
import type { ByteSource } from '#model/exchange/source.ts'

export interface Input {
  /** The first bytes, for telling what they are; the stream begins with them too. */
  head: Uint8Array
  stream: ReadableStream<Uint8Array>
}

/** Bytes that are enough to tell any of our encodings. */
const headSize = 4096

/** Opens a source; gzip and the like are off by then. */
export async function openInput(source: ByteSource): Promise<Input> {
  const input = source.stream().getReader()
  const parts: Uint8Array[] = []
  let size = 0
  while (size < headSize) {
    const { done, value } = await input.read()
    if (done) break
    parts.push(value)
    size += value.length
  }
  const head = joinBytes(parts)
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
