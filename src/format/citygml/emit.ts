import type { Collector } from '#model/city/collector.ts'
import type { SurfaceBuilder } from '#model/city/surfaceBuilder.ts'
import type { NoticeLog } from '#model/exchange/notice.ts'
import type { LodSurfaces, ObjectFrame, PolygonRef, PolygonStore } from './store.ts'

/** Appends an object as one feature: its highest LoD below 4 drawn, the others beside it. */
export function emitObject(frame: ObjectFrame, store: PolygonStore, collector: Collector, notices: NoticeLog): void {
  const lods = [...frame.lods].sort(([a], [b]) => rank(b) - rank(a))
  let group: ReturnType<Collector['surfaces']> | undefined
  for (const [lod, surfaces] of lods) {
    const { refs, solid } = choose(surfaces, store, frame.id, notices)
    if (refs.length === 0) continue
    const target: ReturnType<Collector['surfaces']> = group ?? collector.surfaces(frame.kind, lod)
    const sink = group ? group.other(lod) : target.drawn
    for (const ref of refs) appendPolygon(ref, store, sink)
    sink.endFeature(target.rows.count + 1, solid)
    group = target
  }
  if (!group && lods.length + frame.faults > 0) {
    notices.quarantine('bad-geometry', frame.id)
    return
  }
  const { rows } = group ?? pointGroup(frame, collector) ?? collector.bare(frame.kind)
  const row = rows.add(frame.id, frame.parent)
  for (const { name, value, unit } of frame.cells) rows.attributes.set(row, name, value, unit)
}

function pointGroup({ kind, point }: ObjectFrame, collector: Collector) {
  if (!point) return undefined
  const group = collector.points(kind)
  group.points.point(...point)
  return group
}

const rank = (lod: string) => (Number(lod) >= 4 ? -1 : Number(lod))

interface Found {
  polygon: number
  reversed: boolean
}

/**
 * Solid and boundary surfaces describe the same walls, mostly by reference. The solid is what is drawn, typed by the boundary surfaces, unless
 * it has polygons of its own that the boundary surfaces repeat: then these, which know what they are.
 */
function choose({ solid, loose, boundary }: LodSurfaces, store: PolygonStore, id: string, notices: NoticeLog) {
  const shell = find(solid, store)
  const surfaces = find(boundary, store)
  const missing = shell.missing + surfaces.missing
  if (missing > 0) notices.warn('missing-ref', id, missing)
  boundary.forEach(({ polygon, type }) => {
    const index = typeof polygon === 'number' ? polygon : store.ids.get(polygon)
    if (index !== undefined) store.types[index] = type
  })
  if (shell.found.length > 0 && shell.missing === 0) {
    const typed = shell.found.some(({ polygon }) => store.types[polygon] !== 0)
    if (typed || surfaces.found.length === 0) return { refs: shell.found, solid: true }
    return { refs: surfaces.found, solid: surfaces.found.length === shell.found.length }
  }
  const others = find(loose, store)
  if (others.missing > 0) notices.warn('missing-ref', id, others.missing)
  const all = [...surfaces.found, ...others.found, ...shell.found]
  const seen = new Set<number>()
  const refs = all.filter(({ polygon }) => !seen.has(polygon) && seen.add(polygon))
  return { refs, solid: false }
}

function find(refs: readonly PolygonRef[], store: PolygonStore): { found: Found[]; missing: number } {
  const found: Found[] = []
  for (const { polygon, reversed } of refs) {
    const index = typeof polygon === 'number' ? polygon : store.ids.get(polygon)
    if (index !== undefined) found.push({ polygon: index, reversed })
  }
  return { found, missing: refs.length - found.length }
}

function appendPolygon({ polygon, reversed }: Found, store: PolygonStore, sink: SurfaceBuilder): void {
  const { coordinates, ringEnds, polygonEnds, types } = store
  const data = coordinates.data
  for (let ring = polygon === 0 ? 0 : polygonEnds.data[polygon - 1]; ring < polygonEnds.data[polygon]; ring++) {
    const start = ring === 0 ? 0 : ringEnds.data[ring - 1]
    const count = ringEnds.data[ring] - start
    for (let k = 0; k < count; k++) {
      const at = (start + (reversed ? count - 1 - k : k)) * 3
      sink.vertex(data[at], data[at + 1], data[at + 2])
    }
    sink.endRing()
  }
  sink.endPolygon(types[polygon])
}
