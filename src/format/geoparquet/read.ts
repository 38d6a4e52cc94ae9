import { type AsyncBuffer, type DecodedArray, type FileMetaData, parquetMetadataAsync, parquetScan } from 'hyparquet'
import { type Column, missing, type Table } from '#model/city/table.ts'
import { DataError } from '#model/exchange/error.ts'
import { type ColumnDescription, type OwnMetadata, ownKey, ownSchema } from './metadata.ts'
import type { WkbColumn } from './wkb.ts'

/** Random access to a file's bytes, so that single columns can be read of a large file. */
export interface RangeSource {
  byteLength: number
  slice(start: number, end?: number): ArrayBuffer | Promise<ArrayBuffer>
}

/** A feature file that is open; each call reads its own column only. All reject with a `DataError`. */
export interface FeatureReader {
  readonly rowCount: number
  readonly columns: readonly ColumnDescription[]
  readonly hasGeometry: boolean
  /** Rejects with `not-found` for an unknown name. */
  column(name: string): Promise<Column>
  /** Names of geometry columns beside the primary one. */
  readonly otherGeometries: readonly string[]
  /** The primary geometry, or another by its name. Rejects with `not-found` where the file has no such geometry. */
  geometry(name?: string): Promise<WkbColumn>
  /** All columns without the geometry. */
  table(): Promise<Table>
}

const maxRows = 100_000_000

/**
 * Opens a file that `writeFeatures` wrote. Throws `DataError`: `syntax`, `schema` or `limit-count`. A footer that was tampered with can
 * keep hyparquet busy for long: compare the package's checksum first, and read strangers' files in a worker that has a deadline.
 */
export async function readFeatures(source: Uint8Array | RangeSource): Promise<FeatureReader> {
  const file: AsyncBuffer = source instanceof Uint8Array ? toRanges(source) : source
  const metadata = await guard(() => parquetMetadataAsync(file, { geoparquet: false }))
  const own = parseOwn(metadata)
  const rowCount = countRows(metadata)
  const column = async (name: string): Promise<Column> => {
    const description = own.columns.find(candidate => candidate.name === name)
    if (!description) throw new DataError('not-found', `There is no column ${name}.`)
    return readColumn(file, metadata, description, rowCount)
  }
  return {
    rowCount,
    columns: own.columns,
    hasGeometry: own.geometry !== undefined,
    column,
    otherGeometries: own.otherGeometries ?? [],
    async geometry(name = own.geometry) {
      if (name === undefined || !(name === own.geometry || own.otherGeometries?.includes(name)))
        throw new DataError('not-found', `The file has no geometry${name === undefined ? '' : ` ${name}`}.`)
      return readBytes(file, metadata, name, rowCount)
    },
    table: async () => ({ rowCount, columns: await Promise.all(own.columns.map(({ name }) => column(name))) }),
  }
}

/** Rows of the file, on which the file, its groups and their columns must agree. */
function countRows(metadata: FileMetaData): number {
  const rowCount = Number(metadata.num_rows)
  if (!(rowCount >= 0 && rowCount <= maxRows))
    throw new DataError('limit-count', `At most ${maxRows} rows expected, got ${rowCount}.`)
  let sum = 0
  for (const { num_rows, columns } of metadata.row_groups) {
    sum += Number(num_rows)
    if (columns.some(({ meta_data }) => meta_data?.num_values !== num_rows))
      throw new DataError('schema', 'A column of the feature table lacks rows.')
  }
  if (sum !== rowCount) throw new DataError('schema', `${rowCount} rows expected, the row groups have ${sum}.`)
  return rowCount
}

const toRanges = (bytes: Uint8Array): AsyncBuffer => ({
  byteLength: bytes.length,
  slice: (start, end = bytes.length) => bytes.slice(start, end).buffer as ArrayBuffer,
})

/** Whatever hyparquet throws at a file, as a `DataError`. */
async function guard<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof DataError) throw error
    throw new DataError('syntax', `The feature table does not parse: ${(error as Error).message}`)
  }
}

function parseOwn(metadata: FileMetaData): OwnMetadata {
  const text = metadata.key_value_metadata?.find(({ key }) => key === ownKey)?.value
  if (text === undefined) throw new DataError('schema', 'Not a feature table that Huijing wrote.')
  try {
    return ownSchema.parse(JSON.parse(text))
  } catch (error) {
    throw new DataError('schema', `The column descriptions are damaged: ${(error as Error).message}`)
  }
}

function readColumn(
  file: AsyncBuffer,
  metadata: FileMetaData,
  description: ColumnDescription,
  rowCount: number,
): Promise<Column> {
  const { name, type, unit, dictionary = [] } = description
  if (type === 'text') return readBytes(file, metadata, name, rowCount).then(text => ({ type, name, ...text }))
  return type === 'number'
    ? readNumbers(file, metadata, name, rowCount).then(values => ({ type, name, ...(unit ? { unit } : {}), values }))
    : readCodes(file, metadata, name, dictionary, rowCount).then(codes => ({ type, name, codes, dictionary }))
}

async function readNumbers(
  file: AsyncBuffer,
  metadata: FileMetaData,
  name: string,
  rowCount: number,
): Promise<Float64Array> {
  const values = new Float64Array(rowCount).fill(Number.NaN)
  await eachGroup(file, metadata, name, true, (data, start) => {
    for (let i = 0; i < data.length; i++)
      values[start + i] = data[i] === null || data[i] === undefined ? Number.NaN : Number(data[i])
  })
  return values
}

async function readCodes(
  file: AsyncBuffer,
  metadata: FileMetaData,
  name: string,
  dictionary: string[],
  rowCount: number,
): Promise<Uint32Array> {
  const codes = new Uint32Array(rowCount).fill(missing)
  const codeOf = new Map(dictionary.map((text, code) => [text, code]))
  await eachGroup(file, metadata, name, true, (data, start) => {
    for (let i = 0; i < data.length; i++) codes[start + i] = codeOf.get(data[i]) ?? missing
  })
  return codes
}

/** A column of byte arrays as they are, text undecoded. */
async function readBytes(
  file: AsyncBuffer,
  metadata: FileMetaData,
  name: string,
  rowCount: number,
): Promise<WkbColumn> {
  const offsets = new Uint32Array(rowCount + 1)
  const parts: Uint8Array[] = []
  let end = 0
  await eachGroup(file, metadata, name, false, (data, start) => {
    const first = end
    for (let i = 0; i < data.length; i++) {
      end += data[i]?.length ?? 0
      offsets[start + i + 1] = end
    }
    parts.push(joined(data as ArrayLike<Uint8Array | null>, end - first))
  })
  return { offsets, bytes: joined(parts, end) }
}

function joined(parts: ArrayLike<Uint8Array | null | undefined>, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let at = 0
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]
    if (!part) continue
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const asItIs = (bytes: Uint8Array): Uint8Array => bytes

/** Row group after row group, so that only one is decoded at a time; strings as `string` where `text`, else as bytes. */
async function eachGroup(
  file: AsyncBuffer,
  metadata: FileMetaData,
  column: string,
  text: boolean,
  visit: (data: DecodedArray, start: number) => void,
): Promise<void> {
  await guard(async () => {
    let start = 0
    for (const { num_rows } of metadata.row_groups) {
      const end = start + Number(num_rows)
      const scan = await parquetScan({
        file,
        metadata,
        columns: [column],
        rowStart: start,
        rowEnd: end,
        geoparquet: false,
        utf8: false,
        parsers: text ? {} : { stringFromBytes: asItIs },
      })
      const data = await scan.readColumn({ column, rowStart: start, rowEnd: end })
      if (data.length !== end - start) throw new DataError('schema', `Column ${column} lacks rows.`)
      visit(data, start)
      start = end
    }
  })
}
