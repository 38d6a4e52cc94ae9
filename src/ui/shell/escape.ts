/** What Esc closes: the topmost of the open things, one a press. */
export interface Escapes {
  /** Something opened. Returns what to call when it closes by itself. Focus goes back to where it was when Esc closes it. */
  push(close: () => void): () => void
  /** Closes the topmost; false where nothing is open. */
  run(): boolean
}

export function createEscapes(): Escapes {
  const stack: { close: () => void; focus: Element | null }[] = []
  return {
    push: close => {
      const entry = { close, focus: document.activeElement }
      stack.push(entry)
      return () => {
        const at = stack.indexOf(entry)
        if (at >= 0) stack.splice(at, 1)
      }
    },
    run: () => {
      const top = stack.pop()
      if (!top) return false
      top.close()
      if (top.focus instanceof HTMLElement && top.focus.isConnected) top.focus.focus()
      return true
    },
  }
}
