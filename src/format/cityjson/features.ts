import type { Collector, Rows, SurfaceGroup } from '#model/city/collector.ts'
import type { SurfaceBuilder } from '#model/city/surfaceBuilder.ts'
import type { NoticeLog } from '#model/exchange/notice.ts'
import { appendAttributes } from './attributes.ts'
import { appendLines, appendSurfaces, type Fault, middleOf, type Slips } from './boundaries.ts'
import { type CityGeometry, type CityObject, isRecord, surfaceDepth, type Templates } from './document.ts'
import { featureKind } from './kinds.ts'
import { createInstanceSpace, type Space } from './space.ts'

/** Where objects find their vertices, and where their features go. */
export interface FeatureContext {
  space: Space
  templates: Templates | undefined
  parents: ReadonlyMap<string, string>
  collector: Collector
  notices: NoticeLog
}

/**
 * Appends a city object as one feature. Of several LoDs the highest below 4 that can be used is drawn, the others are kept beside it. A bad
 * geometry is left out and counted; an object that has only bad ones is quarantined.
 */
export function appendFeature(id: string, object: CityObject, context: FeatureContext): void {
  const { collector, notices } = context
  const kind = featureKind(object)
  const faults: Fault[] = []
  const placed = (Array.isArray(object.geometry) ? object.geometry : []).map(item => resolve(item, context))
  const usable = placed.filter(item => typeof item !== 'string')
  const rows =
    appendSurfaceFeature(id, kind, usable, context, faults) ??
    appendLineFeature(kind, usable, context, faults) ??
    appendPointFeature(kind, usable, context, faults)
  const all = [...placed.filter(item => typeof item === 'string'), ...faults]
  if (!rows && all.length > 0) {
    notices.quarantine(all[0], id)
    return
  }
  for (const fault of all) notices.warn(fault, id)
  const group = rows ?? collector.bare(kind).rows
  appendAttributes(object, group.add(id, context.parents.get(id)), group.attributes)
}

/** A geometry with the space of its vertices; an instance is replaced by its template. */
interface Placed {
  geometry: CityGeometry
  space: Space
  lod: string
}

type Unplaced = 'bad-geometry' | 'missing-template' | 'vertex-range'

function resolve(geometry: CityGeometry, { space, templates }: FeatureContext): Placed | Unplaced {
  if (!isRecord(geometry)) return 'bad-geometry'
  if (geometry.type !== 'GeometryInstance') {
    return isKnown(geometry) ? { geometry, space, lod: lodOf(geometry) } : 'bad-geometry'
  }
  const template = templates?.templates[geometry.template as number]
  if (!templates || !template || !isKnown(template)) return 'missing-template'
  const instance = createInstanceSpace(geometry, templates.vertices, space)
  return instance ? { geometry: template, space: instance, lod: lodOf(template) } : 'vertex-range'
}

function isKnown({ type }: CityGeometry): boolean {
  return surfaceDepth.has(type) || type === 'MultiLineString' || type === 'MultiPoint'
}

/** Geometry without LoD counts as LoD 1, the least that stands. */
function lodOf({ lod }: CityGeometry): string {
  return typeof lod === 'string' && lod !== '' ? lod : '1'
}

function appendSurfaceFeature(
  id: string,
  kind: string,
  placed: Placed[],
  { collector, notices }: FeatureContext,
  faults: Fault[],
): Rows | undefined {
  const surfaces = placed.filter(({ geometry }) => surfaceDepth.has(geometry.type))
  const lods = [...new Set(surfaces.map(({ lod }) => lod))].sort(drawnFirst)
  const slips: Slips = { degenerateRings: 0, semantics: 0 }
  let group: SurfaceGroup | undefined
  for (const lod of lods) {
    const ofLod = surfaces.filter(surface => surface.lod === lod)
    const target = group ?? collector.surfaces(kind, lod)
    const sink = group ? group.other(lod) : target.drawn
    if (appendLod(ofLod, sink, target.rows.count + 1, slips, faults)) group = target
  }
  if (slips.degenerateRings > 0) notices.warn('degenerate-ring', id, slips.degenerateRings)
  if (slips.semantics > 0) notices.warn('semantics-mismatch', id)
  return group?.rows
}

/** Falling, but LoD 4 (interiors, in old files) last. */
function drawnFirst(a: string, b: string): number {
  const rank = (lod: string) => {
    const level = Number.parseFloat(lod)
    return Number.isNaN(level) || level >= 4 ? -1 : level
  }
  return rank(b) - rank(a)
}

/** All geometries of one LoD together. False where none of them can be used. */
function appendLod(placed: Placed[], sink: SurfaceBuilder, rows: number, slips: Slips, faults: Fault[]): boolean {
  let used = false
  let solid = true
  for (const { geometry, space } of placed) {
    const mark = sink.mark()
    const fault = appendSurfaces(geometry, space, sink, slips)
    if (fault) {
      sink.restore(mark)
      faults.push(fault)
      continue
    }
    used = true
    solid &&= geometry.type.endsWith('Solid')
  }
  if (used) sink.endFeature(rows, solid)
  return used
}

function appendLineFeature(kind: string, placed: Placed[], { collector }: FeatureContext, faults: Fault[]) {
  const best = ofType('MultiLineString', placed)
  if (!best) return undefined
  const { rows, lines } = collector.lines(kind)
  const mark = lines.mark()
  const fault = appendLines(best.geometry, best.space, lines)
  if (fault) {
    lines.restore(mark)
    faults.push(fault)
    return undefined
  }
  lines.endFeature(rows.count + 1)
  return rows
}

function appendPointFeature(kind: string, placed: Placed[], { collector }: FeatureContext, faults: Fault[]) {
  const best = ofType('MultiPoint', placed)
  if (!best) return undefined
  const middle = middleOf(best.geometry, best.space)
  if (typeof middle === 'string') {
    faults.push(middle)
    return undefined
  }
  const { rows, points } = collector.points(kind)
  points.point(...middle)
  return rows
}

function ofType(type: string, placed: Placed[]): Placed | undefined {
  return placed.filter(({ geometry }) => geometry.type === type).sort((a, b) => drawnFirst(a.lod, b.lod))[0]
}
