import { type SaxesAttributePlain, SaxesParser, type SaxesTagPlain } from 'saxes'
import { DataError } from '#model/exchange/error.ts'
import type { NoticeLog } from '#model/exchange/notice.ts'
import { memberTypes, type OsmElements } from './elements.ts'

/** Reads an OSM XML stream (planet, Overpass or JOSM); yields the bytes read so far. */
export async function* readXml(
  stream: ReadableStream<Uint8Array>,
  file: string,
  elements: OsmElements,
  notices: NoticeLog,
  maxDepth: number,
): AsyncGenerator<number, void> {
  const parser = createParser(file, elements, notices, maxDepth)
  const decoder = new TextDecoder()
  const input = stream.getReader()
  let offset = 0
  try {
    for (;;) {
      const { done, value } = await input.read()
      if (done) break
      offset += value.length
      parser.write(decoder.decode(value, { stream: true }))
      yield offset
    }
    parser.write(decoder.decode())
    parser.close()
  } finally {
    await input.cancel().catch(() => undefined)
  }
}

interface Current {
  id: number
  lon: number
  lat: number
  deleted: boolean
}

type Attributes = Record<string, string | SaxesAttributePlain>

function createParser(file: string, elements: OsmElements, notices: NoticeLog, maxDepth: number): SaxesParser {
  const parser = new SaxesParser()
  let depth = 0
  let current: Current | undefined
  parser.on('error', error => {
    // What is expected and not there at the end of the input is a truncation.
    const code = /unclosed|unexpected end/i.test(error.message) ? 'truncated' : 'syntax'
    throw new DataError(code, `Not well-formed XML: ${error.message}`, { file, place: `line ${parser.line}` })
  })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    if (++depth > maxDepth) throw new DataError('limit-depth', `Nested deeper than ${maxDepth} levels.`, { file })
    if (depth === 1 && tag.name !== 'osm') throw wrongRoot(tag.name, file)
    if (depth === 2) current = open(tag)
    else if (depth === 3 && current) readChild(tag, elements)
  })
  parser.on('closetag', (tag: SaxesTagPlain) => {
    if (depth-- === 2 && current) close(tag.name, current, elements, notices)
  })
  return parser
}

function wrongRoot(name: string, file: string): DataError {
  return name === 'osmChange'
    ? new DataError('unsupported', 'This is a change file, not a map.', { file })
    : new DataError('schema', `The root element is ${name} instead of osm.`, { file })
}

function open({ name, attributes }: SaxesTagPlain): Current | undefined {
  if (name !== 'node' && name !== 'way' && name !== 'relation') return undefined
  const own: Attributes = attributes
  const deleted = own.action === 'delete' || own.visible === 'false'
  return { id: Number(own.id), lon: Number(own.lon ?? Number.NaN), lat: Number(own.lat ?? Number.NaN), deleted }
}

function readChild({ name, attributes }: SaxesTagPlain, elements: OsmElements): void {
  if (name === 'tag') elements.tag(attributes.k ?? '', attributes.v ?? '')
  else if (name === 'nd') elements.ref(Number(attributes.ref))
  else if (name === 'member') {
    const type = (memberTypes as readonly string[]).indexOf(attributes.type)
    if (type >= 0) elements.member(type, Number(attributes.ref), attributes.role ?? '')
  }
}

function close(name: string, { id, lon, lat, deleted }: Current, elements: OsmElements, notices: NoticeLog): void {
  const bad = !Number.isFinite(id) || (name === 'node' && !(Number.isFinite(lon) && Number.isFinite(lat)))
  if (bad) notices.quarantine('bad-element', `${name}/${id}`)
  if (bad || deleted) elements.drop()
  else if (name === 'node') elements.node(id, lon, lat)
  else if (name === 'way') elements.way(id)
  else elements.relation(id)
}
