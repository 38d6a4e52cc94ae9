import type { NoticeCode, NoticeLog } from '#model/exchange/notice.ts'
import { createRingReader } from './ring.ts'
import type { LodSurfaces, ObjectFrame, PolygonRef, PolygonStore } from './store.ts'

/** Reads what stands inside a `lod…` property: polygons, and references to polygons elsewhere in the object. */
export interface GeometryReader {
  open(name: string, attributes: Readonly<Record<string, string>>, parentName: string): void
  close(name: string, text: string | undefined): void
}

export interface GeometryPlace {
  frame: ObjectFrame
  lod: string
  solid: boolean
  /** Of the boundary surface around it, if any. */
  surfaceType: number | undefined
  dimension: number
}

const polygonNames = new Set(['Polygon', 'PolygonPatch', 'Triangle', 'Rectangle'])
const coordinateNames = new Set(['posList', 'pos', 'coordinates'])

/** `order` tells whether coordinates come latitude first. */
export function createGeometryReader(
  place: GeometryPlace,
  store: PolygonStore,
  notices: NoticeLog,
  order: (x: number, y: number) => boolean,
): GeometryReader {
  const rings = createRingReader(store, order)
  /** One entry for each open OrientableSurface: whether it turns its base over. */
  const turned: boolean[] = []
  let dimension = place.dimension
  let polygon: OpenPolygon | undefined
  let inRing = false
  const reversed = () => turned.filter(Boolean).length % 2 === 1

  const openPolygon = (attributes: Readonly<Record<string, string>>) => {
    polygon = { id: attributes['gml:id'] ?? attributes.id, firstRing: store.ringEnds.length, bad: undefined, rings: 0 }
  }
  const closeRing = () => {
    if (!inRing || !polygon) return
    inRing = false
    if (polygon.bad) rings.drop()
    else if (!rings.end() && polygon.rings === 0) polygon.bad = 'degenerate-ring'
    else polygon.rings++
  }
  const closePolygon = () => {
    if (!polygon) return
    const { id, bad, firstRing } = polygon
    polygon = undefined
    if (bad || store.ringEnds.length === firstRing) {
      const kept = firstRing === 0 ? 0 : store.ringEnds.data[firstRing - 1]
      store.ringEnds.length = firstRing
      store.coordinates.length = kept * 3
      place.frame.faults++
      notices.warn(bad ?? 'degenerate-ring', id ?? place.frame.id)
      return
    }
    store.polygonEnds.push(store.ringEnds.length)
    store.types.push(place.surfaceType ?? 0)
    if (id) store.ids.set(id, store.types.length - 1)
    addRef(place, { polygon: store.types.length - 1, reversed: reversed() })
  }
  return {
    open(name, attributes, parentName) {
      if (attributes.srsDimension) dimension = attributes.srsDimension === '2' ? 2 : 3
      if (name === 'OrientableSurface') turned.push(attributes.orientation === '-')
      else if (polygonNames.has(name)) openPolygon(attributes)
      else if (name === 'LinearRing' && polygon) inRing = true
      const href = attributes['xlink:href']
      if (href?.startsWith('#') && isMember(name, parentName)) {
        addRef(place, { polygon: href.slice(1), reversed: reversed() })
      }
    },
    close(name, text) {
      if (name === 'OrientableSurface') turned.pop()
      else if (polygonNames.has(name)) closePolygon()
      else if (name === 'LinearRing') closeRing()
      else if (inRing && polygon && coordinateNames.has(name)) {
        const count = name === 'pos' && dimension === 3 && text?.split(/\s+/).length === 2 ? 2 : dimension
        if (text === undefined || !rings.add(text, count)) polygon.bad = 'non-finite'
      }
    },
  }
}

interface OpenPolygon {
  id: string | undefined
  firstRing: number
  bad: NoticeCode | undefined
  rings: number
}

const isMember = (name: string, parent: string) =>
  name === 'surfaceMember' || name === 'baseSurface' || (name === 'exterior' && parent === 'Solid')

function addRef({ frame, lod, solid, surfaceType }: GeometryPlace, ref: PolygonRef): void {
  const surfaces = surfacesOf(frame, lod)
  if (surfaceType !== undefined) surfaces.boundary.push({ ...ref, type: surfaceType })
  else if (solid) surfaces.solid.push(ref)
  else surfaces.loose.push(ref)
}

function surfacesOf(frame: ObjectFrame, lod: string): LodSurfaces {
  const known = frame.lods.get(lod)
  if (known) return known
  const surfaces: LodSurfaces = { solid: [], loose: [], boundary: [] }
  frame.lods.set(lod, surfaces)
  return surfaces
}
