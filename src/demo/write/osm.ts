import { type Point, pointKey } from '../plan/plane.ts'
import { toLonLat } from './georeference.ts'
import { createTextSink } from './text.ts'

export type Tags = { [key: string]: string | number | undefined }

/** OSM XML of what is added to it. Ways share the nodes at equal places, so that streets hang together. */
export interface OsmFile {
  node(p: Point, tags: Tags): void
  way(points: readonly Point[], tags: Tags): void
  /** A closed way. */
  area(ring: readonly Point[], tags: Tags): void
  bytes(): Uint8Array
}

const stamp = 'version="1" timestamp="2024-01-01T00:00:00Z" visible="true"'

export function createOsmFile(note: string): OsmFile {
  const nodes = createTextSink()
  const ways = createTextSink()
  const shared = new Map<string, number>()
  let nodeCount = 0
  let wayCount = 0
  const writeNode = (p: Point, tags: Tags): number => {
    const [lon, lat] = toLonLat(p)
    const body = tagText(tags)
    nodes.add(`<node id="${++nodeCount}" ${stamp} lat="${lat}" lon="${lon}"${body ? `>${body}</node>` : '/>'}\n`)
    return nodeCount
  }
  const nodeOf = (p: Point): number => {
    const key = pointKey(p)
    const known = shared.get(key)
    if (known !== undefined) return known
    const id = writeNode(p, {})
    shared.set(key, id)
    return id
  }
  const writeWay = (refs: readonly number[], tags: Tags) =>
    ways.add(
      `<way id="${++wayCount}" ${stamp}>${refs.map(ref => `<nd ref="${ref}"/>`).join('')}${tagText(tags)}</way>\n`,
    )
  return {
    node: (p, tags) => void writeNode(p, tags),
    way: (points, tags) => writeWay(points.map(nodeOf), tags),
    area(ring, tags) {
      const refs = ring.map(nodeOf)
      writeWay([...refs, refs[0]], tags)
    },
    bytes() {
      const sink = createTextSink()
      sink.add(
        `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="Huijing demo">\n<note>${escapeXml(note)}</note>\n`,
      )
      return join([sink.bytes(), nodes.bytes(), ways.bytes(), new TextEncoder().encode('</osm>\n')])
    },
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    out.set(part, offset)
    offset += part.length
  }
  return out
}

function tagText(tags: Tags): string {
  let text = ''
  for (const key of Object.keys(tags))
    if (tags[key] !== undefined) text += `<tag k="${key}" v="${escapeXml(String(tags[key]))}"/>`
  return text
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
