/**
 * What the property table of every tile of a city has for the scene: shaders read these names, styling and picking meet in `row`.
 * A tile may have more properties; the scene does not need them.
 */
export const tileProperties = {
  /** Row of the feature in the city's feature table (unsigned integer). In massing levels the building that stands for the block. */
  row: 'row',
  /** Height of the feature's foot, metres in the city's vertical datum (float32). */
  base: 'base',
  /** Index into `buildingUses` (unsigned integer or ENUM). */
  use: 'use',
  /** Storeys above ground, at least 1 (float32 or unsigned integer). */
  storeys: 'storeys',
} as const
