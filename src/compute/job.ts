/**
 * A long piece of work in another thread, as seen from both ends of a MessageChannel: progress comes one way, cancel goes the other.
 * The port travels with the call that starts the job, so neither end keeps a table of jobs.
 */

export interface JobProgress {
  /** 0 to 1, never falling. */
  fraction: number
  /** Which step is under way, a key of the locale (`read`, `join`, `tile`, `write`). */
  step: string
}

/** The worker's end. */
export interface JobContext {
  readonly signal: AbortSignal
  progress(step: string, fraction: number): void
  close(): void
}

/** The caller's end. */
export interface JobHandle {
  /** To be transferred with the call. */
  readonly port: MessagePort
  close(): void
}

type ToJob = { type: 'cancel' }
type FromJob = { type: 'progress'; progress: JobProgress }

export function openJob(port: MessagePort): JobContext {
  const controller = new AbortController()
  let latest = 0
  port.onmessage = ({ data }: MessageEvent<ToJob>) => {
    if (data.type === 'cancel') controller.abort()
  }
  return {
    signal: controller.signal,
    progress(step, fraction) {
      latest = Math.max(latest, Math.min(1, fraction))
      const message: FromJob = { type: 'progress', progress: { step, fraction: latest } }
      port.postMessage(message)
    },
    close: () => port.close(),
  }
}

export interface JobOptions {
  signal?: AbortSignal
  onProgress?(progress: JobProgress): void
}

export function createJob(options: JobOptions): JobHandle {
  const { port1, port2 } = new MessageChannel()
  const cancel = () => {
    const message: ToJob = { type: 'cancel' }
    port1.postMessage(message)
  }
  port1.onmessage = ({ data }: MessageEvent<FromJob>) => {
    if (data.type === 'progress') options.onProgress?.(data.progress)
  }
  if (options.signal?.aborted) cancel()
  else options.signal?.addEventListener('abort', cancel, { once: true })
  return {
    port: port2,
    close() {
      options.signal?.removeEventListener('abort', cancel)
      port1.close()
    },
  }
}
