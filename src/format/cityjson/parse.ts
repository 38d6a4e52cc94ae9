import { DataError } from '#model/exchange/error.ts'
import type { NoticeLog } from '#model/exchange/notice.ts'
import type { ReadLimits } from '#model/exchange/reader.ts'
import {
  type Appearance,
  type CityGeometry,
  type CityJsonDocument,
  type CityObject,
  isRecord,
  type JsonObject,
  type Templates,
} from './document.ts'
import { type SourceVersion, upgradeGeometry, upgradeMetadata, upgradeObject } from './upgrade.ts'
import { areIntegers, quantize, readTransform, readVertices } from './vertices.ts'

/** What reading needs to know beside the data. */
export interface ParseContext {
  file: string
  limits: ReadLimits
  notices: NoticeLog
}

const definedProperties = new Set(
  'type version transform CityObjects vertices metadata extensions appearance geometry-templates'.split(' '),
)

/**
 * A parsed CityJSON object of version 1.0, 1.1 or 2.0 as a document; takes the JSON over and may change it.
 * Throws `schema` where it is no CityJSON, `unsupported` for other versions, `limit-count`.
 */
export function toDocument(
  root: unknown,
  context: ParseContext,
): { document: CityJsonDocument; version: SourceVersion } {
  const { file, notices } = context
  const model = checkRoot(root, file)
  const version = readVersion(model.version, context)
  const vertices = readVertices(model.vertices as unknown[], notices)
  const given = readTransform(model.transform)
  if (!given && version !== '1.0') notices.warn('transform-missing', file)
  const transform = given && areIntegers(vertices) ? given : quantize(vertices, given)
  const extra = Object.entries(model).filter(([name]) => !definedProperties.has(name))
  const templates = readTemplates(model['geometry-templates'], version, notices)
  const document: CityJsonDocument = {
    transform,
    objects: readObjects(model.CityObjects as JsonObject, version, context),
    vertices,
    ...(isRecord(model.metadata) ? { metadata: upgradeMetadata(model.metadata, version) } : {}),
    ...(isRecord(model.extensions) ? { extensions: model.extensions } : {}),
    ...(isRecord(model.appearance) ? { appearance: model.appearance as Appearance } : {}),
    ...(templates ? { templates } : {}),
    ...(extra.length > 0 ? { extra: Object.fromEntries(extra) } : {}),
  }
  return { document, version }
}

function checkRoot(root: unknown, file: string): JsonObject {
  if (!isRecord(root)) throw new DataError('schema', 'not a JSON object.', { file })
  if (root.type === 'CityJSONFeature') {
    const cure = 'Put the line of type CityJSON, with transform and CRS, before the features.'
    throw new DataError('schema', 'a CityJSONFeature without the header that belongs to it.', { file, cure })
  }
  if (root.type !== 'CityJSON') throw new DataError('schema', 'not of type CityJSON.', { file })
  if (!isRecord(root.CityObjects)) throw new DataError('schema', 'CityObjects is not an object.', { file })
  if (!Array.isArray(root.vertices)) throw new DataError('schema', 'vertices is not an array.', { file })
  return root
}

function readVersion(version: unknown, { file, notices }: ParseContext): SourceVersion {
  const text = String(version ?? '')
  const found = (['1.0', '1.1', '2.0'] as const).find(known => text === known || text.startsWith(`${known}.`))
  if (found) return found
  if (version === undefined) {
    notices.warn('version-missing', file)
    return '2.0'
  }
  const cure = 'Convert it to CityJSON 2.0, for example with cjio.'
  throw new DataError('unsupported', `CityJSON version ${text.slice(0, 20)} is not read.`, { file, cure })
}

/** The objects of a document or of a feature of a sequence. What is no object, or has no type, is quarantined. */
export function readObjects(
  objects: JsonObject,
  version: SourceVersion,
  { file, limits, notices }: ParseContext,
): Map<string, CityObject> {
  const read = new Map<string, CityObject>()
  for (const [id, object] of Object.entries(objects)) {
    if (!isRecord(object) || typeof object.type !== 'string') {
      notices.quarantine('schema', id)
      continue
    }
    upgradeObject(object as CityObject, version)
    read.set(id, object as CityObject)
    if (read.size > limits.maxFeatures) {
      throw new DataError('limit-count', `more than ${limits.maxFeatures} objects.`, { file })
    }
  }
  return read
}

function readTemplates(value: unknown, version: SourceVersion, notices: NoticeLog): Templates | undefined {
  if (!isRecord(value) || !Array.isArray(value.templates)) return undefined
  const templates = value.templates.map(template => (isRecord(template) ? template : { type: '' })) as CityGeometry[]
  if (version !== '2.0') templates.forEach(upgradeGeometry)
  const vertices = value['vertices-templates']
  return { templates, vertices: readVertices(Array.isArray(vertices) ? vertices : [], notices) }
}
