import { DataError } from '#model/exchange/error.ts'
import type { ExportContext } from './contract.ts'

/** Between two portions: gives way, tells how far it is, and stops where it was cancelled. */
export async function takeTurn({ signal, onProgress, pause }: ExportContext, fraction?: number): Promise<void> {
  await pause?.()
  if (signal?.aborted) throw new DataError('cancelled', 'cancelled.')
  if (fraction !== undefined) onProgress?.(fraction)
}
