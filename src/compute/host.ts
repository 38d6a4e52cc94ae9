import { expose, transfer } from 'comlink'
import { carryDataErrors } from './errors.ts'

/** The worker's side: exposes an object of async functions to whoever holds the other end. */
export function exposeToPage<Api extends object>(api: Api): void {
  carryDataErrors()
  expose(api)
}

/** Marks the buffers within a result for transfer instead of copying. Shared or repeated buffers are listed once. */
export function handOver<Result>(
  result: Result,
  buffers: readonly (ArrayBufferView | ArrayBuffer | ImageBitmap)[],
): Result {
  const transferables = buffers.map(buffer => (ArrayBuffer.isView(buffer) ? (buffer.buffer as ArrayBuffer) : buffer))
  return transfer(result, [...new Set(transferables)])
}
