/**
 * Gives way to the event loop when the present slice of work has run long enough, so that cancel, progress and other calls get
 * through. A message round trip takes microseconds where a timer would take four milliseconds.
 */
export function createBreather(sliceMs = 12): () => Promise<void> | undefined {
  let sliceStart = performance.now()
  return () => {
    if (performance.now() - sliceStart < sliceMs) return undefined
    return nextTurn().then(() => {
      sliceStart = performance.now()
    })
  }
}

export function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
