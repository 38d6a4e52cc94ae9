import { afterEach, describe, expect, it } from 'vitest'
import { DataError } from '#model/exchange/error.ts'
import { LocalWorker } from '../../test/localWorker.ts'
import { openJob } from './job.ts'
import { createRemoteWorker, WorkerDied } from './remote.ts'

const workers: LocalWorker[] = []
afterEach(() => {
  for (const worker of workers.splice(0)) worker.terminate()
})

const api = {
  double: (value: number) => value * 2,
  hang: () => new Promise<number>(() => {}),
  fail: () => {
    throw new DataError('truncated', 'The file ends early.', {
      file: 'a.osm.pbf',
      place: 'byte 12',
      cure: 'Download it again.',
    })
  },
  async count(port: MessagePort) {
    const job = openJob(port)
    for (let i = 0; i < 1000 && !job.signal.aborted; i++) {
      job.progress('read', i / 1000)
      await new Promise(resolve => setTimeout(resolve, 1))
    }
    job.close()
    return job.signal.aborted
  },
}

function start() {
  const worker = new LocalWorker(api)
  workers.push(worker)
  return worker as unknown as Worker
}

describe('a remote worker', () => {
  it('answers', async () => {
    const remote = createRemoteWorker<typeof api>(start)
    expect(await remote.call(worker => worker.double(21))).toBe(42)
  })

  it('rejects all pending calls when the worker dies, and works again at the next call', async () => {
    const remote = createRemoteWorker<typeof api>(start)
    const pending = [remote.call(worker => worker.hang()), remote.call(worker => worker.hang())]
    workers[0].die('out of memory')
    for (const call of pending) await expect(call).rejects.toThrow(WorkerDied)
    expect(await remote.call(worker => worker.double(1))).toBe(2)
    expect(remote.generation).toBe(2)
    expect(workers[0].terminated).toBe(true)
  })

  it('rejects a call that overruns its deadline and restarts', async () => {
    const remote = createRemoteWorker<typeof api>(start)
    await expect(remote.call(worker => worker.hang(), { deadlineMs: 20 })).rejects.toThrow('no answer within 20 ms')
    expect(await remote.call(worker => worker.double(2))).toBe(4)
  })

  it('rejects after dispose', async () => {
    const remote = createRemoteWorker<typeof api>(start)
    const pending = remote.call(worker => worker.hang())
    remote.dispose()
    await expect(pending).rejects.toThrow(WorkerDied)
    await expect(remote.call(worker => worker.double(2))).rejects.toThrow(WorkerDied)
  })

  it('carries a DataError with code, detail and message', async () => {
    const remote = createRemoteWorker<typeof api>(start)
    const error = await remote.call(worker => worker.fail() as Promise<never>).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(DataError)
    expect(error).toMatchObject({
      code: 'truncated',
      detail: { file: 'a.osm.pbf', place: 'byte 12' },
      message: 'a.osm.pbf, byte 12: The file ends early. Download it again.',
    })
  })

  it('reports progress that never falls and stops a job on cancel', async () => {
    const remote = createRemoteWorker<typeof api>(start)
    const controller = new AbortController()
    const seen: number[] = []
    const cancelled = await remote.run((worker, port) => worker.count(port), {
      signal: controller.signal,
      onProgress({ fraction }) {
        seen.push(fraction)
        if (seen.length === 5) controller.abort()
      },
    })
    expect(cancelled).toBe(true)
    expect(seen.length).toBeLessThan(1000)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
  })
})
