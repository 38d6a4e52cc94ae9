import { ByteList } from '#math/growable.ts'

export type OsmTags = Readonly<Record<string, string>>

export interface OsmNode {
  id: number
  lon: number
  lat: number
  tags?: OsmTags
}

export interface OsmWay {
  id: number
  /** Ids of nodes; the first again at the end closes the way. */
  nodes: readonly number[]
  tags?: OsmTags
}

export interface OsmMember {
  type: 'node' | 'way' | 'relation'
  ref: number
  role: string
}

export interface OsmRelation {
  id: number
  members: readonly OsmMember[]
  tags?: OsmTags
}

export interface OsmContent {
  /** Who made it and on what terms, where it is not OpenStreetMap's. */
  attribution?: string
  licence?: string
  nodes: Iterable<OsmNode>
  ways: Iterable<OsmWay>
  relations: Iterable<OsmRelation>
}

const encoder = new TextEncoder()

/** OSM XML 0.6, coordinates with 7 decimals as OpenStreetMap keeps them; the same content gives the same bytes. */
export function writeOsmXml({ attribution, licence, nodes, ways, relations }: OsmContent): Uint8Array<ArrayBuffer> {
  const output = new ByteList(1 << 16)
  const write = (text: string) => {
    const bytes = encoder.encode(text)
    output.append(bytes, 0, bytes.length)
  }
  const credit = attribution === undefined ? '' : ` attribution="${escapeXml(attribution)}"`
  const terms = licence === undefined ? '' : ` license="${escapeXml(licence)}"`
  write(`<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="Huijing"${credit}${terms}>\n`)
  for (const node of nodes) write(nodeElement(node))
  for (const way of ways)
    write(
      element(
        'way',
        way.id,
        way.nodes.map(ref => `<nd ref="${ref}"/>`),
        way.tags,
      ),
    )
  for (const relation of relations)
    write(element('relation', relation.id, relation.members.map(memberElement), relation.tags))
  write('</osm>\n')
  return output.take()
}

function nodeElement({ id, lon, lat, tags }: OsmNode): string {
  const start = ` <node id="${id}" version="1" lat="${lat.toFixed(7)}" lon="${lon.toFixed(7)}"`
  const lines = tagElements(tags)
  return lines.length === 0 ? `${start}/>\n` : `${start}>\n${indent(lines)} </node>\n`
}

function element(name: string, id: number, children: string[], tags: OsmTags | undefined): string {
  return ` <${name} id="${id}" version="1">\n${indent([...children, ...tagElements(tags)])} </${name}>\n`
}

function memberElement({ type, ref, role }: OsmMember): string {
  return `<member type="${type}" ref="${ref}" role="${escapeXml(role)}"/>`
}

function tagElements(tags: OsmTags = {}): string[] {
  return Object.entries(tags).map(([key, value]) => `<tag k="${escapeXml(key)}" v="${escapeXml(value)}"/>`)
}

function indent(lines: readonly string[]): string {
  return lines.map(line => `  ${line}\n`).join('')
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}

/** Characters which XML 1.0 cannot hold at all become U+FFFD. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"\n\r\t]/g, found => entities[found]).replace(forbidden, '\ufffd')
}

const forbidden = /(?![\t\n\r])\p{Cc}(?<![\u0080-\u009f])|[\ufffe\uffff]|\p{Cs}/gu
