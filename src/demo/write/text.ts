import { joinBytes } from '#math/bytes.ts'

/** Text gathered into bytes piece by piece, so that a file may be longer than a string can be. */
export interface TextSink {
  add(text: string): void
  bytes(): Uint8Array
}

const encoder = new TextEncoder()
const flushAt = 1 << 20

export function createTextSink(): TextSink {
  const done: Uint8Array[] = []
  let open: string[] = []
  let length = 0
  const flush = () => {
    if (open.length > 0) done.push(encoder.encode(open.join('')))
    open = []
    length = 0
  }
  return {
    add(text) {
      open.push(text)
      length += text.length
      if (length > flushAt) flush()
    },
    bytes() {
      flush()
      return joinBytes(done)
    },
  }
}
