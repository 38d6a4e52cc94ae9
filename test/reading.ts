import type { FeatureSet } from '#model/city/feature.ts'
import { type Cell, cellAt } from '#model/city/table.ts'
import { createNoticeLog, type Notice } from '#model/exchange/notice.ts'
import { defaultLimits, type ReadEvent, type Reader, type ReadLimits } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'

/** A source that hands its bytes over in portions of `step`. */
export function bytesSource(bytes: Uint8Array, name: string, step = 65536): ByteSource {
  const stream = () => {
    let at = 0
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) controller.close()
        else controller.enqueue(bytes.subarray(at, at + step))
        at += step
      },
    })
  }
  return { name, size: bytes.length, stream, bytes: async () => bytes }
}

export interface Reading {
  header?: Extract<ReadEvent, { type: 'header' }>
  sets: FeatureSet[]
  notices: Notice[]
}

/** Everything that a reader tells of some bytes. */
export async function readBytes(
  reader: Reader,
  bytes: Uint8Array,
  name: string,
  { step = 65536, limits = {} }: { step?: number; limits?: Partial<ReadLimits> } = {},
): Promise<Reading> {
  const notices = createNoticeLog()
  const reading: Reading = { sets: [], notices: [] }
  const options = { limits: { ...defaultLimits, ...limits }, notices }
  for await (const event of reader.read(bytesSource(bytes, name, step), options)) {
    if (event.type === 'header') reading.header = event
    else if (event.type === 'features') reading.sets.push(event.set)
  }
  return { ...reading, notices: notices.list() }
}

/** Number of features by kind. */
export function countKinds(sets: readonly FeatureSet[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind, table } of sets) counts[kind] = (counts[kind] ?? 0) + table.rowCount
  return counts
}

/** Attributes of every feature, without those that are missing. */
export function rowsOf(sets: readonly FeatureSet[]): Record<string, Cell>[] {
  return sets.flatMap(({ kind, table }) =>
    Array.from({ length: table.rowCount }, (_, row) => {
      const cells = table.columns.map(column => [column.name, cellAt(column, row)] as const)
      return Object.fromEntries([['kind', kind], ...cells.filter(([, cell]) => cell !== undefined)])
    }),
  )
}
