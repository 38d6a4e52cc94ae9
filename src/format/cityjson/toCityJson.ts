import type { FeatureSet } from '#model/city/feature.ts'
import type { CityJsonDocument, CityObject } from './document.ts'
import { createObjectMaker, linkChildren, type ToCityJsonOptions } from './objectMaker.ts'
import { createVertexPool } from './vertexPool.ts'

/**
 * Features of any source as a CityJSON 2.0 model. Prisms become closed solids (LoD 1, or LoD 2 under a roof), surfaces keep their LoDs and
 * meanings, areas, lines and points become LoD 0. Kinds that CityJSON lacks
 * become the nearest it has, with the attribute `kind`.
 * Throws an Error for a CRS that is not known.
 */
export function toCityJson(sets: readonly FeatureSet[], options: ToCityJsonOptions): CityJsonDocument {
  const maker = createObjectMaker(sets, options)
  const pool = createVertexPool()
  const objects = new Map<string, CityObject>()
  sets.forEach(({ table }, s) => {
    for (let f = 0; f < table.rowCount; f++) objects.set(maker.key(s, f), maker.make(s, f, pool))
  })
  linkChildren(objects)
  const { metadata } = maker
  return { ...pool.take(), objects, ...(Object.keys(metadata).length > 0 ? { metadata } : {}) }
}
