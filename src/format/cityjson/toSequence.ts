import type { FeatureSet } from '#model/city/feature.ts'
import type { CityObject, Transform } from './document.ts'
import { createObjectMaker, linkChildren, type ObjectMaker, type ToCityJsonOptions } from './objectMaker.ts'
import { createVertexPool } from './vertexPool.ts'
import { createJsonText, writeHeaderLine, writeObjects, writeTriples } from './write.ts'

/**
 * Features of any source as a CityJSON 2.0 text sequence, line by line: what `toCityJson` makes, for cities too large to be held as one model.
 * An object and its parts are one feature. Throws an Error for a CRS that is not known.
 */
export function* toCityJsonSequence(sets: readonly FeatureSet[], options: ToCityJsonOptions): Generator<Uint8Array> {
  const maker = createObjectMaker(sets, options)
  const [x, y] = maker.origin()
  const transform: Transform = { scale: [0.001, 0.001, 0.001], translate: [Math.round(x), Math.round(y), 0] }
  const { metadata } = maker
  yield writeHeaderLine({ transform, objects: new Map(), vertices: new Float64Array(0), metadata })
  const families = findFamilies(sets, maker)
  for (let s = 0; s < sets.length; s++) {
    for (let f = 0; f < sets[s].table.rowCount; f++) {
      const key = maker.key(s, f)
      if (!families.inner.has(key))
        yield writeFamily(key, [[s, f], ...(families.parts.get(key) ?? [])], maker, transform)
    }
  }
}

type Row = [set: number, feature: number]

/** The parts of each top-level object, and the keys of all parts. */
function findFamilies(
  sets: readonly FeatureSet[],
  maker: ObjectMaker,
): { parts: Map<string, Row[]>; inner: Set<string> } {
  const parents = new Map<string, string>()
  const rows = new Map<string, Row>()
  sets.forEach(({ table }, s) => {
    for (let f = 0; f < table.rowCount; f++) {
      const parent = maker.parent(s, f)
      if (parent === undefined) continue
      parents.set(maker.key(s, f), parent)
      rows.set(maker.key(s, f), [s, f])
    }
  })
  const parts = new Map<string, Row[]>()
  const inner = new Set<string>()
  for (const [key, row] of rows) {
    const root = rootOf(key, parents)
    if (root === key) continue
    inner.add(key)
    const family = parts.get(root)
    if (family) family.push(row)
    else parts.set(root, [row])
  }
  return { parts, inner }
}

/** Of parents in a circle, the one that comes first by name. */
function rootOf(key: string, parents: ReadonlyMap<string, string>): string {
  const path = new Set<string>()
  let root = key
  for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) {
    path.add(root)
    if (path.has(parent)) return [...path].sort()[0]
    root = parent
  }
  return root
}

function writeFamily(key: string, rows: Row[], maker: ObjectMaker, transform: Transform): Uint8Array {
  const pool = createVertexPool(64)
  const objects = new Map<string, CityObject>()
  for (const [s, f] of rows) objects.set(maker.key(s, f), maker.make(s, f, pool))
  linkChildren(objects)
  const out = createJsonText()
  out.add(`{"type":"CityJSONFeature","id":${JSON.stringify(key)},"CityObjects":`)
  writeObjects(out, objects)
  out.add(',"vertices":')
  writeTriples(out, pool.takeFrom(transform))
  out.add('}\n')
  return out.bytes()
}
