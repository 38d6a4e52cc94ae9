import { DataError } from '#model/exchange/error.ts'
import type { NoticeLog } from '#model/exchange/notice.ts'
import { parseCrs } from './crs.ts'
import { type Cursor, expect, fail, NeedMore, next, runOut } from './cursor.ts'
import type { FeatureReader } from './features.ts'
import { peekObject } from './peek.ts'
import { goesOn, readText, skipValue } from './scanner.ts'

/** A container that we are in: an array of items, an object of members, or the features of a collection. */
interface Frame {
  sort: 'items' | 'members' | 'layers' | 'features'
  layer: string
  /** True until the first item was read. */
  fresh: boolean
}

/**
 * Walks through the containers of a document, with features as its smallest steps: each step either is done or, where the bytes at hand
 * end within it, has changed nothing but the cursor's place.
 */
export class DocumentReader {
  crs: string | undefined
  title: string | undefined
  /** Foreign members (RFC 7946, 6.1) that many publishers add. */
  attribution: string | undefined
  licence: string | undefined
  /** True once something was found that GeoJSON can hold. */
  recognised = false
  private readonly frames: Frame[] = []
  private readonly features: FeatureReader
  private readonly notices: NoticeLog
  private readonly layer: string
  /** Lines or records (RFC 8142), as far as the file has shown. */
  private sequence: boolean
  private roots = 0
  private resyncing = false
  private started = false

  constructor(features: FeatureReader, notices: NoticeLog, layer: string, sequence: boolean) {
    this.features = features
    this.notices = notices
    this.layer = layer
    this.sequence = sequence
  }

  /** Goes on until a set is ready (`ready`), the bytes at hand are used up (`more`), or the document ends (`done`). */
  run(c: Cursor): 'ready' | 'more' | 'done' {
    for (;;) {
      const mark = c.pos
      try {
        if (!this.step(c)) return 'done'
      } catch (error) {
        if (error instanceof NeedMore) {
          c.pos = mark
          return 'more'
        }
        if (!this.canResync(error)) throw error
        this.notices.quarantine('bad-record', `byte ${c.base + mark}`)
        // The cursor stands within the broken record, so that going on from there cannot come back to it.
        this.frames.length = 0
        this.resyncing = true
      }
      if (this.features.ready.length > 0) return 'ready'
    }
  }

  private canResync(error: unknown): boolean {
    if (!this.sequence || !(error instanceof DataError)) return false
    return error.code === 'syntax' || error.code === 'truncated'
  }

  private step(c: Cursor): boolean {
    const frame = this.frames.at(-1)
    if (!frame) return this.stepRoot(c)
    const members = frame.sort === 'members' || frame.sort === 'layers'
    const close = members ? 125 : 93
    if (frame.fresh && next(c) === close) {
      c.pos++
      this.frames.pop()
      return true
    }
    if (!frame.fresh && !goesOn(c, close)) {
      this.frames.pop()
      return true
    }
    if (members) this.stepMember(c, frame)
    else if (frame.sort === 'features') this.readFeature(c, frame.layer)
    else this.readItem(c, frame.layer)
    frame.fresh = false
    return true
  }

  /** Between the values of a sequence, or before the only one. */
  private stepRoot(c: Cursor): boolean {
    if (!this.started) {
      this.startDocument(c)
      return true
    }
    if (this.resyncing) {
      this.resync(c)
      return true
    }
    const separated = this.skipSeparators(c)
    if (c.pos >= c.end) {
      if (!c.last) runOut(c)
      if (this.roots === 0) runOut(c)
      return false
    }
    if (this.roots > 0 && !separated) fail(c, c.pos, 'the end of the file')
    const byte = c.bytes[c.pos]
    if (byte === 123) this.readItem(c, this.layer)
    else if (byte === 91) {
      c.pos++
      this.frames.push({ sort: 'items', layer: this.layer, fresh: true })
    } else skipValue(c)
    if (this.roots++ > 0) this.sequence = true
    return true
  }

  private startDocument(c: Cursor): void {
    if (c.end < 3 && !c.last) runOut(c)
    if (c.bytes[0] === 0xef && c.bytes[1] === 0xbb && c.bytes[2] === 0xbf) c.pos = 3
    this.started = true
  }

  /** Steps over white space and record separators; true where a line or a record ended. */
  private skipSeparators(c: Cursor): boolean {
    let separated = false
    for (; c.pos < c.end; c.pos++) {
      const byte = c.bytes[c.pos]
      if (byte === 0x1e) this.sequence = true
      else if (byte !== 32 && byte !== 9 && byte !== 10 && byte !== 13) break
      if (byte === 10 || byte === 13 || byte === 0x1e) separated = true
    }
    return separated
  }

  /** Steps over a broken record, to the next line or separator. */
  private resync(c: Cursor): void {
    for (; c.pos < c.end; c.pos++) {
      if (c.bytes[c.pos] !== 10 && c.bytes[c.pos] !== 0x1e) continue
      this.resyncing = false
      this.roots++
      return
    }
    if (!c.last) runOut(c)
    this.resyncing = false
    this.roots++
  }

  private stepMember(c: Cursor, frame: Frame): void {
    next(c)
    const name = readText(c)
    expect(c, 58, "':'")
    const byte = next(c)
    if (frame.sort === 'layers') {
      if (byte === 123 && peekObject(c, true) === 'collection') this.enter(c, 'members', name)
      else skipValue(c)
    } else if (name === 'features' && byte === 91) {
      this.recognised = true
      this.enter(c, 'features', frame.layer)
    } else if (name === 'crs') this.readCrs(c)
    else if ((name === 'name' || name === 'title') && byte === 34) this.title ??= readText(c)
    else if ((name === 'attribution' || name === 'copyright') && byte === 34) this.attribution ??= readText(c)
    else if ((name === 'licence' || name === 'license') && byte === 34) this.licence ??= readText(c)
    else skipValue(c)
  }

  private readCrs(c: Cursor): void {
    const start = c.pos
    skipValue(c)
    const crs = parseCrs(JSON.parse(new TextDecoder().decode(c.bytes.subarray(start, c.pos))))
    if (crs === undefined || crs === this.crs) return
    if (this.features.count > 0) {
      throw new DataError('schema', `The CRS ${crs} is named only after the features, which were read without it.`, {
        file: c.file,
        place: `byte ${c.base + start}`,
        cure: 'Move the `crs` member in front of `features`, or name the CRS when importing.',
      })
    }
    this.crs = crs
  }

  private readFeature(c: Cursor, layer: string): void {
    if (next(c) === 123) {
      this.features.readFeature(c, layer)
      return
    }
    const start = c.pos
    skipValue(c)
    this.features.rejectValue(c, start, 'not-a-feature')
  }

  /** Reads an item of a root array, or a root object. */
  private readItem(c: Cursor, layer: string): void {
    const start = c.pos
    if (next(c) !== 123) {
      skipValue(c)
      this.features.rejectValue(c, start, 'not-a-feature')
      return
    }
    const sort = peekObject(c)
    if (sort === 'topology' || sort === 'cityjson') throw unsupported(c, sort)
    if (sort === 'other') {
      skipValue(c)
      this.features.rejectValue(c, start, 'not-a-feature')
      return
    }
    this.recognised ||= sort !== 'collection'
    if (sort === 'collection') this.enter(c, 'members', layer)
    else if (sort === 'layers') this.enter(c, 'layers', layer)
    else if (sort === 'feature') this.features.readFeature(c, layer)
    else if (sort === 'record') this.features.readRecord(c, layer)
    else this.features.readGeometryOnly(c, layer)
  }

  private enter(c: Cursor, sort: Frame['sort'], layer: string): void {
    c.pos++
    // The container that we come from has had its first item now, whatever becomes of the bytes at hand.
    const parent = this.frames.at(-1)
    if (parent) parent.fresh = false
    this.frames.push({ sort, layer, fresh: true })
  }
}

function unsupported(c: Cursor, sort: 'topology' | 'cityjson'): DataError {
  return sort === 'topology'
    ? new DataError('unsupported', 'This is TopoJSON, not GeoJSON.', {
        file: c.file,
        cure: 'Convert it to GeoJSON first.',
      })
    : new DataError('unsupported', 'This is CityJSON, not GeoJSON.', { file: c.file })
}
