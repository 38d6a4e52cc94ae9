/** Files of a city package, relative to its folder. */
export const paths = {
  manifest: 'city.json',
  tiles: 'tiles/',
  trees: 'trees/',
  features: 'features.parquet',
  index: 'index.bin',
  ground: 'ground.bin',
  network: 'network.bin',
  terrain: 'terrain.tif',
} as const
