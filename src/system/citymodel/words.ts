import type { TFunction } from 'i18next'
import type { LocalText } from '#model/city/manifest.ts'
import type { Cell } from '#model/city/table.ts'
import { attributes, buildingUses } from '#model/city/vocabulary.ts'
import type { DataError } from '#model/exchange/error.ts'
import { isDataError } from './model.ts'

/** How the things of a city are called in the language of the page. Names that are not ours stay as the source wrote them. */

type T = TFunction<'citymodel'>

const known = new Set<string>(attributes.map(({ name }) => name))
const uses = new Set<string>(buildingUses)

export function toTitle(text: LocalText, language: string): string {
  return typeof text === 'string' ? text : language.startsWith('zh') ? text.zh : text.en
}

export function toAttributeName(t: T, name: string): string {
  return known.has(name) ? t(`attribute.${name.replace(':', '_')}`) : name
}

export function toKindName(t: T, kind: string): string {
  return t(`kind.${kind}`, { defaultValue: kind })
}

/** A category's value: uses, kinds and roof shapes have names of their own. */
export function toValueName(t: T, attribute: string, value: string): string {
  if (attribute === 'use' && uses.has(value)) return t(`use.${value}`)
  if (attribute === 'kind') return toKindName(t, value)
  return attribute === 'roofShape' ? t(`roof.${value}`, { defaultValue: value }) : value
}

/** As it is read in the page: digits grouped but for years and ids, at most two decimals. */
export function toCellText(t: T, language: string, attribute: string, cell: Cell): string {
  if (cell === undefined) return '–'
  if (typeof cell === 'string') return toValueName(t, attribute, cell)
  return toNumberText(cell, language, !/year|date|(^|[^a-z])id$/i.test(attribute))
}

export function toNumberText(value: number, language: string, grouped = true): string {
  return value.toLocaleString(language, { maximumFractionDigits: Math.abs(value) < 1 ? 4 : 2, useGrouping: grouped })
}

export function toBytesText(bytes: number, language: string): string {
  if (bytes < 1000) return `${bytes} B`
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${value.toLocaleString(language, { maximumFractionDigits: 1 })} ${unit}`
}

/** Who made it and on what terms; the licence once where the attribution names it already. Undefined where neither is known. */
export function toTerms({ attribution, licence }: { attribution?: string; licence?: string }): string | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const named = licence !== undefined && attribution !== undefined && plain(attribution).includes(plain(licence))
  const parts = [attribution, named ? undefined : licence].filter(part => part !== undefined)
  return parts.length > 0 ? parts.join(', ') : undefined
}

/** Seconds to go as a person says it. */
export function toDurationText(t: T, seconds: number): string {
  return seconds < 60
    ? t('job.seconds', { count: Math.ceil(seconds) })
    : t('job.minutes', { count: Math.ceil(seconds / 60) })
}

/** What happened, where, and what to do, in the language of the page; the reader's own words (English) are kept as the detail. */
export interface ErrorWords {
  what: string
  /** File, and line, byte or object in it; undefined where the error names none. */
  where: string | undefined
  cure: string
  detail: string
}

export function toErrorWords(t: T, error: unknown): ErrorWords {
  if (!isDataError(error)) {
    return { what: t('error.other.what'), where: undefined, cure: t('error.other.cure'), detail: messageOf(error) }
  }
  const { code, detail, message } = error satisfies DataError
  const { file, place, cure = '' } = detail
  const where = [file, place && toPlaceText(t, place)].filter(Boolean).join(' · ')
  // What to do is said in the page's words; the reader's may speak of the command line.
  const own = message.endsWith(` ${cure}`) ? message.slice(0, -cure.length - 1) : message
  return { what: t(`error.${code}.what`), where: where || undefined, cure: t(`error.${code}.cure`), detail: own }
}

/** `line 7` and `byte 120` as a person says it; ids and paths stay as they are. */
function toPlaceText(t: T, place: string): string {
  const [, unit, number] = /^(line|byte) (\d+)$/.exec(place) ?? []
  return unit ? t(`error.place.${unit}`, { number }) : place
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** What a notice of the reader means; codes without words of ours are shown as they are. */
export function toNoticeText(t: T, code: string): string {
  const ofError = t(`error.${code}.what`, { defaultValue: code })
  return t(`notice.of.${code}`, { defaultValue: ofError })
}

/** Attributes in the order in which people ask for them: those we understand first, without ids that only files need. */
export function toAttributeOrder<A extends { name: string }>(all: readonly A[]): A[] {
  const rank = (name: string) => {
    const at = attributes.findIndex(attribute => attribute.name === name)
    return at < 0 ? attributes.length : at
  }
  return all.toSorted((a, b) => rank(a.name) - rank(b.name))
}
