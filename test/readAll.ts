import type { FeatureSet } from '#model/city/feature.ts'
import { createNoticeLog } from '#model/exchange/notice.ts'
import { defaultLimits, type ReadEvent, type Reader, type ReadOptions } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'

/** A file that lies in memory, streamed in chunks of `chunkSize` bytes. */
export function memorySource(name: string, bytes: Uint8Array, chunkSize = 65_536): ByteSource {
  return {
    name,
    size: bytes.length,
    bytes: async () => bytes,
    stream: () => {
      let at = 0
      return new ReadableStream({
        pull(controller) {
          if (at >= bytes.length) return controller.close()
          controller.enqueue(bytes.subarray(at, at + chunkSize))
          at += chunkSize
        },
      })
    },
  }
}

/** All that a reader tells of a file in memory. */
export async function readAll(reader: Reader, source: ByteSource, options: Partial<ReadOptions> = {}) {
  const notices = options.notices ?? createNoticeLog()
  const events: ReadEvent[] = []
  for await (const event of reader.read(source, { limits: defaultLimits, ...options, notices })) events.push(event)
  const sets = events.flatMap(event => (event.type === 'features' ? [event.set] : []))
  return { events, sets, notices }
}

/** Features by kind. */
export function countKinds(sets: readonly FeatureSet[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind, table } of sets) counts[kind] = (counts[kind] ?? 0) + table.rowCount
  return counts
}
