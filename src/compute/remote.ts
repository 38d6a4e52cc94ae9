import { type Remote, transfer, wrap } from 'comlink'
import { carryDataErrors } from './errors.ts'
import { createJob, type JobOptions } from './job.ts'

/**
 * A worker whose calls always settle. Comlink alone hangs for ever when its worker dies, runs out of memory or never loads; here every
 * pending call is rejected with `WorkerDied`, and the next call starts a fresh worker.
 */
export interface RemoteWorker<Api> {
  /** `deadlineMs`: reject and restart the worker when no answer came by then; without it the call may take as long as it likes. */
  call<Result>(invoke: (api: Remote<Api>) => Promise<Result>, options?: { deadlineMs?: number }): Promise<Result>
  /** A call with progress and cancel; `invoke` hands the port on to the worker's `openJob`. */
  run<Result>(invoke: (api: Remote<Api>, port: MessagePort) => Promise<Result>, options: JobOptions): Promise<Result>
  /** Stops the worker now; pending calls reject. The next call starts a new one. */
  restart(reason: string): void
  /** Stops the worker for good. */
  dispose(): void
  /** How often the worker was started; a caller that keeps state in the worker compares it. */
  readonly generation: number
  /** Whether a worker runs now; the next call starts one where none does. */
  readonly alive: boolean
}

export class WorkerDied extends Error {
  override readonly name = 'WorkerDied'
}

interface Session<Api> {
  worker: Worker
  api: Remote<Api>
  pending: Set<(error: Error) => void>
}

export function createRemoteWorker<Api>(start: () => Worker): RemoteWorker<Api> {
  carryDataErrors()
  let session: Session<Api> | undefined
  let generation = 0
  let disposed = false

  function stop(reason: string): void {
    if (!session) return
    const { worker, pending } = session
    session = undefined
    worker.terminate()
    for (const reject of pending) reject(new WorkerDied(reason))
  }

  function open(): Session<Api> {
    if (disposed) throw new WorkerDied('the worker was disposed of')
    if (session) return session
    const worker = start()
    const fresh: Session<Api> = { worker, api: wrap<Api>(worker), pending: new Set() }
    const fail = (reason: string) => {
      if (session === fresh) stop(reason)
    }
    worker.addEventListener('error', event => fail(event.message || 'the worker failed to start or threw'))
    worker.addEventListener('messageerror', () => fail('a message could not be read by the worker'))
    generation += 1
    session = fresh
    return fresh
  }

  async function call<Result>(
    invoke: (api: Remote<Api>) => Promise<Result>,
    { deadlineMs }: { deadlineMs?: number } = {},
  ): Promise<Result> {
    const { api, pending } = open()
    let timer: ReturnType<typeof setTimeout> | undefined
    let rejectPending: ((error: Error) => void) | undefined
    const died = new Promise<never>((_, reject) => {
      rejectPending = reject
      pending.add(reject)
      if (deadlineMs !== undefined) timer = setTimeout(() => stop(`no answer within ${deadlineMs} ms`), deadlineMs)
    })
    try {
      return await Promise.race([invoke(api), died])
    } finally {
      clearTimeout(timer)
      if (rejectPending) pending.delete(rejectPending)
    }
  }

  return {
    call,
    async run(invoke, options) {
      const job = createJob(options)
      try {
        return await call(api => invoke(api, transfer(job.port, [job.port])))
      } finally {
        job.close()
      }
    },
    restart: stop,
    dispose() {
      disposed = true
      stop('the worker was disposed of')
    },
    get generation() {
      return generation
    },
    get alive() {
      return session !== undefined
    },
  }
}
