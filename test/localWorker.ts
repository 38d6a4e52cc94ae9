import { expose } from 'comlink'
import { carryDataErrors } from '#compute/errors.ts'

/** What a browser's Worker is to its page, over a MessageChannel, with a way to make it die. */
export class LocalWorker extends EventTarget {
  readonly page: MessagePort
  readonly thread: MessagePort
  terminated = false

  constructor(api: object) {
    super()
    carryDataErrors()
    const { port1, port2 } = new MessageChannel()
    this.page = port1
    this.thread = port2
    expose(api, port2)
    port1.onmessage = event => {
      if (!this.terminated)
        this.dispatchEvent(new MessageEvent('message', { data: event.data, ports: [...event.ports] }))
    }
  }

  postMessage(message: unknown, transfer: Transferable[]) {
    this.page.postMessage(message, transfer)
  }

  terminate() {
    this.terminated = true
    this.page.close()
    this.thread.close()
  }

  die(message: string) {
    this.dispatchEvent(Object.assign(new Event('error'), { message }))
  }
}
