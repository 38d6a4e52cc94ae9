import { createNoticeLog } from '#model/exchange/notice.ts'
import type { Appearance, CityJsonDocument, CityObject, Json } from './document.ts'
import { readParents } from './family.ts'
import { remapObject } from './remap.ts'
import { createJsonText, writeHeaderLine, writeObjects, writeTriples } from './write.ts'

/**
 * The document as a CityJSON 2.0 text sequence, line by line: the header, then one feature for each object that is nobody's part, with its
 * parts, its own vertices and the materials and textures that it uses.
 */
export function* writeCityJsonSequence(document: CityJsonDocument): Generator<Uint8Array> {
  yield writeHeaderLine(document)
  for (const [id, objects] of families(document.objects)) yield writeFeature(id, objects, document)
}

function families(objects: ReadonlyMap<string, CityObject>): Map<string, Map<string, CityObject>> {
  const parents = readParents(objects, createNoticeLog())
  const found = new Map<string, Map<string, CityObject>>()
  for (const [id, object] of objects) {
    let root = id
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent
    const family = found.get(root) ?? new Map<string, CityObject>()
    family.set(id, object)
    found.set(root, family)
  }
  return found
}

function writeFeature(id: string, objects: ReadonlyMap<string, CityObject>, document: CityJsonDocument): Uint8Array {
  const { appearance } = document
  const vertex = createRenumbering(document.vertices.length / 3)
  const material = createRenumbering(appearance?.materials?.length)
  const texture = createRenumbering(appearance?.textures?.length)
  const textureVertex = createRenumbering(appearance?.['vertices-texture']?.length)
  const maps = { vertex: vertex.map, material: material.map, texture: texture.map, textureVertex: textureVertex.map }
  const own = new Map([...objects].map(([name, object]) => [name, remapObject(object, maps)]))
  const out = createJsonText()
  out.add(`{"type":"CityJSONFeature","id":${JSON.stringify(id)},"CityObjects":`)
  writeObjects(out, own)
  const used: Appearance = {
    ...defaults(appearance),
    ...pick('materials', material.order, appearance?.materials),
    ...pick('textures', texture.order, appearance?.textures),
    ...pick('vertices-texture', textureVertex.order, appearance?.['vertices-texture']),
  }
  if (material.order.length + texture.order.length > 0) out.add(`,"appearance":${JSON.stringify(used)}`)
  out.add(',"vertices":')
  writeTriples(out, takeTriples(document.vertices, vertex.order))
  out.add('}\n')
  return out.bytes()
}

/** An index that leads nowhere leads nowhere still. */
const nowhere = 0xffffffff

function createRenumbering(count = 0) {
  const numbers = new Map<number, number>()
  const order: number[] = []
  return {
    order,
    map(index: number): number {
      const known = numbers.get(index)
      if (known !== undefined) return known
      if (!Number.isInteger(index) || index < 0 || index >= count) return nowhere
      numbers.set(index, order.length)
      order.push(index)
      return order.length - 1
    },
  }
}

/** The themes' names: what is neither a material nor a texture. */
function defaults(appearance: Appearance | undefined): Appearance {
  const { materials: _, textures: __, 'vertices-texture': ___, ...rest } = appearance ?? {}
  return rest
}

function pick(name: string, order: number[], items: Json[] | undefined): Appearance {
  return order.length > 0 ? { [name]: order.map(index => items![index]) } : {}
}

function takeTriples(vertices: Float64Array, order: number[]): Float64Array {
  const taken = new Float64Array(order.length * 3)
  order.forEach((index, i) => {
    taken.set(vertices.subarray(index * 3, index * 3 + 3), i * 3)
  })
  return taken
}
