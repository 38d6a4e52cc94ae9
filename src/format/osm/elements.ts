import { FloatList, UintList } from '#math/growable.ts'
import { DataError } from '#model/exchange/error.ts'
import { Strings } from './strings.ts'

/** Tags of the elements of one table, in the order of rows, as numbers of strings. */
export class TagTable {
  /** Tag after the last of each row. */
  readonly ends = new UintList()
  readonly keys = new UintList()
  readonly values = new UintList()

  start(row: number): number {
    return row === 0 ? 0 : this.ends.data[row - 1]
  }
}

/** What nodes, ways and relations have in common. */
export interface Elements {
  readonly ids: FloatList
  readonly tags: TagTable
}

export class NodeTable {
  readonly ids = new FloatList()
  readonly tags = new TagTable()
  /** Degrees. */
  readonly lons = new FloatList()
  readonly lats = new FloatList()
}

export class WayTable {
  readonly ids = new FloatList()
  readonly tags = new TagTable()
  /** Ids of nodes, and the place after the last of each way. */
  readonly refs = new FloatList()
  readonly refEnds = new UintList()
}

export const memberTypes = ['node', 'way', 'relation'] as const

export class RelationTable {
  readonly ids = new FloatList()
  readonly tags = new TagTable()
  readonly memberIds = new FloatList()
  /** Index into `memberTypes`. */
  readonly memberTypes = new UintList()
  readonly memberRoles = new UintList()
  readonly memberEnds = new UintList()
}

/**
 * What every OSM format gives: nodes, ways and relations as columns. An element is its tags (`tag`), references (`ref`, `member`)
 * and then its end (`node`, `way`, `relation`).
 */
export class OsmElements {
  readonly strings = new Strings()
  readonly nodes = new NodeTable()
  readonly ways = new WayTable()
  readonly relations = new RelationTable()
  private readonly keys = new UintList(64)
  private readonly values = new UintList(64)
  private readonly maxElements: number
  private readonly file: string

  constructor(file: string, maxElements: number) {
    this.file = file
    this.maxElements = maxElements
  }

  tag(key: string, value: string): void {
    this.tagCodes(this.strings.code(key), this.strings.code(value))
  }

  tagCodes(key: number, value: number): void {
    this.keys.push(key)
    this.values.push(value)
  }

  node(id: number, lon: number, lat: number): void {
    this.end(this.nodes, id)
    this.nodes.lons.push(lon)
    this.nodes.lats.push(lat)
  }

  ref(node: number): void {
    this.ways.refs.push(node)
  }

  way(id: number): void {
    this.end(this.ways, id)
    this.ways.refEnds.push(this.ways.refs.length)
  }

  member(type: number, id: number, role: string): void {
    const { relations } = this
    relations.memberTypes.push(type)
    relations.memberIds.push(id)
    relations.memberRoles.push(this.strings.code(role))
  }

  relation(id: number): void {
    this.end(this.relations, id)
    this.relations.memberEnds.push(this.relations.memberIds.length)
  }

  /** Forgets what was told of the element that is being read. */
  drop(): void {
    this.keys.length = 0
    this.values.length = 0
    this.ways.refs.length = last(this.ways.refEnds)
    const members = last(this.relations.memberEnds)
    this.relations.memberIds.length = members
    this.relations.memberTypes.length = members
    this.relations.memberRoles.length = members
  }

  /** A node without tags, between the parts of another element. */
  bareNode(id: number, lon: number, lat: number): void {
    this.nodes.ids.push(id)
    this.nodes.lons.push(lon)
    this.nodes.lats.push(lat)
    this.nodes.tags.ends.push(this.nodes.tags.keys.length)
  }

  /** A way without tags, between the parts of a relation. */
  bareWay(id: number, nodes: readonly number[]): void {
    for (const node of nodes) this.ways.refs.push(node)
    this.ways.ids.push(id)
    this.ways.refEnds.push(this.ways.refs.length)
    this.ways.tags.ends.push(this.ways.tags.keys.length)
  }

  private end(table: Elements, id: number): void {
    if (table.ids.length >= this.maxElements) {
      throw new DataError('limit-count', `More than ${this.maxElements} elements of one type.`, { file: this.file })
    }
    table.ids.push(id)
    for (let i = 0; i < this.keys.length; i++) {
      table.tags.keys.push(this.keys.data[i])
      table.tags.values.push(this.values.data[i])
    }
    table.tags.ends.push(table.tags.keys.length)
    this.keys.length = 0
    this.values.length = 0
  }
}

function last({ data, length }: UintList): number {
  return length === 0 ? 0 : data[length - 1]
}
