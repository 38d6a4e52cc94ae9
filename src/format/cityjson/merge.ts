import { FloatList } from '#math/growable.ts'
import type { NoticeLog } from '#model/exchange/notice.ts'
import type { Appearance, CityJsonDocument, Json, JsonObject } from './document.ts'
import { remapObject } from './remap.ts'
import type { SequenceFeature } from './sequence.ts'

/** Puts the features of a sequence into one document: indices move behind those of the features before. */
export interface Merger {
  add(feature: SequenceFeature): void
  finish(): CityJsonDocument
}

export function createMerger(header: CityJsonDocument, notices: NoticeLog): Merger {
  const objects = new Map(header.objects)
  const vertices = new FloatList()
  appendAll(vertices, header.vertices)
  const appearance = createAppearanceMerger(header.appearance)
  return {
    add(feature) {
      const base = vertices.length / 3
      appendAll(vertices, feature.vertices)
      const maps = { vertex: (index: number) => index + base, ...appearance.add(feature.appearance) }
      for (const [id, object] of feature.objects) {
        if (objects.has(id)) notices.quarantine('duplicate-id', id)
        else objects.set(id, remapObject(object, maps))
      }
    },
    finish() {
      const merged = appearance.finish()
      return { ...header, objects, vertices: vertices.take(), ...(merged ? { appearance: merged } : {}) }
    },
  }
}

function appendAll(list: FloatList, values: Float64Array): void {
  list.reserve(values.length)
  list.data.set(values, list.length)
  list.length += values.length
}

/** Features repeat the materials and textures they share; these become one again. Texture vertices do not. */
function createAppearanceMerger(header: Appearance | undefined) {
  let themes: JsonObject = {}
  const materials = createPool(header?.materials)
  const textures = createPool(header?.textures)
  const textureVertices: Json[] = [...(header?.['vertices-texture'] ?? [])]
  return {
    add(appearance: Appearance | undefined) {
      const { materials: ownMaterials, textures: ownTextures, 'vertices-texture': own, ...rest } = appearance ?? {}
      themes = { ...themes, ...rest }
      const base = textureVertices.length
      for (const vertex of Array.isArray(own) ? own : []) textureVertices.push(vertex)
      return {
        material: materials.add(ownMaterials),
        texture: textures.add(ownTextures),
        textureVertex: (index: number) => index + base,
      }
    },
    finish(): Appearance | undefined {
      const merged: Appearance = {
        ...header,
        ...themes,
        ...(materials.items.length > 0 ? { materials: materials.items } : {}),
        ...(textures.items.length > 0 ? { textures: textures.items } : {}),
        ...(textureVertices.length > 0 ? { 'vertices-texture': textureVertices } : {}),
      }
      return Object.keys(merged).length > 0 ? merged : undefined
    },
  }
}

function createPool(first: Json[] | undefined) {
  const items: Json[] = [...(first ?? [])]
  const known = new Map(items.map((item, index) => [JSON.stringify(item), index]))
  return {
    items,
    /** Where the feature's own indices are found in the pool. */
    add(own: Json[] | undefined): (index: number) => number {
      const places = (Array.isArray(own) ? own : []).map(item => {
        const key = JSON.stringify(item)
        const place = known.get(key) ?? items.push(item) - 1
        known.set(key, place)
        return place
      })
      return index => places[index] ?? index
    },
  }
}
