import { splitGlb } from './container.ts'
import type { ClassProperty, FeatureIdSet, Gltf, StructuralMetadata, TableProperty } from './json.ts'
import { readTyped } from './numbers.ts'
import { isIdentifier } from './propertyId.ts'
import { createViewReader, type ViewReader } from './readViews.ts'

export interface TileProblem {
  /** Stable, kebab-case. */
  code: string
  /** JSON pointer, or a file's path and a JSON pointer. */
  place: string
  message: string
}

type Report = (code: string, place: string, message: string) => void

/**
 * What Khronos's validator does not know: EXT_mesh_features, EXT_instance_features and EXT_structural_metadata of one GLB. Feature
 * ids agree with the table, the table's properties with their class and their bytes. `tilesReady()` must have resolved.
 */
export function checkGlb(bytes: Uint8Array): TileProblem[] {
  const problems: TileProblem[] = []
  const report: Report = (code, place, message) => problems.push({ code, place, message })
  try {
    const { json, binary } = splitGlb(bytes)
    const gltf = json as Gltf
    const reader = createViewReader(gltf, binary)
    const metadata = gltf.extensions?.EXT_structural_metadata
    if (metadata) checkTables(metadata, reader, report)
    checkFeatureIds(gltf, metadata, reader, report)
  } catch (error) {
    report('unreadable', '', (error as Error).message)
  }
  return problems
}

function checkFeatureIds(
  gltf: Gltf,
  metadata: StructuralMetadata | undefined,
  reader: ViewReader,
  report: Report,
): void {
  gltf.meshes?.forEach(({ primitives }, m) => {
    primitives.forEach(({ attributes, extensions }, p) => {
      const sets = extensions?.EXT_mesh_features?.featureIds ?? []
      for (const set of sets) checkSet(set, attributes, metadata, reader, report, `/meshes/${m}/primitives/${p}`)
    })
  })
  gltf.nodes?.forEach(({ extensions }, n) => {
    const attributes = extensions?.EXT_mesh_gpu_instancing?.attributes ?? {}
    const sets = extensions?.EXT_instance_features?.featureIds ?? []
    for (const set of sets) checkSet(set, attributes, metadata, reader, report, `/nodes/${n}`)
  })
}

function checkSet(
  { attribute, propertyTable, featureCount }: FeatureIdSet,
  attributes: Record<string, number>,
  metadata: StructuralMetadata | undefined,
  reader: ViewReader,
  report: Report,
  place: string,
): void {
  const table = metadata?.propertyTables[propertyTable]
  const accessor = attributes[`_FEATURE_ID_${attribute}`]
  if (!table) report('no-table', place, `Property table ${propertyTable} is missing.`)
  if (accessor === undefined) {
    report('no-feature-ids', place, `Attribute _FEATURE_ID_${attribute} is missing.`)
    return
  }
  const ids = reader.accessor(accessor, 1)
  const used = new Set<number>()
  for (let i = 0; i < ids.length; i++) used.add(ids[i])
  const limit = table?.count ?? featureCount
  const wrong = [...used].find(id => !Number.isInteger(id) || id < 0 || id >= limit)
  if (wrong !== undefined) report('feature-id', place, `Feature id ${wrong} lies outside of a table of ${limit} rows.`)
  if (used.size > featureCount)
    report('feature-count', place, `${used.size} features are used, ${featureCount} are stated.`)
}

function checkTables({ schema, propertyTables }: StructuralMetadata, reader: ViewReader, report: Report): void {
  propertyTables.forEach((table, t) => {
    checkTable(table, schema, reader, report, `/extensions/EXT_structural_metadata/propertyTables/${t}`)
  })
}

function checkTable(
  table: StructuralMetadata['propertyTables'][number],
  schema: StructuralMetadata['schema'],
  reader: ViewReader,
  report: Report,
  place: string,
): void {
  const found = schema.classes[table.class]
  if (!found) {
    report('no-class', place, `Class ${table.class} is missing.`)
    return
  }
  const definitions = found.properties ?? {}
  for (const name of [table.class, ...Object.keys(definitions)])
    if (!isIdentifier(name)) report('identifier', place, `${name} is no identifier.`)
  if (!(table.count >= 1)) report('count', place, `A table has at least one row, got ${table.count}.`)
  for (const [id, property] of Object.entries(table.properties ?? {})) {
    const known = definitions[id]
    const message = known ? checkProperty(known, property, table.count, schema, reader) : 'is not of the class'
    if (message) report('property', `${place}/properties/${id}`, `Property ${id} ${message}.`)
  }
  for (const [id, { noData }] of Object.entries(definitions))
    if (!table.properties?.[id] && noData === undefined)
      report('property', place, `Property ${id} has neither values nor noData.`)
}

/** What is wrong with the property's bytes, or undefined. */
function checkProperty(
  definition: ClassProperty,
  property: TableProperty,
  count: number,
  schema: StructuralMetadata['schema'],
  reader: ViewReader,
): string | undefined {
  const bytes = reader.view(property.values)
  if (definition.type === 'STRING') return checkStrings(bytes, property, count, reader)
  const schemaEnum = definition.type === 'ENUM' ? schema.enums?.[definition.enumType!] : undefined
  if (definition.type === 'ENUM' && !schemaEnum) return `is of enum ${definition.enumType}, which is missing`
  const values = readTyped(bytes, schemaEnum?.valueType ?? definition.componentType ?? '', count)
  if (values.byteLength !== bytes.length) return `has ${bytes.length} bytes, ${values.byteLength} expected`
  if (schemaEnum) {
    const known = new Set(schemaEnum.values.map(({ value }) => value))
    const stranger = [...values].find(value => !known.has(value))
    return stranger === undefined ? undefined : `has the value ${stranger}, which its enum lacks`
  }
  return [...values].every(Number.isFinite) ? undefined : 'has a value that is not finite'
}

function checkStrings(
  bytes: Uint8Array,
  property: TableProperty,
  count: number,
  reader: ViewReader,
): string | undefined {
  if (property.stringOffsets === undefined) return 'has no string offsets'
  const offsets = readTyped(reader.view(property.stringOffsets), property.stringOffsetType ?? 'UINT32', count + 1)
  for (let i = 0; i < count; i++) if (offsets[i] > offsets[i + 1]) return `has string offsets out of order at row ${i}`
  if (offsets[count] !== bytes.length) return `has ${bytes.length} bytes of text, ${offsets[count]} expected`
  return new TextDecoder().decode(bytes).includes('\ufffd') ? 'has text that is not UTF-8' : undefined
}
