import { numericNames, unitSymbol } from './names.ts'
import type { ObjectFrame } from './store.ts'

type Attributes = Readonly<Record<string, string>>

/** Reads the attributes of objects: simple elements, generic attributes, heights, external references and addresses. */
export interface CellReader {
  open(name: string, attributes: Attributes): void
  close(name: string, text: string | undefined, path: readonly string[], frame: ObjectFrame): void
}

const genericName = /^(string|int|double|date|uri|measure|code)Attribute$/i
const numericGeneric = /^(int|double|measure)Attribute$/i

export function createCellReader(): CellReader {
  let uom: string | undefined
  let generic: { name: string; value?: string; unit?: string } | undefined
  let address: Map<string, string> | undefined
  return {
    open(name, attributes) {
      uom = attributes.uom
      if (genericName.test(name)) generic = { name: attributes.name ?? '' }
      else if (name === 'Address' || name === 'xalAddress') address ??= new Map()
    },
    close(name, text, path, frame) {
      if (generic) {
        if (genericName.test(name)) {
          if (generic.name && generic.value !== undefined) {
            addCell(frame, generic.name, generic.value, numericGeneric.test(name), generic.unit)
          }
          generic = undefined
        } else if (name === 'name' && text) generic.name = text
        else if (name === 'value' && text !== undefined) {
          generic.value = text
          generic.unit = uom
        }
      } else if (address) {
        if (text) address.set(addressPart(name, path), text)
        if (name === 'Address') {
          addAddress(frame, address)
          address = undefined
        }
      } else if (text) addSimple(frame, name, text, path, uom)
    },
  }
}

/** `path` holds the names of the elements around it, the innermost last. */
function addSimple(
  frame: ObjectFrame,
  name: string,
  text: string,
  path: readonly string[],
  uom: string | undefined,
): void {
  if (path.length === frame.depth) addCell(frame, name, text, uom !== undefined || numericNames.has(name), uom)
  else if (name === 'value' && path.at(-1) === 'Height') addCell(frame, 'height', text, true, uom)
  else if (name === 'targetResource' || (path.at(-1) === 'externalObject' && (name === 'name' || name === 'uri'))) {
    addCell(frame, 'externalReference', text, false)
  }
}

function addCell(frame: ObjectFrame, name: string, text: string, numeric: boolean, uom?: string): void {
  const column = name === 'id' || name === 'parent' ? `attribute:${name}` : name
  const number = numeric && text !== '' ? Number(text) : Number.NaN
  if (frame.cells.some(cell => cell.name === column)) return
  if (Number.isFinite(number))
    frame.cells.push({ name: column, value: number, ...(uom ? { unit: unitSymbol(uom) } : {}) })
  else frame.cells.push({ name: column, value: text })
}

/** Elements of xAL 2 (`ThoroughfareName`) and xAL 3 (`Thoroughfare/NameElement`) by one name. */
function addressPart(name: string, path: readonly string[]): string {
  if (name !== 'NameElement' && name !== 'Number' && name !== 'Identifier') return name
  const around = path.at(-1) === 'Number' ? path.at(-2) : path.at(-1)
  if (name === 'Identifier') return around === 'PostCode' ? 'PostalCodeNumber' : `${around}Number`
  return `${around}${name === 'Number' ? 'Number' : 'Name'}`
}

function addAddress(frame: ObjectFrame, parts: ReadonlyMap<string, string>): void {
  const join = (separator: string, ...texts: (string | undefined)[]) => texts.filter(Boolean).join(separator)
  const text = join(
    ', ',
    join(' ', parts.get('ThoroughfareName'), parts.get('ThoroughfareNumber')),
    join(' ', parts.get('PostalCodeNumber'), parts.get('LocalityName')),
    parts.get('CountryName'),
  )
  const known = frame.cells.find(({ name }) => name === 'address')
  if (!text) return
  if (known) known.value = `${known.value}; ${text}`
  else frame.cells.push({ name: 'address', value: text })
}
