import {
  type CategoryColumn,
  type Column,
  missing,
  type NumberColumn,
  type Table,
  type TextColumn,
} from '#model/city/table.ts'
import type { ClassProperty, SchemaEnum, StructuralMetadata, TableProperty } from './json.ts'
import { chooseNumberType, float32Type, type NumberType, toTyped } from './numbers.ts'
import { isIdentifier, toPropertyIds } from './propertyId.ts'
import type { ViewWriter } from './views.ts'

/** Dictionaries to this length are written whole, with the column's codes as values; of longer ones only what the tile uses. */
export const wholeDictionary = 64

interface WrittenProperty {
  definition: ClassProperty
  schemaEnum?: SchemaEnum
  /** Absent where every value is missing. */
  property?: TableProperty
}

/** As in `GlbOptions`. */
export interface NumberOptions {
  rounded?: boolean
  uniform?: boolean
}

/** Writes the columns as one property table and gives the EXT_structural_metadata object. */
export function writeProperties(
  writer: ViewWriter,
  table: Table,
  className: string,
  numbers: NumberOptions = {},
): StructuralMetadata {
  if (!isIdentifier(className)) throw new RangeError(`Class name of letters, digits and _ expected, got ${className}.`)
  const ids = toPropertyIds(table.columns.map(column => column.name))
  const definitions: Record<string, ClassProperty> = {}
  const properties: Record<string, TableProperty> = {}
  const enums: Record<string, SchemaEnum> = {}
  table.columns.forEach((column, index) => {
    const id = ids[index]
    const written = writeColumn(writer, column, `enum_${id}`, numbers)
    definitions[id] = written.definition
    if (written.property) properties[id] = written.property
    if (written.schemaEnum) enums[`enum_${id}`] = written.schemaEnum
  })
  return {
    schema: {
      id: 'huijing',
      classes: { [className]: some('properties', definitions) },
      ...some('enums', enums),
    },
    propertyTables: [{ class: className, count: table.rowCount, ...some('properties', properties) }],
  }
}

/** The member, or nothing where it would be empty, which the schema does not allow. */
function some<K extends string, T>(key: K, members: Record<string, T>): { [name in K]?: Record<string, T> } {
  return (Object.keys(members).length ? { [key]: members } : {}) as { [name in K]?: Record<string, T> }
}

function writeColumn(writer: ViewWriter, column: Column, enumId: string, numbers: NumberOptions): WrittenProperty {
  switch (column.type) {
    case 'number':
      return writeNumbers(writer, column, numbers)
    case 'category':
      return writeCategories(writer, column, enumId)
    case 'text':
      return writeTexts(writer, column)
  }
}

function writeNumbers(writer: ViewWriter, column: NumberColumn, numbers: NumberOptions): WrittenProperty {
  const type = numbers.uniform ? float32Type(column.values) : chooseNumberType(column.values, numbers.rounded)
  return {
    definition: {
      name: column.name,
      ...(column.unit ? { description: `Unit: ${column.unit}`, extras: { unit: column.unit } } : {}),
      type: 'SCALAR',
      componentType: type.componentType,
      ...(type.noData === undefined ? {} : { noData: type.noData }),
    },
    property: type.empty ? undefined : { values: writer.addBytes(toTyped(column.values, type)) },
  }
}

function writeCategories(writer: ViewWriter, column: CategoryColumn, enumId: string): WrittenProperty {
  const { codes, names } =
    column.dictionary.length > wholeDictionary ? compact(column) : { codes: column.codes, names: column.dictionary }
  const hasMissing = codes.includes(missing)
  const type = enumType(names.length)
  const none = missingName(names)
  const values = names.map((name, value) => ({ name, value }))
  if (hasMissing || names.length === 0) values.push({ name: none, value: type.highest })
  const coded = toTyped(codes, type)
  return {
    definition: {
      name: column.name,
      type: 'ENUM',
      enumType: enumId,
      ...(values.length > names.length ? { noData: none } : {}),
    },
    schemaEnum: { valueType: type.componentType, values },
    property: codes.every(code => code === missing) ? undefined : { values: writer.addBytes(coded) },
  }
}

/** Codes and dictionary of only what the rows use, in the dictionary's order. */
function compact(column: CategoryColumn): { codes: Uint32Array; names: string[] } {
  const renumbered = new Map<number, number>()
  for (const code of [...new Set(column.codes)].sort((a, b) => a - b))
    if (code !== missing) renumbered.set(code, renumbered.size)
  return {
    codes: column.codes.map(code => renumbered.get(code) ?? missing),
    names: [...renumbered.keys()].map(code => column.dictionary[code]),
  }
}

/** The highest value stands for missing: `missing` cut to the type's bits. */
function enumType(count: number): NumberType & { componentType: SchemaEnum['valueType']; highest: number } {
  if (count < 0xff) return { componentType: 'UINT8', noData: undefined, highest: 0xff, empty: false }
  if (count < 0xffff) return { componentType: 'UINT16', noData: undefined, highest: 0xffff, empty: false }
  return { componentType: 'UINT32', noData: undefined, highest: missing, empty: false }
}

/** A name for `missing` which no value has. */
function missingName(names: string[]): string {
  let name = ''
  while (names.includes(name)) name += '-'
  return name
}

function writeTexts(writer: ViewWriter, column: TextColumn): WrittenProperty {
  const definition: ClassProperty = { name: column.name, type: 'STRING', noData: '' }
  const { bytes, offsets } = ownText(column)
  if (bytes.length === 0) return { definition }
  const stringOffsetType = bytes.length <= 0xff ? 'UINT8' : bytes.length <= 0xffff ? 'UINT16' : 'UINT32'
  const typed = toTyped(offsets, { componentType: stringOffsetType, noData: undefined, empty: false })
  return {
    definition,
    property: { values: writer.addBytes(bytes), stringOffsets: writer.addBytes(typed), stringOffsetType },
  }
}

/** The column's own bytes from offset 0, whatever buffer it is cut from. */
function ownText({ bytes, offsets }: TextColumn): { bytes: Uint8Array; offsets: Uint32Array } {
  const start = offsets[0]
  const end = offsets[offsets.length - 1]
  if (start === 0) return { bytes: bytes.subarray(0, end), offsets }
  return { bytes: bytes.subarray(start, end), offsets: offsets.map(offset => offset - start) }
}
