/**
 * What lies flat on the ground, in the order in which it is painted. Codes are the places in this list; packages name their list, so that
 * an older one can be told.
 */
export const areaClasses = [
  'land',
  'residential',
  'commercial',
  'industrial',
  'civic',
  'farmland',
  'grass',
  'park',
  'wood',
  'sports',
  'square',
  'sand',
  'wetland',
  'water',
  'road',
  'railway',
] as const
export type AreaClass = (typeof areaClasses)[number]

export const lineClasses = [
  'path',
  'cycleway',
  'service',
  'residential',
  'tertiary',
  'secondary',
  'primary',
  'trunk',
  'motorway',
  'tram',
  'rail',
  'stream',
  'canal',
  'river',
] as const
export type LineClass = (typeof lineClasses)[number]

/** Paved width in metres where the source gives none: usual lane counts at 3.25 m, and footways. */
export const lineWidth: Record<LineClass, number> = {
  path: 2,
  cycleway: 2.5,
  service: 4,
  residential: 7,
  tertiary: 9,
  secondary: 13,
  primary: 18,
  trunk: 22,
  motorway: 26,
  tram: 3,
  rail: 4,
  stream: 3,
  canal: 10,
  river: 20,
}

/** Values of OSM's and others' tags, by the class they are painted as. */
const areaWords: Record<AreaClass, readonly string[]> = {
  land: ['island', 'islet'],
  residential: ['residential', 'neighbourhood', 'village', 'housing'],
  commercial: ['commercial', 'retail', 'office', 'mixed', 'business', 'marketplace'],
  industrial: [
    'industrial',
    'works',
    'port',
    'quarry',
    'landfill',
    'brownfield',
    'construction',
    'logistics',
    'factory',
  ],
  civic: [
    'education',
    'school',
    'university',
    'college',
    'kindergarten',
    'hospital',
    'institutional',
    'religious',
    'civic',
    'public',
    'health',
    'cemetery',
  ],
  farmland: [
    'farmland',
    'farmyard',
    'orchard',
    'vineyard',
    'allotments',
    'greenhouse_horticulture',
    'paddy',
    'agriculture',
  ],
  grass: [
    'grass',
    'grassland',
    'meadow',
    'heath',
    'scrub',
    'village_green',
    'greenfield',
    'recreation_ground',
    'verge',
    'flowerbed',
  ],
  park: ['park', 'garden', 'nature_reserve', 'common', 'dog_park', 'golf_course', 'zoo', 'green'],
  wood: ['wood', 'forest', 'tree_row', 'plantcover'],
  sports: ['pitch', 'playground', 'sports_centre', 'stadium', 'track', 'sports', 'leisure'],
  square: ['pedestrian', 'square', 'plaza', 'parking', 'footway', 'platform', 'transportsquare'],
  sand: ['beach', 'sand', 'shingle', 'bare_rock'],
  wetland: ['wetland', 'marsh', 'mud', 'swamp'],
  water: [
    'water',
    'riverbank',
    'river',
    'lake',
    'pond',
    'reservoir',
    'basin',
    'dock',
    'ocean',
    'bay',
    'canal',
    'stream',
    'swimming_pool',
    'waterbody',
  ],
  road: ['road', 'highway'],
  railway: ['railway', 'rail'],
}

const lineWords: Record<LineClass, readonly string[]> = {
  path: ['path', 'footway', 'steps', 'pedestrian', 'track', 'bridleway', 'corridor'],
  cycleway: ['cycleway'],
  service: ['service', 'driveway', 'alley', 'parking_aisle'],
  residential: ['residential', 'living_street', 'unclassified', 'road', 'minor_road', 'local', 'busway'],
  tertiary: ['tertiary', 'tertiary_link'],
  secondary: ['secondary', 'secondary_link'],
  primary: ['primary', 'primary_link', 'major_road'],
  trunk: ['trunk', 'trunk_link'],
  motorway: ['motorway', 'motorway_link', 'highway'],
  tram: ['tram', 'light_rail', 'monorail'],
  rail: ['rail', 'narrow_gauge', 'preserved', 'railway'],
  stream: ['stream', 'ditch', 'drain'],
  canal: ['canal'],
  river: ['river'],
}

const invert = <Class extends string>(words: Record<Class, readonly string[]>) =>
  new Map(
    (Object.entries(words) as [Class, readonly string[]][]).flatMap(([key, values]) =>
      values.map(value => [value, key] as const),
    ),
  )

const areaByWord = invert(areaWords)
const lineByWord = invert(lineWords)

export const toAreaClass = (word: string): AreaClass | undefined => areaByWord.get(word.toLowerCase())
export const toLineClass = (word: string): LineClass | undefined => lineByWord.get(word.toLowerCase())
