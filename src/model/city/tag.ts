import type { FeatureKind } from './feature.ts'

/** Attributes of one feature, as far as they tell what it is. */
export interface Tags {
  get(key: string): string | number | undefined
}

export type Outline = 'area' | 'line' | 'point'

/** Keys that `kindOfTags` asks for. */
export const kindKeys = [
  'building',
  'building:part',
  'highway',
  'railway',
  'public_transport',
  'waterway',
  'natural',
  'landuse',
  'leisure',
  'amenity',
  'shop',
  'tourism',
  'office',
  'historic',
  'man_made',
  'barrier',
  'place',
  'healthcare',
  'emergency',
  'craft',
  'power',
  'area',
  'bridge',
  'tunnel',
] as const

const transitStops = new Set(['station', 'halt', 'tram_stop', 'stop', 'subway_entrance', 'platform'])
const streetFurniture = new Set([
  'street_lamp',
  'traffic_signals',
  'crossing',
  'give_way',
  'stop',
  'milestone',
  'speed_camera',
])
const rails = new Set(['rail', 'subway', 'tram', 'light_rail', 'narrow_gauge', 'monorail', 'funicular', 'preserved'])
const vegetation = new Set(['wood', 'scrub', 'grassland', 'heath', 'wetland', 'grass', 'shrubbery', 'tree_group'])
const greenUses = new Set([
  'forest',
  'grass',
  'meadow',
  'orchard',
  'vineyard',
  'village_green',
  'flowerbed',
  'recreation_ground',
  'allotments',
  'cemetery',
  'plant_nursery',
  'greenfield',
])
const parks = new Set(['park', 'garden', 'golf_course', 'nature_reserve', 'dog_park', 'common'])
const waters = new Set(['water', 'bay', 'strait', 'spring'])
const waterUses = new Set(['reservoir', 'basin', 'salt_pond'])
const waterLeisure = new Set(['swimming_pool', 'marina'])
const waterAreas = new Set(['riverbank', 'dock', 'river', 'canal', 'stream', 'boatyard'])
const interests = [
  'amenity',
  'shop',
  'tourism',
  'office',
  'leisure',
  'historic',
  'healthcare',
  'emergency',
  'craft',
  'place',
] as const

/**
 * What a feature with OpenStreetMap's tags is, by the tag that says most; undefined where no tag says it.
 * https://wiki.openstreetmap.org/wiki/Map_features
 */
export function kindOfTags(tags: Tags, outline: Outline): FeatureKind | undefined {
  switch (outline) {
    case 'area':
      return kindOfArea(tags)
    case 'line':
      return kindOfLine(tags)
    case 'point':
      return kindOfPoint(tags)
  }
}

/** True where the tag is there and does not say no. */
export function says(tags: Tags, key: string): boolean {
  const value = tags.get(key)
  return value !== undefined && value !== 'no' && value !== 'false' && value !== '' && value !== 0
}

function is(tags: Tags, key: string, values: ReadonlySet<string>): boolean {
  const value = tags.get(key)
  return typeof value === 'string' && values.has(value)
}

function kindOfArea(tags: Tags): FeatureKind | undefined {
  // What is both is a building of one part.
  if (says(tags, 'building')) return 'Building'
  if (says(tags, 'building:part')) return 'BuildingPart'
  if (tags.get('man_made') === 'bridge') return 'Bridge'
  if (isWater(tags)) return 'WaterBody'
  if (isGreen(tags)) return 'PlantCover'
  if (is(tags, 'railway', transitStops) || says(tags, 'public_transport')) return 'TransitStop'
  if (says(tags, 'highway') || tags.get('place') === 'square') return 'TransportSquare'
  if (says(tags, 'landuse') || says(tags, 'leisure') || says(tags, 'natural') || tags.get('amenity') === 'parking')
    return 'LandUse'
  return isOfInterest(tags) ? 'PointOfInterest' : undefined
}

function isWater(tags: Tags): boolean {
  return (
    is(tags, 'natural', waters) ||
    is(tags, 'landuse', waterUses) ||
    is(tags, 'leisure', waterLeisure) ||
    is(tags, 'waterway', waterAreas) ||
    tags.get('amenity') === 'fountain'
  )
}

function isGreen(tags: Tags): boolean {
  return is(tags, 'natural', vegetation) || is(tags, 'landuse', greenUses) || is(tags, 'leisure', parks)
}

function kindOfLine(tags: Tags): FeatureKind | undefined {
  if (says(tags, 'highway') && tags.get('highway') !== 'platform') return 'Road'
  if (is(tags, 'railway', rails)) return 'Railway'
  if (is(tags, 'railway', transitStops) || tags.get('highway') === 'platform' || says(tags, 'public_transport'))
    return 'TransitStop'
  if (says(tags, 'waterway')) return 'Waterway'
  if (tags.get('natural') === 'tree_row' || tags.get('barrier') === 'hedge') return 'SolitaryVegetationObject'
  if (says(tags, 'barrier')) return 'CityFurniture'
  return isOfInterest(tags) ? 'PointOfInterest' : undefined
}

function kindOfPoint(tags: Tags): FeatureKind | undefined {
  // A building of which only the place is known, or its entrance in an old way of tagging: counted as the building tag says.
  if (says(tags, 'building')) return 'Building'
  if (tags.get('natural') === 'tree') return 'SolitaryVegetationObject'
  if (tags.get('highway') === 'bus_stop' || is(tags, 'railway', transitStops) || says(tags, 'public_transport'))
    return 'TransitStop'
  if (isOfInterest(tags)) return 'PointOfInterest'
  if (is(tags, 'highway', streetFurniture) || says(tags, 'barrier')) return 'CityFurniture'
  if (says(tags, 'power') || says(tags, 'man_made')) return 'CityFurniture'
  return undefined
}

function isOfInterest(tags: Tags): boolean {
  return interests.some(key => says(tags, key))
}
