import { type Column, missing, type Table } from '#model/city/table.ts'
import type { ClassProperty, SchemaEnum, StructuralMetadata, TableProperty } from './json.ts'
import { readNumbers, readTyped } from './numbers.ts'
import type { ViewReader } from './readViews.ts'

/** The first property table as columns. Throws a `RangeError` or `TypeError` where the metadata is not as we write it. */
export function readProperties(reader: ViewReader, { schema, propertyTables }: StructuralMetadata): Table {
  const [table] = propertyTables
  const { properties = {} } = schema.classes[table.class]
  return {
    rowCount: table.count,
    columns: Object.entries(properties).map(([id, definition]) =>
      readColumn(reader, definition, table.properties?.[id], table.count, schema.enums?.[definition.enumType ?? '']),
    ),
  }
}

function readColumn(
  reader: ViewReader,
  definition: ClassProperty,
  property: TableProperty | undefined,
  count: number,
  schemaEnum: SchemaEnum | undefined,
): Column {
  if (definition.type === 'STRING') return readTexts(reader, definition.name, property, count)
  if (definition.type === 'ENUM') return readCategories(reader, definition, property, count, schemaEnum!)
  const noData = definition.noData as number | undefined
  return {
    type: 'number',
    name: definition.name,
    ...(definition.extras ? { unit: definition.extras.unit } : {}),
    values: property
      ? readNumbers(reader.view(property.values), definition.componentType!, count, noData)
      : new Float64Array(count).fill(Number.NaN),
  }
}

function readCategories(
  reader: ViewReader,
  definition: ClassProperty,
  property: TableProperty | undefined,
  count: number,
  { valueType, values }: SchemaEnum,
): Column {
  const named = values.filter(({ name }) => name !== definition.noData)
  const codeOf = new Map(named.map(({ value }, code) => [value, code]))
  const codes = new Uint32Array(count).fill(missing)
  if (property)
    readTyped(reader.view(property.values), valueType, count).forEach((value, row) => {
      codes[row] = codeOf.get(value) ?? missing
    })
  return { type: 'category', name: definition.name, codes, dictionary: named.map(({ name }) => name) }
}

function readTexts(reader: ViewReader, name: string, property: TableProperty | undefined, count: number): Column {
  if (!property) return { type: 'text', name, offsets: new Uint32Array(count + 1), bytes: new Uint8Array(0) }
  const bytes = reader.view(property.values).slice()
  const typed = readTyped(reader.view(property.stringOffsets!), property.stringOffsetType ?? 'UINT32', count + 1)
  const offsets = Uint32Array.from(typed)
  if (offsets.some((offset, i) => offset > bytes.length || (i > 0 && offset < offsets[i - 1])))
    throw new RangeError(`String offsets of ${name} are out of order.`)
  return { type: 'text', name, offsets, bytes }
}
