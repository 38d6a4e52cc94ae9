const encoder = new TextEncoder()

/** Strings by number: tags repeat few keys and values very often. */
export class Strings {
  readonly list: string[] = []
  private readonly codes = new Map<string, number>()
  private readonly bytes: (Uint8Array | undefined)[] = []

  code(text: string): number {
    let code = this.codes.get(text)
    if (code === undefined) {
      code = this.list.push(text) - 1
      this.codes.set(text, code)
    }
    return code
  }

  /** The number of a string, or -1 where it never came. */
  find(text: string): number {
    return this.codes.get(text) ?? -1
  }

  /** UTF-8. */
  bytesOf(code: number): Uint8Array {
    this.bytes[code] ??= encoder.encode(this.list[code])
    return this.bytes[code]
  }
}
