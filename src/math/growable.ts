/** Typed arrays that grow by doubling. `data` beyond `length` is undefined content; it is replaced when it grows. */

export class FloatList {
  data: Float64Array<ArrayBuffer>
  length = 0

  constructor(capacity = 1024) {
    this.data = new Float64Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.data.length) this.reserve(1)
    this.data[this.length++] = value
  }

  /** Makes room for `count` more. */
  reserve(count: number): void {
    if (this.length + count <= this.data.length) return
    const grown = new Float64Array(Math.max(this.data.length * 2, this.length + count))
    grown.set(this.data.subarray(0, this.length))
    this.data = grown
  }

  /** A copy of what is in it; the list is empty afterwards and keeps its room. */
  take(): Float64Array<ArrayBuffer> {
    const taken = this.data.slice(0, this.length)
    this.length = 0
    return taken
  }
}

export class UintList {
  data: Uint32Array<ArrayBuffer>
  length = 0

  constructor(capacity = 256) {
    this.data = new Uint32Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.data.length) {
      const grown = new Uint32Array(this.data.length * 2)
      grown.set(this.data)
      this.data = grown
    }
    this.data[this.length++] = value
  }

  take(): Uint32Array<ArrayBuffer> {
    const taken = this.data.slice(0, this.length)
    this.length = 0
    return taken
  }
}

export class ByteList {
  data: Uint8Array<ArrayBuffer>
  length = 0

  constructor(capacity = 1024) {
    this.data = new Uint8Array(capacity)
  }

  /** Appends bytes[start .. end]. */
  append(bytes: Uint8Array, start: number, end: number): void {
    const count = end - start
    if (this.length + count > this.data.length) this.grow(count)
    if (count > 48) this.data.set(bytes.subarray(start, end), this.length)
    else for (let i = 0, to = this.length; i < count; i++) this.data[to + i] = bytes[start + i]
    this.length += count
  }

  take(): Uint8Array<ArrayBuffer> {
    const taken = this.data.slice(0, this.length)
    this.length = 0
    return taken
  }

  private grow(count: number): void {
    const grown = new Uint8Array(Math.max(this.data.length * 2, this.length + count))
    grown.set(this.data.subarray(0, this.length))
    this.data = grown
  }
}
