import { DataError } from '#model/exchange/error.ts'
import type { NoticeLog } from '#model/exchange/notice.ts'
import { memberTypes, type OsmElements } from './elements.ts'

type Json = Record<string, unknown>

/**
 * Overpass JSON: `{elements: [{type, id, lat, lon, nodes, members, tags, geometry}]}`. Of answers to `out geom`, which carry the
 * coordinates in ways and members instead of nodes, nodes are made.
 * https://wiki.openstreetmap.org/wiki/Overpass_API/Overpass_QL#JSON
 */
export function readOverpass(
  text: string,
  file: string,
  elements: OsmElements,
  notices: NoticeLog,
  maxDepth: number,
): void {
  checkDepth(text, file, maxDepth)
  const list = parse(text, file)
  const made = new MadeNodes(elements, list)
  for (const element of list) {
    const id = Number(element.id)
    const ok = Number.isSafeInteger(id) && addElement(element, id, elements, made)
    if (ok) continue
    elements.drop()
    notices.quarantine('bad-element', `${String(element.type)}/${String(element.id)}`)
  }
}

function parse(text: string, file: string): Json[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new DataError('syntax', `Not valid JSON: ${error instanceof Error ? error.message : String(error)}.`, {
      file,
    })
  }
  if (!isObject(value) || !Array.isArray(value.elements))
    throw new DataError('schema', 'There is no list of elements.', { file })
  return value.elements.filter(isObject)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function checkDepth(text: string, file: string, maxDepth: number): void {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (quoted) {
      if (code === 92) i++
      else if (code === 34) quoted = false
    } else if (code === 34) quoted = true
    else if (code === 123 || code === 91) {
      if (++depth > maxDepth)
        throw new DataError('limit-depth', `Nested deeper than ${maxDepth} levels.`, { file, place: `character ${i}` })
    } else if (code === 125 || code === 93) depth--
  }
}

function addElement(element: Json, id: number, elements: OsmElements, made: MadeNodes): boolean {
  if (element.type === 'node') {
    if (typeof element.lon !== 'number' || typeof element.lat !== 'number') return false
    addTags(element, elements)
    elements.node(id, element.lon, element.lat)
  } else if (element.type === 'way') {
    addRefs(element, elements, made)
    addTags(element, elements)
    elements.way(id)
  } else if (element.type === 'relation') {
    addMembers(element, elements, made)
    addTags(element, elements)
    elements.relation(id)
  }
  // Other types (areas, counts) hold no map.
  return true
}

function addTags({ tags }: Json, elements: OsmElements): void {
  if (isObject(tags)) for (const [key, value] of Object.entries(tags)) elements.tag(key, String(value))
}

function addRefs({ nodes, geometry }: Json, elements: OsmElements, made: MadeNodes): void {
  const ids = Array.isArray(nodes) ? nodes : undefined
  if (Array.isArray(geometry)) {
    for (const [i, point] of geometry.entries()) made.point(point, ids ? Number(ids[i]) : undefined)
    for (const [i, point] of geometry.entries()) elements.ref(ids ? Number(ids[i]) : made.idOf(point))
  } else for (const id of ids ?? []) elements.ref(Number(id))
}

function addMembers({ members }: Json, elements: OsmElements, made: MadeNodes): void {
  for (const member of Array.isArray(members) ? members.filter(isObject) : []) {
    const type = (memberTypes as readonly string[]).indexOf(String(member.type))
    const ref = Number(member.ref)
    if (type < 0 || !Number.isFinite(ref)) continue
    if (type === 1 && Array.isArray(member.geometry)) made.way(ref, member.geometry)
    elements.member(type, ref, String(member.role ?? ''))
  }
}

/** Nodes and ways that an answer tells only by their coordinates; equal coordinates are one node, with a negative id. */
class MadeNodes {
  private readonly ids = new Map<string, number>()
  private readonly known = new Set<number>()
  private readonly ways = new Set<number>()
  private readonly elements: OsmElements

  constructor(elements: OsmElements, list: readonly Json[]) {
    this.elements = elements
    for (const { type, id } of list) {
      if (type === 'node') this.known.add(Number(id))
      else if (type === 'way') this.ways.add(Number(id))
    }
  }

  point(point: unknown, id?: number): void {
    if (!isObject(point) || typeof point.lon !== 'number' || typeof point.lat !== 'number') return
    const key = `${point.lon} ${point.lat}`
    const own = id ?? this.ids.get(key) ?? -1 - this.ids.size
    if (id === undefined) this.ids.set(key, own)
    if (this.known.has(own)) return
    this.known.add(own)
    this.elements.bareNode(own, point.lon, point.lat)
  }

  idOf(point: unknown): number {
    return isObject(point) ? (this.ids.get(`${String(point.lon)} ${String(point.lat)}`) ?? Number.NaN) : Number.NaN
  }

  way(id: number, geometry: readonly unknown[]): void {
    if (this.ways.has(id)) return
    this.ways.add(id)
    for (const point of geometry) this.point(point)
    this.elements.bareWay(
      id,
      geometry.map(point => this.idOf(point)),
    )
  }
}
