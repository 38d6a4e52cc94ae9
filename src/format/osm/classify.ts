import { says, type Tags } from '#model/city/tag.ts'

/** Keys which make an area of a closed way. https://wiki.openstreetmap.org/wiki/Key:area */
const areaKeys = [
  'building',
  'building:part',
  'landuse',
  'leisure',
  'amenity',
  'shop',
  'tourism',
  'office',
  'historic',
  'healthcare',
  'craft',
  'place',
  'public_transport',
  'area:highway',
]

/** Values that stay lines although closed. */
const lineLeisure = new Set(['track', 'slipway'])
const lineNatural = new Set(['coastline', 'cliff', 'ridge', 'arete', 'tree_row', 'valley', 'earth_bank'])
const areaWays = new Set(['riverbank', 'dock', 'boatyard', 'dam'])
const areaRails = new Set(['station', 'platform', 'turntable', 'roundhouse', 'halt'])
const areaStructures = new Set([
  'bridge',
  'pier',
  'wastewater_plant',
  'works',
  'storage_tank',
  'reservoir_covered',
  'silo',
  'tower',
  'chimney',
])

/** Whether a closed way is an area rather than a line that ends where it began. */
export function isArea(tags: Tags): boolean {
  const area = tags.get('area')
  if (area === 'yes') return true
  if (area === 'no') return false
  if (says(tags, 'highway') || says(tags, 'barrier')) return says(tags, 'building') || says(tags, 'landuse')
  if (lineLeisure.has(String(tags.get('leisure')))) return false
  const natural = tags.get('natural')
  if (natural !== undefined && !lineNatural.has(String(natural))) return true
  return areaKeys.some(key => says(tags, key)) || hasAreaValue(tags)
}

function hasAreaValue(tags: Tags): boolean {
  return (
    areaWays.has(String(tags.get('waterway'))) ||
    areaRails.has(String(tags.get('railway'))) ||
    areaStructures.has(String(tags.get('man_made')))
  )
}

/** Whether an element is, besides what it is, a place that people look for. */
export function isPlace(tags: Tags): boolean {
  return says(tags, 'amenity') || says(tags, 'shop') || says(tags, 'tourism') || says(tags, 'healthcare')
}

const routes = new Set([
  'subway',
  'tram',
  'light_rail',
  'train',
  'monorail',
  'bus',
  'trolleybus',
  'ferry',
  'railway',
  'funicular',
])

/** Whether a relation is a line of public transport. */
export function isTransitRoute(tags: Tags): boolean {
  return tags.get('type') === 'route' && routes.has(String(tags.get('route')))
}
