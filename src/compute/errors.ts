import { transferHandlers } from 'comlink'
import { DataError, type DataErrorCode, type DataErrorDetail } from '#model/exchange/error.ts'

/** Comlink carries an error's message only; a `DataError` has to arrive with its code and detail. */

interface Thrown {
  value: unknown
}

interface CarriedDataError {
  dataError: { message: string; code: DataErrorCode; detail: DataErrorDetail }
}

let installed = false

/** To be called once in each thread before its first call. */
export function carryDataErrors(): void {
  if (installed) return
  installed = true
  const plain = transferHandlers.get('throw')
  if (!plain) throw new Error('comlink has no handler for thrown values')
  transferHandlers.set('throw', {
    canHandle: plain.canHandle,
    serialize(thrown) {
      const { value } = thrown as Thrown
      if (!(value instanceof DataError)) return plain.serialize(thrown)
      const carried: CarriedDataError = {
        dataError: { message: value.message, code: value.code, detail: value.detail },
      }
      return [carried, []]
    },
    deserialize(serialized) {
      if (!isCarried(serialized)) return plain.deserialize(serialized)
      const { message, code, detail } = serialized.dataError
      throw Object.assign(new DataError(code, '', detail), { message })
    },
  })
}

function isCarried(value: unknown): value is CarriedDataError {
  return typeof value === 'object' && value !== null && 'dataError' in value
}
