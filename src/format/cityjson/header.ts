import type { NoticeLog } from '#model/exchange/notice.ts'
import type { ReadEvent } from '#model/exchange/reader.ts'
import { parseCrsName } from '#model/geo/crsName.ts'
import { type CityJsonDocument, isRecord, type Json } from './document.ts'

/** What the file says of itself. */
export function readHeader({ metadata }: CityJsonDocument, notices: NoticeLog): ReadEvent & { type: 'header' } {
  const crs = readCrs(metadata?.referenceSystem, notices)
  const title = text(metadata?.title)
  const contact = metadata?.pointOfContact
  const attribution = isRecord(contact) ? (text(contact.organization) ?? text(contact.contactName)) : undefined
  // CityJSON has no member for it: what files use.
  const constraints = metadata?.constraints
  const licence =
    text(metadata?.license) ??
    text(metadata?.licence) ??
    (isRecord(constraints) ? text(constraints.legalConstraints) : undefined)
  return {
    type: 'header',
    ...(crs ? { crs } : {}),
    ...(title ? { title } : {}),
    ...(attribution ? { attribution } : {}),
    ...(licence ? { licence } : {}),
  }
}

function readCrs(referenceSystem: Json | undefined, notices: NoticeLog): string | undefined {
  if (referenceSystem === undefined || referenceSystem === null) return undefined
  const crs = typeof referenceSystem === 'string' ? parseCrsName(referenceSystem) : undefined
  if (!crs) notices.warn('crs-unreadable', String(JSON.stringify(referenceSystem)).slice(0, 100))
  return crs
}

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
