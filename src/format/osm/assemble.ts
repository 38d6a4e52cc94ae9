import type { FeatureKind, FeatureSet } from '#model/city/feature.ts'
import { measuresOf } from '#model/city/measures.ts'
import { SetBuilder } from '#model/city/setBuilder.ts'
import { kindOfTags, type Tags } from '#model/city/tag.ts'
import type { NoticeLog } from '#model/exchange/notice.ts'
import { normalisePolygons, Shape } from '#model/geo/shape.ts'
import { AttributeWriter } from './attributes.ts'
import { isArea, isPlace, isTransitRoute } from './classify.ts'
import { memberTypes, type OsmElements, type TagTable } from './elements.ts'
import { IdIndex } from './idIndex.ts'
import { pointInside } from './inside.ts'
import { withRidge } from './ridge.ts'
import { addPolygonsOfRings, assembleRings } from './rings.ts'

/** Features a set. */
const batchSize = 16384

type ElementType = (typeof memberTypes)[number]

/** One element that features are made of. */
interface Subject {
  type: ElementType
  row: number
  id: string
  table: TagTable
  tags: Tags
}

/**
 * Makes features of elements: buildings and their parts, areas, lines and points, each by what its tags say. Yields full sets on the
 * way and the others at the end.
 */
export class Assembler {
  /** Features so far. */
  count = 0
  private readonly elements: OsmElements
  private readonly notices: NoticeLog
  private readonly attributes: AttributeWriter
  private readonly nodeIndex: IdIndex
  private readonly wayIndex: IdIndex
  private readonly shape = new Shape()
  private readonly point = new Shape()
  private readonly sets = new Map<string, SetBuilder>()
  private readonly ready: FeatureSet[] = []
  /** Whole of each part, by ids such as `way/12`. */
  private readonly parents: Map<string, string>

  constructor(elements: OsmElements, notices: NoticeLog) {
    const { nodes, ways } = elements
    this.elements = elements
    this.notices = notices
    this.attributes = new AttributeWriter(elements)
    this.nodeIndex = new IdIndex(nodes.ids.data, nodes.ids.length)
    this.wayIndex = new IdIndex(ways.ids.data, ways.ids.length)
    this.parents = findParents(elements)
  }

  *run(): Generator<FeatureSet, void> {
    for (const type of ['relation', 'way', 'node'] as const) {
      const table = this.elements[`${type}s`]
      for (let row = 0; row < table.ids.length; row++) {
        if (table.tags.start(row) === table.tags.ends.data[row]) continue
        this.addElement(type, row)
        if (this.ready.length > 0) yield* this.ready.splice(0)
      }
    }
    for (const set of this.sets.values()) if (set.rowCount > 0) yield set.take()
  }

  private addElement(type: ElementType, row: number): void {
    const table = this.elements[`${type}s`]
    const subject = {
      type,
      row,
      id: `${type}/${table.ids.data[row]}`,
      table: table.tags,
      tags: this.tagsOf(table.tags, row),
    }
    if (type === 'node') this.addNode(subject)
    else if (type === 'way') this.addWay(subject)
    else this.addRelation(subject)
  }

  private tagsOf(tags: TagTable, row: number): Tags {
    const { strings } = this.elements
    const [start, end] = [tags.start(row), tags.ends.data[row]]
    return {
      get(name) {
        const code = strings.find(name)
        if (code < 0) return undefined
        for (let i = start; i < end; i++) if (tags.keys.data[i] === code) return strings.list[tags.values.data[i]]
        return undefined
      },
    }
  }

  private addNode(subject: Subject): void {
    const { nodes } = this.elements
    const [lon, lat] = [nodes.lons.data[subject.row], nodes.lats.data[subject.row]]
    const kind = kindOfTags(subject.tags, 'point')
    if (kind) this.addPoint(subject, kind, lon, lat)
    this.addPlace(subject, kind, lon, lat)
  }

  private addWay(subject: Subject): void {
    const { ways } = this.elements
    const start = subject.row === 0 ? 0 : ways.refEnds.data[subject.row - 1]
    const end = ways.refEnds.data[subject.row]
    const closed = end - start > 3 && ways.refs.data[start] === ways.refs.data[end - 1]
    const area = closed && isArea(subject.tags)
    const kind = kindOfTags(subject.tags, area ? 'area' : 'line')
    if (!kind && !isPlace(subject.tags)) return
    const nodes = this.nodesOf(subject.row)
    if (nodes.length < end - start) {
      this.notices.warn('missing-ref', subject.id, end - start - nodes.length)
      if (nodes.length < 2 || (area && nodes.length < 4)) {
        this.addIncomplete(subject, kind)
        return
      }
    }
    if (area) this.addArea(subject, kind, [nodes])
    else this.addLine(subject, kind, [nodes])
  }

  private addRelation(subject: Subject): void {
    const type = subject.tags.get('type')
    if (isTransitRoute(subject.tags)) this.addLine(subject, 'TransitLine', this.waysOf(subject))
    else if (type === 'multipolygon') {
      const kind = kindOfTags(subject.tags, 'area')
      if (kind || isPlace(subject.tags)) this.addArea(subject, kind, this.waysOf(subject))
    } else if (isPlace(subject.tags)) this.addLine(subject, 'PointOfInterest', this.waysOf(subject))
  }

  /** Rows of the nodes of a way that are there. */
  private nodesOf(way: number): number[] {
    const { refs, refEnds } = this.elements.ways
    const nodes: number[] = []
    for (let i = way === 0 ? 0 : refEnds.data[way - 1]; i < refEnds.data[way]; i++) {
      const row = this.nodeIndex.find(refs.data[i])
      if (row >= 0) nodes.push(row)
    }
    return nodes
  }

  /** Nodes of the member ways that are there. */
  private waysOf({ row, id }: Subject): number[][] {
    const { relations } = this.elements
    const ways: number[][] = []
    let missing = 0
    for (let i = row === 0 ? 0 : relations.memberEnds.data[row - 1]; i < relations.memberEnds.data[row]; i++) {
      if (memberTypes[relations.memberTypes.data[i]] !== 'way') continue
      const way = this.wayIndex.find(relations.memberIds.data[i])
      if (way < 0) missing++
      else ways.push(this.nodesOf(way))
    }
    if (missing > 0) this.notices.warn('missing-ref', id, missing)
    return ways
  }

  private addArea(subject: Subject, kind: FeatureKind | undefined, ways: number[][]): void {
    const { shape } = this
    const { rings, open } = assembleRings(ways)
    if (open > 0) this.notices.warn('open-ring', subject.id, open)
    shape.clear()
    addPolygonsOfRings(rings, this.elements.nodes, shape)
    normalisePolygons(shape)
    if (shape.polygonEnds.length === 0) {
      this.addIncomplete(subject, kind)
      return
    }
    const [x, y] = pointInside(shape)
    if (kind === 'PointOfInterest' || kind === 'TransitStop') this.addPoint(subject, kind, x, y)
    else if (kind) this.addPolygons(subject, kind)
    this.addPlace(subject, kind, x, y)
  }

  private addPolygons(subject: Subject, kind: FeatureKind): void {
    const building = kind === 'Building' || kind === 'BuildingPart'
    const set = this.setFor(kind, building ? 'prism' : 'area')
    set.addPolygons(this.shape)
    if (building) set.addMeasures(withRidge(measuresOf(subject.tags), subject.tags, this.shape))
    this.endRow(set, subject, subject.id)
  }

  private addLine(subject: Subject, kind: FeatureKind | undefined, ways: number[][]): void {
    const { shape } = this
    shape.clear()
    for (const way of ways) {
      if (way.length < 2) continue
      for (const node of way) this.addVertex(shape, node)
      shape.endRing()
    }
    if (shape.vertexCount === 0) {
      this.addIncomplete(subject, kind)
      return
    }
    const middle = (shape.ringEnds.data[0] >> 1) * 3
    const [x, y] = [shape.coordinates.data[middle], shape.coordinates.data[middle + 1]]
    if (kind === 'PointOfInterest' || kind === 'TransitStop') this.addPoint(subject, kind, x, y)
    else if (kind) {
      const set = this.setFor(kind, 'line')
      set.addLines(shape)
      this.endRow(set, subject, subject.id)
    }
    this.addPlace(subject, kind, x, y)
  }

  /** What lies across the edge of the extract has no whole outline: it is listed, but not drawn. */
  private addIncomplete(subject: Subject, kind: FeatureKind = 'PointOfInterest'): void {
    this.notices.warn('incomplete', subject.id)
    this.endRow(this.setFor(kind, 'none'), subject, subject.id)
    if (kind !== 'PointOfInterest' && isPlace(subject.tags)) {
      this.endRow(this.setFor('PointOfInterest', 'none'), subject, `${subject.id}/place`)
    }
  }

  private addVertex(shape: Shape, node: number): void {
    const { nodes } = this.elements
    shape.addVertex(nodes.lons.data[node], nodes.lats.data[node])
  }

  private addPoint(subject: Subject, kind: FeatureKind, x: number, y: number, id = subject.id): void {
    const set = this.setFor(kind, 'point')
    this.point.clear()
    this.point.addVertex(x, y)
    set.addPoint(this.point)
    this.endRow(set, subject, id)
  }

  /** A building that is a school, a stop that has a shop: the place is found on its own too. */
  private addPlace(subject: Subject, kind: FeatureKind | undefined, x: number, y: number): void {
    if (kind === 'PointOfInterest' || !isPlace(subject.tags)) return
    this.addPoint(subject, 'PointOfInterest', x, y, kind ? `${subject.id}/place` : subject.id)
  }

  private endRow(set: SetBuilder, subject: Subject, id: string): void {
    const row = set.endRow(id)
    this.count++
    this.attributes.write(subject.table, subject.row, set, row)
    const parent = id === subject.id ? this.parents.get(id) : undefined
    if (parent) set.column('parent').setString(row, parent)
    if (set.rowCount >= batchSize) this.ready.push(set.take())
  }

  private setFor(kind: FeatureKind, sort: SetBuilder['sort']): SetBuilder {
    const key = `${kind} ${sort}`
    let set = this.sets.get(key)
    if (!set) {
      set = new SetBuilder(kind, sort)
      this.sets.set(key, set)
    }
    return set
  }
}

/** From relations of type building: each part's outline. https://wiki.openstreetmap.org/wiki/Relation:building */
function findParents({ relations, strings }: OsmElements): Map<string, string> {
  const parents = new Map<string, string>()
  const [type, building] = [strings.find('type'), strings.find('building')]
  const [outline, part] = [strings.find('outline'), strings.find('part')]
  for (let row = 0; row < relations.ids.length; row++) {
    if (!hasTag(relations.tags, row, type, building)) continue
    let whole: string | undefined
    const parts: string[] = []
    for (let i = row === 0 ? 0 : relations.memberEnds.data[row - 1]; i < relations.memberEnds.data[row]; i++) {
      const id = `${memberTypes[relations.memberTypes.data[i]]}/${relations.memberIds.data[i]}`
      if (relations.memberRoles.data[i] === outline) whole ??= id
      else if (relations.memberRoles.data[i] === part) parts.push(id)
    }
    if (whole) for (const id of parts) if (id !== whole) parents.set(id, whole)
  }
  return parents
}

function hasTag(tags: TagTable, row: number, key: number, value: number): boolean {
  for (let i = tags.start(row); i < tags.ends.data[row]; i++) {
    if (tags.keys.data[i] === key && tags.values.data[i] === value) return true
  }
  return false
}
