export type { CityLayer, CityLayerOptions } from './city/contract.ts'
export { createCityLayer } from './city/layer.ts'
export { createScene } from './create.ts'
export * from './scene.ts'
