import { createTransform } from '#math/geodesy/crs.ts'
import type { FeatureSet, Geometry } from '#model/city/feature.ts'
import { cellAt, findColumn } from '#model/city/table.ts'
import type { CityGeometry, CityObject, Json, JsonObject } from './document.ts'
import { allowsSolid, cityJsonType } from './kinds.ts'
import { areaGeometry, lineGeometry, pointGeometry, prismGeometry, surfaceGeometry, type Target } from './toGeometry.ts'
import { toCrsUrl } from './upgrade.ts'
import type { VertexPool } from './vertexPool.ts'

export interface ToCityJsonOptions {
  /** Of the features' coordinates, such as `EPSG:4326`; undefined for metres that nobody knows the place of. */
  crs: string | undefined
  /** CRS of the document, in metres. By default that of the features, or the UTM zone of the first where theirs is in degrees. */
  targetCrs?: string
  title?: string
  /** Height of the ground under a feature, metres: prisms, and whatever has no heights of its own, stand on it. 0 by default. */
  ground?(set: FeatureSet, feature: number): number
  /** Further metadata of CityJSON, such as `pointOfContact`. */
  metadata?: JsonObject
}

/** Makes one city object after the other of the features of several sets. */
export interface ObjectMaker {
  readonly crs: string | undefined
  readonly metadata: JsonObject
  /** Key of the object of feature f of set s, and of its whole. */
  key(s: number, f: number): string
  parent(s: number, f: number): string | undefined
  /** Its vertices go to the pool. Children are not linked yet. */
  make(s: number, f: number, pool: VertexPool): CityObject
  /** First coordinate of any feature, in the CRS of the document. */
  origin(): [number, number]
}

/** Throws an Error for a CRS that is not known. */
export function createObjectMaker(sets: readonly FeatureSet[], options: ToCityJsonOptions): ObjectMaker {
  const crs = options.targetCrs ?? chooseCrs(sets, options.crs)
  const project = createProjection(options.crs, crs)
  const keys = assignKeys(sets)
  const tables = sets.map(({ table }) => ({
    parents: findColumn(table, 'parent'),
    columns: table.columns.filter(({ name }) => name !== 'id' && name !== 'parent'),
  }))
  const parent = (s: number, f: number) => {
    const { parents } = tables[s]
    const whole = parents ? keys.byId.get(String(cellAt(parents, f))) : undefined
    return whole === keys.bySet[s][f] ? undefined : whole
  }
  return {
    crs,
    metadata: {
      ...options.metadata,
      ...(options.title ? { title: options.title } : {}),
      ...(crs ? { referenceSystem: toCrsUrl(crs) } : {}),
    },
    key: (s, f) => keys.bySet[s][f],
    parent,
    make(s, f, pool) {
      const set = sets[s]
      const geometry = toGeometry(set, f, options.ground?.(set, f) ?? 0, { pool, project })
      const whole = parent(s, f)
      const type = cityJsonType(set.kind, [...new Set(geometry.map(item => item.type))], whole !== undefined)
      const cells = tables[s].columns.flatMap((column): [string, Json][] => {
        const value = cellAt(column, f)
        return value === undefined || value === '' ? [] : [[column.name, value]]
      })
      if (type !== set.kind) cells.push(['kind', set.kind])
      return {
        type,
        ...(cells.length > 0 ? { attributes: Object.fromEntries(cells) } : {}),
        ...(geometry.length > 0 ? { geometry } : {}),
        ...(whole !== undefined && hasParent(type) ? { parents: [whole] } : {}),
      }
    },
    origin() {
      const first = sets.map(({ geometry }) => firstCoordinate(geometry)).find(Boolean)
      return first ? project(first[0], first[1]) : [0, 0]
    },
  }
}

/** Tells the wholes of their parts. */
export function linkChildren(objects: ReadonlyMap<string, CityObject>): void {
  for (const [id, { parents }] of objects) {
    const parent = parents && objects.get(parents[0])
    if (!parent) continue
    parent.children ??= []
    parent.children.push(id)
  }
}

const hasParent = (type: string) => /^(Building|Bridge|Tunnel)\w+$/.test(type)

function toGeometry(
  { kind, geometry, otherLods = [] }: FeatureSet,
  f: number,
  z: number,
  target: Target,
): CityGeometry[] {
  const solid = allowsSolid(kind)
  switch (geometry.type) {
    case 'prism':
      return prismGeometry(geometry, f, z, solid, target)
    case 'surface':
      return [geometry, ...otherLods].flatMap(surfaces => surfaceGeometry(surfaces, f, solid, target))
    case 'area':
      return areaGeometry(geometry.polygons, f, z, target)
    case 'line':
      return lineGeometry(geometry.lines, f, z, target)
    case 'point':
      return pointGeometry(geometry.points, f, z, target)
    case 'none':
      return []
  }
}

/** Ids as keys of one object: an id that comes again, as the other half of a way that was cut, gets a number. */
function assignKeys(sets: readonly FeatureSet[]): { byId: Map<string, string>; bySet: string[][] } {
  const byId = new Map<string, string>()
  const taken = new Set<string>()
  const bySet = sets.map(({ kind, table }) => {
    const ids = findColumn(table, 'id')
    return Array.from({ length: table.rowCount }, (_, f) => {
      const id = String((ids && cellAt(ids, f)) ?? `${kind}-${f}`)
      let key = id
      for (let n = 2; taken.has(key); n++) key = `${id}-${n}`
      taken.add(key)
      if (!byId.has(id)) byId.set(id, key)
      return key
    })
  })
  return { byId, bySet }
}

function createProjection(from: string | undefined, to: string | undefined): Target['project'] {
  if (!from || !to || from === to) return (x, y) => [x, y]
  const source = createTransform(from)
  const target = createTransform(to)
  return (x, y) => target.fromWgs84(...source.toWgs84(x, y))
}

function chooseCrs(sets: readonly FeatureSet[], crs: string | undefined): string | undefined {
  if (!crs || createTransform(crs).kind === 'projected') return crs
  const [lon, lat] = sets.map(({ geometry }) => firstCoordinate(geometry)).find(Boolean) ?? [0, 0]
  const zone = Math.min(60, Math.max(1, Math.floor((lon + 180) / 6) + 1))
  return `EPSG:${(lat < 0 ? 32700 : 32600) + zone}`
}

function firstCoordinate(geometry: Geometry): Float64Array | undefined {
  const coordinates = coordinatesOf(geometry)
  return coordinates && coordinates.length > 0 ? coordinates : undefined
}

function coordinatesOf(geometry: Geometry): Float64Array | undefined {
  switch (geometry.type) {
    case 'prism':
      return geometry.footprint.coordinates
    case 'surface':
    case 'area':
      return geometry.polygons.coordinates
    case 'line':
      return geometry.lines.coordinates
    case 'point':
      return geometry.points.coordinates
    case 'none':
      return undefined
  }
}
