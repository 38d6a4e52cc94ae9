import { joinBytes } from '#math/bytes.ts'
import type { CityJsonDocument, CityObject, Templates } from './document.ts'

/** The document as CityJSON 2.0, UTF-8. Reading it gives the same document again. */
export function writeCityJson(document: CityJsonDocument): Uint8Array {
  const out = createJsonText()
  writeRoot(out, document, document.objects, document.vertices)
  return out.bytes()
}

/** The first line of a CityJSON text sequence. */
export function writeHeaderLine({ appearance: _, ...document }: CityJsonDocument): Uint8Array {
  const out = createJsonText()
  writeRoot(out, document, new Map(), new Float64Array(0))
  out.add('\n')
  return out.bytes()
}

function writeRoot(
  out: JsonText,
  document: CityJsonDocument,
  objects: ReadonlyMap<string, CityObject>,
  vertices: Float64Array,
): void {
  out.add(`{"type":"CityJSON","version":"2.0","transform":${JSON.stringify(document.transform)}`)
  for (const name of ['metadata', 'extensions', 'appearance'] as const) {
    if (document[name]) out.add(`,"${name}":${JSON.stringify(document[name])}`)
  }
  if (document.templates) writeTemplates(out, document.templates)
  for (const [name, value] of Object.entries(document.extra ?? {})) {
    if (value !== undefined) out.add(`,${JSON.stringify(name)}:${JSON.stringify(value)}`)
  }
  out.add(',"CityObjects":')
  writeObjects(out, objects)
  out.add(',"vertices":')
  writeTriples(out, vertices)
  out.add('}')
}

function writeTemplates(out: JsonText, { templates, vertices }: Templates): void {
  out.add(`,"geometry-templates":{"templates":${JSON.stringify(templates)},"vertices-templates":`)
  writeTriples(out, vertices)
  out.add('}')
}

export function writeObjects(out: JsonText, objects: ReadonlyMap<string, CityObject>): void {
  let separator = '{'
  for (const [id, object] of objects) {
    out.add(`${separator}${JSON.stringify(id)}:${JSON.stringify(object)}`)
    separator = ','
  }
  out.add(separator === '{' ? '{}' : '}')
}

/** JSON has no NaN: what was no number in the file is null, and no number again when it is read. */
export function writeTriples(out: JsonText, values: Float64Array): void {
  const text = (value: number) => (Number.isNaN(value) ? 'null' : `${value}`)
  out.add('[')
  for (let i = 0; i < values.length; i += 3) {
    out.add(`${i > 0 ? ',' : ''}[${text(values[i])},${text(values[i + 1])},${text(values[i + 2])}]`)
  }
  out.add(']')
}

/** Text that is encoded as it grows: a city can be larger than the longest string. */
export interface JsonText {
  add(text: string): void
  bytes(): Uint8Array
}

export function createJsonText(): JsonText {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  let pending: string[] = []
  let length = 0
  const flush = () => {
    parts.push(encoder.encode(pending.join('')))
    pending = []
    length = 0
  }
  return {
    add(text) {
      pending.push(text)
      length += text.length
      if (length > 1 << 20) flush()
    },
    bytes() {
      flush()
      return joinBytes(parts)
    },
  }
}
