import type { JobPhase, JobProgress } from './importer.ts'

/** Long work that a person started and may stop. */
export interface Job {
  readonly id: number
  readonly kind: 'import' | 'export'
  /** File name or title, as a person knows it. */
  readonly title: string
  readonly fraction: number
  readonly phase: JobPhase | null
  /** Seconds still to go, from the pace so far; null until that can be said. */
  readonly secondsLeft: number | null
  cancel(): void
}

/** Jobs are told to `onChange` as a new list each time. `now` gives milliseconds. */
export function createJobs(onChange: (jobs: readonly Job[]) => void, now: () => number = Date.now) {
  let jobs: readonly Job[] = []
  let last = 0
  const set = (next: readonly Job[]) => {
    jobs = next
    onChange(jobs)
  }
  return {
    /** Runs the work as a job. The job is gone when this settles, whatever came of it. */
    async run<T>(
      kind: Job['kind'],
      title: string,
      work: (options: { onProgress(progress: JobProgress): void; signal: AbortSignal }) => Promise<T>,
    ): Promise<T> {
      const id = ++last
      const controller = new AbortController()
      const started = now()
      const cancel = () => controller.abort()
      set([...jobs, { id, kind, title, fraction: 0, phase: null, secondsLeft: null, cancel }])
      const onProgress = ({ fraction, phase }: JobProgress) => {
        const secondsLeft = estimate(fraction, (now() - started) / 1000)
        set(jobs.map(job => (job.id === id ? { ...job, fraction, phase, secondsLeft } : job)))
      }
      try {
        return await work({ onProgress, signal: controller.signal })
      } finally {
        set(jobs.filter(job => job.id !== id))
      }
    },
    dispose: () => {
      for (const job of jobs) job.cancel()
    },
  }
}

/** Not before two seconds and a twentieth of the work: earlier guesses jump. */
function estimate(fraction: number, seconds: number): number | null {
  return seconds < 2 || fraction < 0.05 ? null : (seconds * (1 - fraction)) / fraction
}
