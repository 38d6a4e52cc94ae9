import type { SearchHit } from '#model/city/city.ts'
import type { CityManifest } from '#model/city/manifest.ts'
import { type Column, cellAt, type TextColumn } from '#model/city/table.ts'
import { type FeatureIndex, noPlace, unitsPerDegree } from '../join/featureIndex.ts'
import { createHaystack, findCodes, findLines, type Haystack } from './haystack.ts'
import { findValues } from './values.ts'

export interface SearchInput {
  manifest: CityManifest
  rowCount: number
  column(name: string): Promise<Column>
  index(): Promise<FeatureIndex>
}

/** Columns that are searched, the most telling first, with what a hit in them is worth. */
const fields = [
  ['name', 0],
  ['name:zh', 0],
  ['name:en', 0],
  ['address', 40],
  ['id', 50],
] as const

/** Candidates which are ranked; beyond that the query says too little. */
const maxCandidates = 5000

/**
 * Finds rows by name in both languages, pinyin (full or initials), address, id, or what they are (use, kind, tags of places: in both
 * languages and in pinyin too). Whole names come before beginnings, these before
 * beginnings of words, these before anything in the middle; shorter labels first, then by row.
 */
export function createSearch(input: SearchInput): (text: string, limit: number) => Promise<SearchHit[]> {
  const haystacks = new Map<string, Promise<{ haystack: Haystack; column: TextColumn } | undefined>>()
  const has = (name: string) => input.manifest.attributes.some(attribute => attribute.name === name)
  const load = (name: string) => {
    const known = haystacks.get(name)
    if (known) return known
    const made = loadHaystack(input, name)
    haystacks.set(name, made)
    made.catch(() => haystacks.delete(name))
    return made
  }
  let spelled: Promise<Haystack | undefined> | undefined
  return async (text, limit) => {
    const needle = text.trim().toLowerCase().replace(/\s+/g, ' ')
    if (needle === '' || limit <= 0) return []
    const best = new Map<number, Candidate>()
    for (const [name, worth] of fields) {
      const field = has(name) ? await load(name) : undefined
      if (!field) continue
      findLines(field.haystack, needle, (row, at) => {
        offer(best, row, worth + rankOf(field.haystack, row, at, needle), cellAt(field.column, row))
        return best.size < maxCandidates
      })
    }
    if (/^[a-z' ]+$/.test(needle)) {
      spelled ??= load(has('name:zh') ? 'name:zh' : 'name').then(field => field && spell(field.column))
      const haystack = await spelled
      const column = (await load(has('name:zh') ? 'name:zh' : 'name'))?.column
      if (haystack && column) offerSpelled(best, haystack, column, needle.replace(/[' ]/g, ''))
    }
    if (best.size < limit) await offerUses(input, has, best, needle, limit)
    return toHits(input, best, limit)
  }
}

interface Candidate {
  row: number
  /** Lower is better. */
  rank: number
  label: string
}

function offer(best: Map<number, Candidate>, row: number, rank: number, label: unknown): void {
  const known = best.get(row)
  if (!known || rank < known.rank) best.set(row, { row, rank, label: String(label ?? '') })
}

async function loadHaystack(input: SearchInput, name: string) {
  const column = await input.column(name)
  return column.type === 'text' ? { column, haystack: createHaystack(column) } : undefined
}

function rankOf({ text, starts }: Haystack, row: number, at: number, needle: string): number {
  const length = starts[row + 1] - starts[row] - 1
  if (at === 0) return length === needle.length ? 0 : 1
  return /[\s\-/,.()（）·]/.test(text[starts[row] + at - 1]) ? 2 : 3
}

/** Pinyin of each name as `fullspelling initials`; an empty line where a name has no Chinese characters. Loads the dictionary. */
async function spell(column: TextColumn): Promise<Haystack> {
  const { pinyin } = await import('pinyin-pro')
  const han = /\p{Script=Han}/u
  const known = new Map<string, string>()
  const encoder = new TextEncoder()
  const rowCount = column.offsets.length - 1
  const offsets = new Uint32Array(rowCount + 1)
  const parts: Uint8Array[] = []
  for (let row = 0; row < rowCount; row++) {
    const name = cellAt(column, row)
    let line = ''
    if (typeof name === 'string' && han.test(name)) {
      line = known.get(name) ?? spellName(pinyin(name, { toneType: 'none', type: 'array', v: true }))
      known.set(name, line)
    }
    const bytes = encoder.encode(line)
    parts.push(bytes)
    offsets[row + 1] = offsets[row] + bytes.length
  }
  const bytes = new Uint8Array(offsets[rowCount])
  parts.forEach((part, row) => {
    bytes.set(part, offsets[row])
  })
  return createHaystack({ type: 'text', name: 'pinyin', offsets, bytes })
}

const spellName = (syllables: string[]): string =>
  `${syllables.join('')} ${syllables.map(syllable => syllable[0]).join('')}`.toLowerCase()

function offerSpelled(best: Map<number, Candidate>, haystack: Haystack, column: TextColumn, needle: string): void {
  findLines(haystack, needle, (row, at) => {
    offer(best, row, 10 + rankOf(haystack, row, at, needle), cellAt(column, row))
    return best.size < maxCandidates
  })
}

/** Rows of a use, kind or tag (`school`, 学校, `xuexiao`), named ones first. */
async function offerUses(
  input: SearchInput,
  has: (name: string) => boolean,
  best: Map<number, Candidate>,
  needle: string,
  limit: number,
): Promise<void> {
  const values = await findValues(needle)
  const names = has('name') ? await input.column('name') : undefined
  const ids = has('id') ? await input.column('id') : undefined
  for (const field of ['use', 'kind', 'amenity', 'shop', 'class']) {
    if (!has(field)) continue
    const column = await input.column(field)
    const codes = findCodes(column, needle, values)
    if (codes.size === 0 || column.type !== 'category') continue
    let spare = limit * 4
    for (let row = 0; row < input.rowCount && spare > 0; row++) {
      if (!codes.has(column.codes[row])) continue
      const name = names && cellAt(names, row)
      offer(best, row, name ? 70 : 80, name ?? (ids && cellAt(ids, row)))
      spare--
    }
  }
}

async function toHits(input: SearchInput, best: Map<number, Candidate>, limit: number): Promise<SearchHit[]> {
  const { points } = await input.index()
  const kinds = await input.column('kind')
  return [...best.values()]
    .sort((a, b) => a.rank - b.rank || a.label.length - b.label.length || a.row - b.row)
    .slice(0, limit)
    .map(({ row, label }) => ({
      row,
      kind: String(cellAt(kinds, row) ?? ''),
      label,
      ...(points[row * 2] !== noPlace && {
        lon: points[row * 2] / unitsPerDegree,
        lat: points[row * 2 + 1] / unitsPerDegree,
      }),
    }))
}
