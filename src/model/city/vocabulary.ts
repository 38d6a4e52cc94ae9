/**
 * The attributes which Huijing understands whatever the source called them. The pipeline derives them from the source's own
 * attributes (which stay beside them under their own names); styling, search, statistics and analyses ask for these names.
 */
export const attributes = [
  { name: 'id', type: 'text' },
  { name: 'kind', type: 'category' },
  { name: 'name', type: 'text' },
  { name: 'name:zh', type: 'text' },
  { name: 'name:en', type: 'text' },
  { name: 'address', type: 'text' },
  { name: 'use', type: 'category' },
  { name: 'height', type: 'number', unit: 'm' },
  { name: 'storeys', type: 'number' },
  { name: 'year', type: 'number' },
  { name: 'population', type: 'number' },
  { name: 'footprintArea', type: 'number', unit: 'm²' },
  { name: 'floorArea', type: 'number', unit: 'm²' },
  { name: 'energyClass', type: 'category' },
  { name: 'roofShape', type: 'category' },
] as const

/** Values of `use` for buildings, in the order of their codes in every tile (shaders read the code); new ones go at the end. */
export const buildingUses = [
  'other',
  'residential',
  'office',
  'retail',
  'hotel',
  'industrial',
  'education',
  'health',
  'public',
  'religious',
  'transport',
  'leisure',
  'agriculture',
] as const

export type BuildingUse = (typeof buildingUses)[number]
