/**
 * What can be wrong with data. `code` is stable and tested; people read the message, which names file, place and cure.
 */
export type DataErrorCode =
  | 'unknown-format'
  | 'syntax' // not what the format's grammar allows
  | 'schema' // well-formed, but not what the format's schema allows
  | 'limit-bytes'
  | 'limit-depth'
  | 'limit-count'
  | 'truncated'
  | 'checksum'
  | 'crs-missing' // projected coordinates, and no CRS named
  | 'crs-unknown' // a CRS is named that we cannot transform
  | 'crs-implausible' // the coordinates cannot be in the CRS they claim (swapped axes, degrees as metres, ...)
  | 'empty' // nothing that can be drawn or listed
  | 'unsupported' // valid, but a part of the format we do not read
  | 'not-found'
  | 'network'
  | 'quota'
  | 'not-kept' // the browser gives this page no storage at all (some private windows)
  | 'cancelled'

export interface DataErrorDetail {
  /** File name. */
  file?: string
  /** Where in the file: a line, byte offset, object id or JSON pointer. */
  place?: string
  /** What the reader of the message can do about it. */
  cure?: string
}

export class DataError extends Error {
  override readonly name = 'DataError'
  readonly code: DataErrorCode
  readonly detail: DataErrorDetail

  constructor(code: DataErrorCode, message: string, detail: DataErrorDetail = {}) {
    super(describe(message, detail))
    this.code = code
    this.detail = detail
  }
}

function describe(message: string, { file, place, cure }: DataErrorDetail): string {
  const where = [file, place].filter(Boolean).join(', ')
  return `${where ? `${where}: ` : ''}${message}${cure ? ` ${cure}` : ''}`
}
