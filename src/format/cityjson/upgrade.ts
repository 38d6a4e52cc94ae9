import { parseCrsName } from '#model/geo/crsName.ts'
import { type CityGeometry, type CityObject, isRecord, type JsonObject } from './document.ts'

export type SourceVersion = '1.0' | '1.1' | '2.0'

/**
 * What CityJSON 1.1 and 2.0 changed, applied to parsed JSON in place: LoDs are texts, groups have `children`, addresses are arrays,
 * metadata was renamed, and `GenericCityObject` is no extension any more.
 * Source: https://www.cityjson.org/specs/1.1.0/ and /2.0.0/, appendices on upgrading.
 */
export function upgradeObject(object: CityObject, version: SourceVersion): void {
  if (version === '2.0') return
  if (object.type === '+GenericCityObject') object.type = 'GenericCityObject'
  if (isRecord(object.address)) object.address = [object.address]
  if (version === '1.0' && Array.isArray(object.members)) {
    object.children ??= object.members as string[]
    delete object.members
  }
  if (Array.isArray(object.geometry)) object.geometry.forEach(upgradeGeometry)
}

export function upgradeGeometry(geometry: CityGeometry): void {
  if (isRecord(geometry) && typeof geometry.lod === 'number') geometry.lod = String(geometry.lod)
}

const renamed: [from: string, to: string][] = [
  ['citymodelIdentifier', 'identifier'],
  ['datasetTitle', 'title'],
  ['datasetReferenceDate', 'referenceDate'],
  ['datasetPointOfContact', 'pointOfContact'],
]

export function upgradeMetadata(metadata: JsonObject, version: SourceVersion): JsonObject {
  if (version === '2.0') return metadata
  const upgraded = { ...metadata }
  for (const [from, to] of renamed) {
    if (!(from in upgraded)) continue
    upgraded[to] ??= upgraded[from]
    delete upgraded[from]
  }
  const contact = upgraded.pointOfContact
  if (isRecord(contact) && typeof contact.address === 'string') {
    upgraded.pointOfContact = { ...contact, address: { text: contact.address } }
  }
  if (typeof upgraded.referenceSystem === 'string') upgraded.referenceSystem = toCrsUrl(upgraded.referenceSystem)
  return upgraded
}

/** The only form that CityJSON 2.0 allows; a name without a code stays as it is. Of a compound, the horizontal part. */
export function toCrsUrl(name: string): string {
  if (/^https?:\/\/www\.opengis\.net\/def\/crs\//.test(name)) return name
  const code = parseCrsName(name)
  if (code === 'OGC:CRS84') return 'https://www.opengis.net/def/crs/OGC/0/CRS84'
  return code ? `https://www.opengis.net/def/crs/EPSG/0/${code.slice(5).split('+')[0]}` : name
}
