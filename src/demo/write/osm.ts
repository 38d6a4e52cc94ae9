import { type OsmNode, type OsmTags, type OsmWay, writeOsmXml } from '#format/osm/index.ts'
import { type Point, pointKey } from '../plan/plane.ts'
import { toLonLat } from './georeference.ts'

/** Undefined ones are left out. */
export type Tags = { [key: string]: string | number | undefined }

/** OSM XML of what is added to it. Ways share the nodes at equal places, so that streets hang together. */
export interface OsmFile {
  node(p: Point, tags: Tags): void
  way(points: readonly Point[], tags: Tags): void
  /** A closed way. */
  area(ring: readonly Point[], tags: Tags): void
  bytes(): Uint8Array
}

export function createOsmFile(attribution: string, licence: string): OsmFile {
  const nodes: OsmNode[] = []
  const ways: OsmWay[] = []
  const shared = new Map<string, number>()
  const addNode = (p: Point, tags?: OsmTags): number => {
    const [lon, lat] = toLonLat(p)
    return nodes.push({ id: nodes.length + 1, lon, lat, tags })
  }
  const nodeOf = (p: Point): number => {
    const key = pointKey(p)
    const id = shared.get(key) ?? addNode(p)
    shared.set(key, id)
    return id
  }
  const addWay = (refs: number[], tags: Tags) =>
    void ways.push({ id: ways.length + 1, nodes: refs, tags: toText(tags) })
  return {
    node: (p, tags) => void addNode(p, toText(tags)),
    way: (points, tags) => addWay(points.map(nodeOf), tags),
    area(ring, tags) {
      const refs = ring.map(nodeOf)
      addWay([...refs, refs[0]], tags)
    },
    bytes: () => writeOsmXml({ attribution, licence, nodes, ways, relations: [] }),
  }
}

function toText(tags: Tags): OsmTags {
  const out: Record<string, string> = {}
  for (const key of Object.keys(tags)) if (tags[key] !== undefined) out[key] = String(tags[key])
  return out
}
