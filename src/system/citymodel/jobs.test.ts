import { describe, expect, it } from 'vitest'
import { createJobs, type Job } from './jobs.ts'

describe('jobs', () => {
  it('are listed with progress and time left, and gone when done', async () => {
    let time = 0
    let jobs: readonly Job[] = []
    const { run } = createJobs(
      next => (jobs = next),
      () => time,
    )
    const result = await run('import', 'delft.city.json', async ({ onProgress }) => {
      onProgress({ fraction: 0.02, phase: 'read' })
      expect(jobs[0]).toMatchObject({ title: 'delft.city.json', fraction: 0.02, phase: 'read', secondsLeft: null })
      time = 10_000
      onProgress({ fraction: 0.25, phase: 'tile' })
      expect(jobs[0].secondsLeft).toBe(30)
      return 'done'
    })
    expect([result, jobs.length]).toEqual(['done', 0])
  })

  it('hear that they are cancelled, and leave the list when they fail', async () => {
    let jobs: readonly Job[] = []
    const { run } = createJobs(next => (jobs = next))
    const work = run('export', 'x', ({ signal }) => {
      jobs[0].cancel()
      return signal.aborted ? Promise.reject(new Error('cancelled')) : Promise.resolve()
    })
    await expect(work).rejects.toThrow('cancelled')
    expect(jobs).toEqual([])
  })
})
