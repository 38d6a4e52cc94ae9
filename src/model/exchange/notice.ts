import type { DataErrorCode } from './error.ts'

/** Something that went wrong with a part of the data while the rest went on. Counted, with the first as an example. */
export interface Notice {
  /** Stable, kebab-case: `self-intersection`, `non-finite`, `missing-ref`, ... */
  code: string
  count: number
  /** Id or place of the first one, for a person to look up. */
  example: string
  /** True when the features concerned are left out of the city; they count as quarantined. */
  quarantined: boolean
}

/** What notices are about. People read a text of their language; a new code needs one in each (a test sees to it). */
export const noticeCodes = [
  'attributes-left-out',
  'bad-boundaries',
  'bad-coordinates',
  'bad-element',
  'bad-geometry',
  'bad-properties',
  'bad-record',
  'buildings-of-multipolygon',
  'crs-mixed',
  'crs-unreadable',
  'degenerate',
  'degenerate-geometry',
  'degenerate-line',
  'degenerate-ring',
  'duplicate-id',
  'empty-boundaries',
  'geometry-collection-part',
  'height-estimated',
  'height-from-storeys',
  'height-implausible',
  'implicit-geometry',
  'incomplete',
  'missing-child',
  'missing-parent',
  'missing-ref',
  'missing-template',
  'no-coordinates',
  'no-geometry',
  'non-finite',
  'not-a-feature',
  'open-ring',
  'out-of-range',
  'parent-cycle',
  'repeated-id',
  'self-intersection',
  'semantics-mismatch',
  'transform-missing',
  'unclosed-ring',
  'unknown-geometry-type',
  'unsupported-feature',
  'version-missing',
  'vertex-range',
] as const

export type NoticeCode = (typeof noticeCodes)[number] | DataErrorCode

export interface NoticeLog {
  /** One more of this code; `example` is kept for the first only. */
  warn(code: NoticeCode, example: string, count?: number): void
  /** As `warn`, and the feature is left out. */
  quarantine(code: NoticeCode, example: string, count?: number): void
  list(): Notice[]
  /** Number of quarantined features. */
  quarantined(): number
}

export function createNoticeLog(): NoticeLog {
  const notices = new Map<string, Notice>()
  const add = (code: NoticeCode, example: string, count: number, quarantined: boolean) => {
    const key = `${quarantined ? 'q' : 'w'}:${code}`
    const known = notices.get(key)
    if (known) known.count += count
    else notices.set(key, { code, count, example, quarantined })
  }
  return {
    warn: (code, example, count = 1) => add(code, example, count, false),
    quarantine: (code, example, count = 1) => add(code, example, count, true),
    list: () => [...notices.values()].map(notice => ({ ...notice })),
    quarantined: () => [...notices.values()].reduce((sum, n) => sum + (n.quarantined ? n.count : 0), 0),
  }
}
