import type { TableBuilder } from '#model/city/tableBuilder.ts'
import { type CityObject, isRecord, type Json, type JsonObject } from './document.ts'

const reserved = new Set(['id', 'parent'])

/**
 * The cells of an object: its attributes by their own names (`id` and `parent` belong to the model, the file's become `attribute:id`),
 * its address, and properties of extensions (`+…`) beside the attributes.
 */
export function appendAttributes(object: CityObject, row: number, table: TableBuilder): void {
  if (isRecord(object.attributes)) {
    for (const name of Object.keys(object.attributes)) {
      appendCell(object.attributes[name], row, reserved.has(name) ? `attribute:${name}` : name, table)
    }
  }
  for (const name of Object.keys(object)) if (name.startsWith('+')) appendCell(object[name], row, name, table)
  const address = addressText(object.address)
  if (address && !isRecord(object.attributes)) table.set(row, 'address', address)
  else if (address && object.attributes?.address === undefined) table.set(row, 'address', address)
}

/** `{ value, uom }` is a measure; other objects and arrays stay JSON. */
function appendCell(value: Json | undefined, row: number, name: string, table: TableBuilder): void {
  if (value === null || value === undefined) return
  if (typeof value !== 'object') table.set(row, name, value)
  else if (isRecord(value) && typeof value.value === 'number' && typeof value.uom === 'string') {
    table.set(row, name, value.value, value.uom)
  } else table.set(row, name, JSON.stringify(value))
}

function addressText(address: Json | undefined): string {
  const addresses = Array.isArray(address) ? address : [address]
  return addresses.filter(isRecord).map(oneAddress).filter(Boolean).join('; ')
}

/** CityJSON names no members; these are the usual ones, after xAL. Others are joined as they come. */
function oneAddress(address: JsonObject): string {
  const part = (...names: string[]) => {
    const value = names.map(name => address[name]).find(item => typeof item === 'string' || typeof item === 'number')
    return value === undefined ? '' : String(value)
  }
  const street = join(' ', part('ThoroughfareName', 'street'), part('ThoroughfareNumber', 'number', 'housenumber'))
  const town = join(' ', part('PostalCode', 'Postcode', 'postalCode'), part('LocalityName', 'Locality', 'city'))
  const usual = join(', ', street, town, part('CountryName', 'Country', 'country'))
  return usual || join(', ', ...Object.values(address).map(value => (typeof value === 'string' ? value : '')))
}

const join = (separator: string, ...texts: string[]): string => texts.filter(Boolean).join(separator)
