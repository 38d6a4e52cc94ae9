import { createNoticeLog, type NoticeLog } from '#model/exchange/notice.ts'
import { defaultLimits, type ReadLimits } from '#model/exchange/reader.ts'
import type { CityJsonDocument } from './document.ts'
import { parseJson } from './json.ts'
import { createMerger } from './merge.ts'
import { toDocument } from './parse.ts'
import { scanBrackets } from './scan.ts'
import { parseSequenceFeature, withoutSeparator } from './sequence.ts'

/**
 * The whole of a CityJSON file or text sequence as one document, for those who change it and write it again. Nothing is checked beyond what
 * the document's type says. Throws `DataError` as the reader does.
 */
export function parseCityJson(
  bytes: Uint8Array,
  { file = 'CityJSON', limits = defaultLimits, notices = createNoticeLog() }: Partial<ParseOptions> = {},
): CityJsonDocument {
  const context = { file, limits, notices }
  const lines = splitSequence(bytes, limits.maxDepth, file)
  const { document, version } = toDocument(parseJson(lines[0], limits.maxDepth, file), context)
  if (lines.length === 1) return document
  const merger = createMerger(document, notices)
  lines.slice(1).forEach((line, i) => {
    const feature = parseSequenceFeature(line, `line ${i + 2}`, version, context)
    if (feature) merger.add(feature)
  })
  return merger.finish()
}

export interface ParseOptions {
  /** Name for messages. */
  file: string
  limits: ReadLimits
  notices: NoticeLog
}

/** The lines of a sequence; a document printed over several lines comes back whole. */
function splitSequence(bytes: Uint8Array, maxDepth: number, file: string): Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(0x0a, start)
    const end = found < 0 ? bytes.length : found
    const line = withoutSeparator(bytes.subarray(start, end))
    if (line.length > 0) lines.push(line)
    if (lines.length === 1 && !scanBrackets(line, maxDepth, file)) return [bytes]
    start = end + 1
  }
  return lines.length > 0 ? lines : [bytes]
}
