import type { FeatureSet } from '#model/city/feature.ts'
import { measuresOf } from '#model/city/measures.ts'
import { SetBuilder } from '#model/city/setBuilder.ts'
import type { Outline } from '#model/city/tag.ts'
import { DataError } from '#model/exchange/error.ts'
import type { NoticeCode, NoticeLog } from '#model/exchange/notice.ts'
import { dropShortLines, isScattered, normalisePolygons } from '#model/geo/shape.ts'
import { kindOf, tellingKeys } from './classify.ts'
import { type Cursor, expect, next } from './cursor.ts'
import { GeometryReader } from './geometry.ts'
import { IdSet } from './ids.ts'
import { Properties } from './properties.ts'
import { goesOn, readText, skipValue } from './scanner.ts'

/** Features a set: tiling can begin while the rest is read. */
const batchSize = 16384

/** A multipolygon of more polygons than this is a group of buildings, not one: each becomes a feature. */
const groupSize = 8

/** Properties that serve as id where the feature has none, in this order. */
const idKeys = ['id', '@id', 'osm_id', 'fid', 'gml_id', 'OBJECTID', 'objectid', 'gid', 'uuid', 'identificatie']

/** Reads features one by one into sets of columns, by kind and sort of geometry. */
export class FeatureReader {
  /** Full sets, to be taken. */
  readonly ready: FeatureSet[] = []
  count = 0
  private readonly geometry = new GeometryReader()
  private readonly properties = new Properties(tellingKeys)
  private readonly sets: SetBuilder[] = []
  private readonly ids = new IdSet()
  private readonly notices: NoticeLog
  private readonly maxFeatures: number
  private id: string | undefined
  private last: SetBuilder | undefined
  /** True once a multipolygon was found to be a group of buildings: then all of the file are. */
  private grouped = false

  constructor(notices: NoticeLog, maxFeatures: number) {
    this.notices = notices
    this.maxFeatures = maxFeatures
  }

  /** Reads a Feature at the cursor. */
  readFeature(c: Cursor, layer: string): void {
    this.begin()
    const start = c.pos
    let type: string | undefined
    c.pos++
    if (next(c) === 125) c.pos++
    else
      do {
        next(c)
        const name = readText(c)
        expect(c, 58, "':'")
        const byte = next(c)
        if (name === 'geometry') this.readGeometry(c)
        else if (name === 'properties') this.readProperties(c)
        else if (name === 'id' && byte !== 123 && byte !== 91) this.readId(c)
        else if (name === 'type' && byte === 34) type = readText(c)
        else skipValue(c)
      } while (goesOn(c, 125))
    if (type !== 'Feature') this.reject(c, start, 'not-a-feature')
    else this.commit(c, start, layer)
  }

  /** Reads a bare geometry at the cursor, as a feature without properties. */
  readGeometryOnly(c: Cursor, layer: string): void {
    this.begin()
    const start = c.pos
    this.geometry.read(c)
    this.commit(c, start, layer)
  }

  /** Reads an object that has its outline among its properties: `{height, polygon}`. */
  readRecord(c: Cursor, layer: string): void {
    this.begin()
    const start = c.pos
    c.pos++
    do {
      next(c)
      const name = readText(c)
      expect(c, 58, "':'")
      if (name === 'polygon') this.geometry.readPolygon(c)
      else this.properties.readMember(c, name)
    } while (goesOn(c, 125))
    this.commit(c, start, layer)
  }

  /** Leaves out a value that is no feature at all. */
  rejectValue(c: Cursor, start: number, code: NoticeCode): void {
    this.begin()
    this.reject(c, start, code)
  }

  /** Leaves out what was just read. */
  reject(c: Cursor, start: number, code: NoticeCode): void {
    this.admit(c)
    this.notices.quarantine(code, this.id ?? `byte ${c.base + start}`)
  }

  /** Puts what is gathered into `ready`. */
  flush(): void {
    const { left } = this.properties
    if (left > 0) this.notices.warn('attributes-left-out', `${left} values of rare attributes`, left)
    for (const set of this.sets) if (set.rowCount > 0) this.ready.push(set.take())
  }

  private begin(): void {
    this.id = undefined
    this.geometry.clear()
    this.properties.clear()
  }

  private readGeometry(c: Cursor): void {
    // Of a repeated member the last counts.
    this.geometry.clear()
    this.geometry.read(c)
  }

  private readProperties(c: Cursor): void {
    this.properties.clear()
    if (!this.properties.read(c)) this.notices.warn('bad-properties', `byte ${c.base + c.pos}`)
  }

  private readId(c: Cursor): void {
    const start = c.pos
    if (next(c) === 34) {
      this.id = readText(c) || undefined
      return
    }
    skipValue(c)
    let text = ''
    for (let i = start; i < c.pos; i++) text += String.fromCharCode(c.bytes[i])
    this.id = text === 'null' ? undefined : text
  }

  private admit(c: Cursor): void {
    if (++this.count <= this.maxFeatures) return
    throw new DataError('limit-count', `More than ${this.maxFeatures} features.`, { file: c.file })
  }

  private commit(c: Cursor, start: number, layer: string): void {
    const { geometry, notices } = this
    const { shape, outline, problem } = geometry
    if (problem) {
      this.reject(c, start, problem)
      return
    }
    if (!shape.isFinite()) {
      this.reject(c, start, 'non-finite')
      return
    }
    if (geometry.left > 0) notices.warn('geometry-collection-part', this.place(c, start), geometry.left)
    const kind = kindOf(this.properties.tags, outline, layer)
    const drawn = outline !== undefined && this.normalise(c, start, outline)
    this.admit(c)
    if (!drawn) this.addRow(c, this.setFor(kind, 'none', 2), '')
    else if (outline === 'area') this.addArea(c, kind)
    else if (outline === 'line') this.addLine(c, kind)
    else this.addPoints(c, kind)
  }

  /** False where nothing is left that has a length or an area: the feature is listed then, but not drawn. */
  private normalise(c: Cursor, start: number, outline: Outline): boolean {
    const { shape } = this.geometry
    if (outline === 'area') {
      const { unclosed, degenerate } = normalisePolygons(shape)
      if (unclosed > 0) this.notices.warn('unclosed-ring', this.place(c, start), unclosed)
      if (degenerate > 0) this.notices.warn('degenerate-ring', this.place(c, start), degenerate)
    } else if (outline === 'line') {
      const dropped = dropShortLines(shape)
      if (dropped > 0) this.notices.warn('degenerate-line', this.place(c, start), dropped)
    }
    return shape.vertexCount > 0
  }

  private addArea(c: Cursor, kind: string): void {
    const { shape } = this.geometry
    const building = kind === 'Building' || kind === 'BuildingPart'
    const set = this.setFor(kind, building ? 'prism' : 'area', building ? 2 : shape.dimension())
    const polygons = shape.polygonEnds.length
    const measures = building ? measuresOf(this.properties.tags) : undefined
    this.grouped ||= building && polygons > 1 && (polygons > groupSize || isScattered(shape))
    const split = this.grouped && building && polygons > 1
    if (split) this.notices.warn('buildings-of-multipolygon', this.place(c, c.pos), polygons)
    const step = split ? 1 : polygons
    for (let p = 0; p < polygons; p += step) {
      set.addPolygons(shape, p, p + step)
      if (measures) set.addMeasures(measures)
      this.addRow(c, set, split ? `#${p + 1}` : '')
    }
  }

  private addLine(c: Cursor, kind: string): void {
    const { shape } = this.geometry
    const set = this.setFor(kind, 'line', shape.dimension())
    set.addLines(shape)
    this.addRow(c, set, '')
  }

  private addPoints(c: Cursor, kind: string): void {
    const { shape } = this.geometry
    const set = this.setFor(kind, 'point', shape.dimension())
    const points = shape.vertexCount
    for (let v = 0; v < points; v++) {
      set.addPoint(shape, v)
      this.addRow(c, set, points > 1 ? `#${v + 1}` : '')
    }
  }

  private addRow(c: Cursor, set: SetBuilder, suffix: string): void {
    const [id, idKey] = this.findId(c)
    const row = set.endRow(this.uniqueId(id + suffix))
    this.properties.commit(c, set, row, idKey)
    if (set.rowCount >= batchSize) this.ready.push(set.take())
  }

  private findId(c: Cursor): [id: string, idKey: string] {
    if (this.id !== undefined) return [this.id, this.properties.text(c, 'id') === this.id ? 'id' : '']
    for (const key of idKeys) {
      const id = this.properties.text(c, key)
      if (id) return [id, key === 'id' ? 'id' : '']
    }
    return [`feature/${this.count}`, '']
  }

  private uniqueId(id: string): string {
    if (this.ids.add(id)) return id
    for (let n = 2; ; n++) {
      // Where one id stands for very many, counting up from 2 each time would take for ever.
      const candidate = `${id}#${n < 8 ? n : this.count + n}`
      if (!this.ids.add(candidate)) continue
      this.notices.warn('repeated-id', id)
      return candidate
    }
  }

  private setFor(kind: string, sort: SetBuilder['sort'], dimension: 2 | 3): SetBuilder {
    const { last } = this
    if (last && fits(last, kind, sort, dimension)) return last
    let set = this.sets.find(candidate => fits(candidate, kind, sort, dimension))
    if (!set) {
      set = new SetBuilder(kind, sort, dimension)
      this.sets.push(set)
    }
    this.last = set
    return set
  }

  private place(c: Cursor, start: number): string {
    return this.id ?? this.properties.text(c, 'id') ?? `byte ${c.base + start}`
  }
}

function fits(set: SetBuilder, kind: string, sort: string, dimension: number): boolean {
  return set.kind === kind && set.sort === sort && set.dimension === dimension
}
