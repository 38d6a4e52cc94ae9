import type { Collector } from '#model/city/collector.ts'
import type { NoticeLog } from '#model/exchange/notice.ts'
import { isLatitudeFirst } from '#model/geo/axisOrder.ts'
import { parseCrsName } from '#model/geo/crsName.ts'
import { createCellReader } from './cells.ts'
import { emitObject } from './emit.ts'
import { createGeometryReader, type GeometryReader } from './geometry.ts'
import { objectKinds, skippedObjects, surfaceCodes } from './names.ts'
import type { XmlHandler } from './sax.ts'
import { createStore, type ObjectFrame } from './store.ts'

export interface CityGmlHandler extends XmlHandler {
  /** As far as known from what was read. */
  readonly crs: string | undefined
  readonly title: string | undefined
  /** City objects seen, read or not. */
  readonly seen: number
}

const members = new Set(['cityObjectMember', 'featureMember', 'featureMembers'])
const lodProperty = /^lod([0-4])(\w*)$/

/** Turns elements into features of the collector, one top-level object after the other. */
export function createHandler(collector: Collector, notices: NoticeLog): CityGmlHandler {
  const path: string[] = []
  const store = createStore()
  const cells = createCellReader()
  const ids = new Set<string>()
  const surfaces: { type: number; depth: number }[] = []
  const frames: ObjectFrame[] = []
  let done: ObjectFrame[] = []
  let geometry: { reader: GeometryReader; depth: number } | undefined
  let implicit: { frame: ObjectFrame; depth: number } | undefined
  let skippedBelow = 0
  let crs: string | undefined
  let crsText = ''
  let latitudeFirst: boolean | undefined
  let dimension = 3
  let title: string | undefined
  let seen = 0

  const order = (x: number, y: number) => {
    latitudeFirst ??= isLatitudeFirst(crs, x, y, /urn:|http/.test(crsText))
    return latitudeFirst
  }
  const readSystem = ({ srsName, srsDimension }: Readonly<Record<string, string>>) => {
    if (srsDimension && frames.length === 0) dimension = srsDimension === '2' ? 2 : 3
    if (!srsName) return
    const named = parseCrsName(srsName)
    if (!named) notices.warn('crs-unreadable', srsName.slice(0, 100))
    else if (crs && crs !== named) notices.warn('crs-mixed', srsName.slice(0, 100))
    else [crs, crsText] = [named, srsName]
  }
  const openObject = (kind: string, attributes: Readonly<Record<string, string>>) => {
    const id = attributes['gml:id'] ?? attributes.id ?? `${kind}-${seen}`
    frames.push({ kind, id, parent: frames.at(-1)?.id, depth: path.length, cells: [], lods: new Map(), faults: 0 })
    seen++
  }
  const closeObject = () => {
    done.push(frames.pop()!)
    if (frames.length > 0) return
    // Parts end before their whole does.
    for (const frame of done.reverse()) {
      if (ids.has(frame.id)) notices.quarantine('duplicate-id', frame.id)
      else emitObject(frame, store, collector, notices)
      ids.add(frame.id)
    }
    done = []
    store.clear()
  }
  /** Only the place of an implicit geometry is read: its prototype may stand in another object or file. */
  const closeImplicit = (name: string, text: string | undefined, frame: ObjectFrame) => {
    if (name !== 'pos' || !path.slice(-2).includes('referencePoint')) return
    const [x, y, z = 0] = (text ?? '').split(/\s+/).map(Number)
    if (Number.isFinite(x + y + z)) frame.point = order(x, y) ? [y, x, z] : [x, y, z]
  }
  const openGeometry = (name: string, frame: ObjectFrame): boolean => {
    const [, lod, rest] = lodProperty.exec(name) ?? []
    if (lod === undefined) return false
    if (/TerrainIntersection|MultiCurve|Point|Network/.test(rest)) skippedBelow = path.length
    else if (/Implicit/.test(rest)) {
      notices.warn('implicit-geometry', frame.id)
      implicit = { frame, depth: path.length }
    } else {
      const place = { frame, lod, solid: rest === 'Solid', surfaceType: surfaces.at(-1)?.type, dimension }
      geometry = { reader: createGeometryReader(place, store, notices, order), depth: path.length }
    }
    return true
  }
  return {
    get crs() {
      return crs
    },
    get title() {
      return title
    },
    get seen() {
      return seen
    },
    open(name, attributes) {
      const parentName = path.at(-1) ?? ''
      path.push(name)
      if (skippedBelow > 0) return
      readSystem(attributes)
      if (geometry) return geometry.reader.open(name, attributes, parentName)
      if (implicit) return
      const frame = frames.at(-1)
      const kind = objectKinds.get(name)
      if (kind) openObject(kind, attributes)
      else if (skippedObjects.has(name) || members.has(parentName)) {
        notices.warn('unsupported-feature', `${name} ${attributes['gml:id'] ?? ''}`.trim())
        skippedBelow = path.length
      } else if (frame && surfaceCodes.has(name)) surfaces.push({ type: surfaceCodes.get(name)!, depth: path.length })
      else if (frame && openGeometry(name, frame)) return
      else if (frame) cells.open(name, attributes)
    },
    close(name, text) {
      const depth = path.length
      path.pop()
      if (skippedBelow > 0) {
        if (depth === skippedBelow) skippedBelow = 0
        return
      }
      if (geometry) {
        if (depth === geometry.depth) geometry = undefined
        else geometry.reader.close(name, text)
        return
      }
      if (implicit) {
        closeImplicit(name, text, implicit.frame)
        if (depth === implicit.depth) implicit = undefined
        return
      }
      const frame = frames.at(-1)
      if (!frame) {
        if (name === 'name' && depth === 2 && text) title ??= text
      } else if (depth === frame.depth) closeObject()
      else if (surfaces.at(-1)?.depth === depth) surfaces.pop()
      else if (surfaces.length === 0) cells.close(name, text, path, frame)
    },
  }
}
