/** One line on stderr that is written over; silent where stderr is no terminal. */
export interface ProgressLine {
  show(text: string): void
  /** Removes the line. */
  clear(): void
}

export function createProgressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  let last = 0
  let shown = false
  return {
    show(text) {
      const now = performance.now()
      if (!stream.isTTY || now - last < 80) return
      last = now
      shown = true
      stream.write(`\r\u001b[2K${text.slice(0, (stream.columns ?? 80) - 1)}`)
    },
    clear() {
      if (shown) stream.write('\r\u001b[2K')
      shown = false
    },
  }
}
