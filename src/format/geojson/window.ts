import type { Cursor } from './cursor.ts'

/** Bytes to gather before parsing goes on; fewer, larger steps cost less than many small ones. */
const portion = 1 << 18

/**
 * A stream seen through a buffer which holds the bytes from the cursor on. It grows only where one item is larger than it.
 */
export class ByteWindow {
  readonly cursor: Cursor
  /** Bytes taken from the stream. */
  total = 0
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>

  constructor(stream: ReadableStream<Uint8Array>, file: string, maxDepth: number) {
    this.reader = stream.getReader()
    this.cursor = { bytes: new Uint8Array(portion * 2), pos: 0, end: 0, base: 0, last: false, file, maxDepth }
  }

  /** Drops what was read and takes more: at least as much as is at hand, so that an item of any size is read in linear time. */
  async fill(): Promise<void> {
    const c = this.cursor
    const kept = c.end - c.pos
    const wanted = Math.max(portion, kept)
    this.makeRoom(kept, wanted)
    let taken = 0
    while (taken < wanted) {
      const { done, value } = await this.reader.read()
      if (done) {
        c.last = true
        break
      }
      if (c.end + value.length + 1 > c.bytes.length) this.grow(value.length)
      c.bytes.set(value, c.end)
      c.end += value.length
      taken += value.length
    }
    c.bytes[c.end] = 0
    this.total += taken
  }

  async close(): Promise<void> {
    await this.reader.cancel().catch(() => undefined)
  }

  private makeRoom(kept: number, wanted: number): void {
    const c = this.cursor
    c.base += c.pos
    const size = kept + wanted + 1
    const target = size > c.bytes.length ? new Uint8Array(Math.max(size, c.bytes.length * 2)) : c.bytes
    target.set(c.bytes.subarray(c.pos, c.end))
    c.bytes = target
    c.pos = 0
    c.end = kept
  }

  private grow(count: number): void {
    const c = this.cursor
    const grown = new Uint8Array(Math.max(c.bytes.length * 2, c.end + count + 1))
    grown.set(c.bytes.subarray(0, c.end))
    c.bytes = grown
  }
}
