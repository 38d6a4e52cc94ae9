import { type CityGeometry, type CityObject, isRecord, type Json, type JsonObject } from './document.ts'

/** Where indices of one document are found in another. */
export interface IndexMaps {
  vertex(index: number): number
  material(index: number): number
  texture(index: number): number
  textureVertex(index: number): number
}

/** The object with the indices of its geometries, and of its addresses' locations, mapped. The object itself stays as it is. */
export function remapObject(object: CityObject, maps: IndexMaps): CityObject {
  const mapped: CityObject = { ...object }
  if (Array.isArray(object.geometry)) mapped.geometry = object.geometry.map(item => remapGeometry(item, maps))
  if (Array.isArray(object.address)) mapped.address = object.address.map(item => remapAddress(item, maps))
  return mapped
}

function remapAddress(address: Json, maps: IndexMaps): Json {
  if (!isRecord(address) || !isRecord(address.location)) return address
  return { ...address, location: remapGeometry(address.location as CityGeometry, maps) }
}

function remapGeometry(geometry: CityGeometry, maps: IndexMaps): CityGeometry {
  if (!isRecord(geometry)) return geometry
  const mapped: CityGeometry = { ...geometry }
  if (geometry.boundaries !== undefined) mapped.boundaries = mapNumbers(geometry.boundaries, maps.vertex)
  if (isRecord(geometry.material)) mapped.material = mapThemes(geometry.material, item => mapMaterial(item, maps))
  if (isRecord(geometry.texture)) mapped.texture = mapThemes(geometry.texture, item => mapTexture(item, maps))
  return mapped
}

function mapThemes(themes: JsonObject, map: (theme: JsonObject) => JsonObject): JsonObject {
  const entries = Object.entries(themes).map(([name, theme]) => [name, isRecord(theme) ? map(theme) : theme] as const)
  return Object.fromEntries(entries)
}

function mapMaterial(theme: JsonObject, { material }: IndexMaps): JsonObject {
  const mapped = { ...theme }
  if (theme.value !== undefined) mapped.value = mapNumbers(theme.value, material)
  if (theme.values !== undefined) mapped.values = mapNumbers(theme.values, material)
  return mapped
}

/** The innermost arrays stand for rings: the texture first, then a texture vertex for each vertex; or only null. */
function mapTexture(theme: JsonObject, maps: IndexMaps): JsonObject {
  const mapRings = (value: Json): Json => {
    if (!Array.isArray(value)) return value
    if (value.some(Array.isArray)) return value.map(mapRings)
    return value.map((index, i) => mapNumbers(index, i === 0 ? maps.texture : maps.textureVertex))
  }
  return theme.values === undefined ? theme : { ...theme, values: mapRings(theme.values) }
}

function mapNumbers(value: Json, map: (index: number) => number): Json {
  if (typeof value === 'number') return map(value)
  return Array.isArray(value) ? value.map(item => mapNumbers(item, map)) : value
}
