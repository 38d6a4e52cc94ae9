/**
 * Where bytes come from and where they go, without saying what holds them: a dropped File, a URL, a Node file, OPFS, a zip
 * or memory. Only types here; the implementations stand with the entry that has the storage.
 */

export interface ByteSource {
  /** File name with extension, as a person knows it; used to detect the format and in messages. */
  readonly name: string
  /** Bytes, when known before reading. */
  readonly size?: number
  /** A fresh stream from the first byte; may be called more than once. */
  stream(): ReadableStream<Uint8Array>
  /** The whole content. Readers that can stream should not call it. */
  bytes(): Promise<Uint8Array>
}

/** A folder of files. Paths are relative, with '/'. */
export interface ReadFolder {
  /** Rejects with a `DataError` of code `not-found` where there is no such file. */
  read(path: string): Promise<Uint8Array>
  list(): Promise<string[]>
}

export interface WriteFolder {
  /** Writes the whole file, creating folders as needed. Rejects with `quota` when the storage is full. */
  write(path: string, bytes: Uint8Array): Promise<void>
}

export type Folder = ReadFolder & WriteFolder
