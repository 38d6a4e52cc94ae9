import type { FeatureKind } from '#model/city/feature.ts'
import { measureKeys } from '#model/city/measures.ts'
import { kindKeys, kindOfTags, type Outline, says, type Tags } from '#model/city/tag.ts'

/** Kinds that a file of ours, or one like it, names outright in `kind` or `type`. */
const named = new Set<string>([
  'Building',
  'BuildingPart',
  'BuildingInstallation',
  'Bridge',
  'Tunnel',
  'Road',
  'Railway',
  'Waterway',
  'TransportSquare',
  'WaterBody',
  'LandUse',
  'PlantCover',
  'SolitaryVegetationObject',
  'CityFurniture',
  'GenericCityObject',
  'PointOfInterest',
  'TransitStop',
  'TransitLine',
  'Parcel',
])

const parcelKeys = ['FAR', 'far', 'zoning'] as const

/** Properties of which the values are asked for. */
export const tellingKeys: readonly string[] = [...kindKeys, ...measureKeys, 'kind', 'type', ...parcelKeys]

const greenKinds = new Set([
  'park',
  'garden',
  'forest',
  'wood',
  'grass',
  'meadow',
  'recreation_ground',
  'nature_reserve',
  'golf_course',
])
const stopKinds = new Set([
  'station',
  'stop',
  'platform',
  'bus_stop',
  'tram_stop',
  'subway_entrance',
  'halt',
  'ferry_terminal',
])

/**
 * What a feature is: by a kind it names, by the layer it stands in (names of Tilezen's and OpenMapTiles' vector tiles, or of the
 * file), or by its tags. Polygons with a height or storeys are buildings.
 */
export function kindOf(tags: FeatureTags, outline: Outline | undefined, layer: string): FeatureKind {
  const stated = tags.get('kind') ?? tags.get('type')
  if (typeof stated === 'string' && named.has(stated)) return stated
  const detail = typeof stated === 'string' ? stated : undefined
  const tagged = outline && hasKindKey(tags) ? kindOfTags(tags, outline) : undefined
  const ofLayer = kindOfLayer(layer, detail, outline)
  // A building that is also a school is a building.
  if (ofLayer === 'Building' || ofLayer === 'BuildingPart') return tagged === 'BuildingPart' ? tagged : ofLayer
  if (tagged && !(tagged === 'PointOfInterest' && outline === 'area')) return tagged
  if (ofLayer) return ofLayer
  if (outline === 'area' && hasHeight(tags)) return 'Building'
  if (outline === 'area' && parcelKeys.some(key => says(tags, key))) return 'Parcel'
  return tagged ?? 'GenericCityObject'
}

export interface FeatureTags extends Tags {
  keys(): Iterable<string>
}

const kindKeySet = new Set<string>(kindKeys)

/** Most files have none of OpenStreetMap's keys, and few keys that tell anything: asking for each of those is cheaper than for all. */
function hasKindKey(tags: FeatureTags): boolean {
  for (const key of tags.keys()) if (kindKeySet.has(key)) return true
  return false
}

type LayerSort =
  | 'building'
  | 'road'
  | 'transit'
  | 'rail'
  | 'place'
  | 'water'
  | 'land'
  | 'tree'
  | 'park'
  | 'parcel'
  | undefined

const layerNames: readonly (readonly [RegExp, LayerSort])[] = [
  [/build|footprint|geb(ä|ae)ude|b[aâ]timent|建筑|楼/i, 'building'],
  [/^(roads?|streets?|transportation|highways?)$/i, 'road'],
  [/^transit$/i, 'transit'],
  [/^(railways?|rails?)$/i, 'rail'],
  [/^(pois?|places?|points?_?of_?interest)$/i, 'place'],
  [/^(water|waterareas?|rivers?|lakes?|waterways?)$/i, 'water'],
  [/^land_?(use|cover)$/i, 'land'],
  [/^trees?$/i, 'tree'],
  [/^(parks?|green)$/i, 'park'],
  [/^(parcels?|plots?|zoning|地块)$/i, 'parcel'],
]

/** Layers come again with every feature. */
let latest: { layer: string; sort: LayerSort } = { layer: '', sort: undefined }

function sortOfLayer(layer: string): LayerSort {
  if (latest.layer !== layer) latest = { layer, sort: layerNames.find(([pattern]) => pattern.test(layer))?.[1] }
  return latest.sort
}

function kindOfLayer(layer: string, detail = '', outline?: Outline): FeatureKind | undefined {
  switch (sortOfLayer(layer)) {
    case 'building':
      return detail === 'building_part' ? 'BuildingPart' : 'Building'
    case 'road':
      return roadKind(detail)
    case 'transit':
      return outline === 'line' && !stopKinds.has(detail) ? 'TransitLine' : 'TransitStop'
    case 'rail':
      return 'Railway'
    case 'place':
      return stopKinds.has(detail) ? 'TransitStop' : 'PointOfInterest'
    case 'water':
      return outline === 'line' ? 'Waterway' : 'WaterBody'
    case 'land':
      return landKind(detail, outline)
    case 'tree':
      return 'SolitaryVegetationObject'
    case 'park':
      return 'PlantCover'
    case 'parcel':
      return 'Parcel'
    case undefined:
      return undefined
  }
}

function roadKind(detail: string | undefined): FeatureKind {
  if (detail === 'rail') return 'Railway'
  return detail === 'ferry' ? 'Waterway' : 'Road'
}

function landKind(detail: string | undefined, outline: Outline | undefined): FeatureKind {
  if (outline === 'line') return detail === 'tree_row' ? 'SolitaryVegetationObject' : 'CityFurniture'
  if (outline === 'point') return 'PointOfInterest'
  return greenKinds.has(detail ?? '') ? 'PlantCover' : 'LandUse'
}

function hasHeight(tags: Tags): boolean {
  return measureKeys.some(key => says(tags, key))
}
