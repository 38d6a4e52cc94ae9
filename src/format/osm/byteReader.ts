import { DataError } from '#model/exchange/error.ts'

/** Takes exact numbers of bytes from a stream. */
export class ByteReader {
  /** Bytes given out. */
  offset = 0
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>
  private readonly file: string
  private chunk = new Uint8Array(0)
  private at = 0

  constructor(stream: ReadableStream<Uint8Array>, file: string) {
    this.reader = stream.getReader()
    this.file = file
  }

  /** The next `count` bytes; undefined where the stream ends right here. Throws `truncated` where it ends within. */
  async take(count: number): Promise<Uint8Array | undefined> {
    if (this.chunk.length - this.at >= count) return this.cut(count)
    const bytes = new Uint8Array(count)
    let filled = 0
    while (filled < count) {
      if (this.at === this.chunk.length && !(await this.next())) {
        if (filled === 0) return undefined
        throw new DataError('truncated', 'The file ends in the middle of a blob.', {
          file: this.file,
          place: `byte ${this.offset + filled}`,
          cure: 'Get the whole file again.',
        })
      }
      const step = Math.min(count - filled, this.chunk.length - this.at)
      bytes.set(this.chunk.subarray(this.at, this.at + step), filled)
      this.at += step
      filled += step
    }
    this.offset += count
    return bytes
  }

  async close(): Promise<void> {
    await this.reader.cancel().catch(() => undefined)
  }

  private cut(count: number): Uint8Array {
    this.at += count
    this.offset += count
    return this.chunk.subarray(this.at - count, this.at)
  }

  private async next(): Promise<boolean> {
    const { done, value } = await this.reader.read()
    if (done) return false
    this.chunk = value as Uint8Array<ArrayBuffer>
    this.at = 0
    return true
  }
}
