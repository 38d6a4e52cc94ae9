import { createTransform } from '#math/geodesy/crs.ts'
import type { FeatureSet, Geometry } from '#model/city/feature.ts'
import { cellAt, findColumn } from '#model/city/table.ts'
import type { CityGeometry, CityJsonDocument, CityObject, Json, JsonObject } from './document.ts'
import { allowsSolid, cityJsonType } from './kinds.ts'
import { areaGeometry, lineGeometry, pointGeometry, prismGeometry, surfaceGeometry, type Target } from './toGeometry.ts'
import { toCrsUrl } from './upgrade.ts'
import { createVertexPool } from './vertexPool.ts'

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

/**
 * Features of any source as a CityJSON 2.0 model. Prisms become closed solids (LoD 1, or LoD 2 under a roof), surfaces keep their LoDs and
 * meanings, areas, lines and points become LoD 0. Kinds that CityJSON lacks become `GenericCityObject` with the attribute `kind`.
 * Throws an Error for a CRS that is not known.
 */
export function toCityJson(sets: readonly FeatureSet[], options: ToCityJsonOptions): CityJsonDocument {
  const crs = options.targetCrs ?? chooseCrs(sets, options.crs)
  const target: Target = { pool: createVertexPool(), project: createProjection(options.crs, crs) }
  const keys = assignKeys(sets)
  const objects = new Map<string, CityObject>()
  sets.forEach((set, s) => {
    const columns = set.table.columns.filter(({ name }) => name !== 'id' && name !== 'parent')
    const parents = findColumn(set.table, 'parent')
    for (let f = 0; f < set.table.rowCount; f++) {
      const geometry = toGeometry(set, f, options.ground?.(set, f) ?? 0, target)
      const key = keys.bySet[s][f]
      const whole = parents ? keys.byId.get(String(cellAt(parents, f))) : undefined
      const parent = whole === key ? undefined : whole
      const type = cityJsonType(set.kind, [...new Set(geometry.map(item => item.type))], parent !== undefined)
      const cells = columns.flatMap((column): [string, Json][] => {
        const value = cellAt(column, f)
        return value === undefined || value === '' ? [] : [[column.name, value]]
      })
      if (type !== set.kind && type === 'GenericCityObject') cells.push(['kind', set.kind])
      objects.set(key, {
        type,
        ...(cells.length > 0 ? { attributes: Object.fromEntries(cells) } : {}),
        ...(geometry.length > 0 ? { geometry } : {}),
        ...(parent !== undefined && hasParent(type) ? { parents: [parent] } : {}),
      })
    }
  })
  linkChildren(objects)
  const metadata: JsonObject = {
    ...options.metadata,
    ...(options.title ? { title: options.title } : {}),
    ...(crs ? { referenceSystem: toCrsUrl(crs) } : {}),
  }
  const { vertices, transform } = target.pool.take()
  return { transform, objects, vertices, ...(Object.keys(metadata).length > 0 ? { metadata } : {}) }
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

function linkChildren(objects: Map<string, CityObject>): void {
  for (const [id, { parents }] of objects) {
    const parent = parents && objects.get(parents[0])
    if (!parent) continue
    parent.children ??= []
    parent.children.push(id)
  }
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
