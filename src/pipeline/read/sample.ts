import type { ByteSource } from '#model/exchange/source.ts'
import { createMemorySource } from './source.ts'

/** Small cities as text, for tests. */

export interface SampleBuilding {
  id?: string
  /** South-west corner in degrees, and side in degrees. */
  at: readonly [lon: number, lat: number]
  side?: number
  properties?: Record<string, unknown>
}

const square = ([x, y]: readonly [number, number], side: number) => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
]

/** A GeoJSON file of square buildings. */
export function createSampleGeoJson(buildings: readonly SampleBuilding[], name = 'buildings.geojson'): ByteSource {
  const features = buildings.map(({ id, at, side = 2e-4, properties = {} }) => ({
    type: 'Feature',
    id,
    properties: { building: 'yes', ...properties },
    geometry: { type: 'Polygon', coordinates: [square(at, side)] },
  }))
  return createTextSource(name, JSON.stringify({ type: 'FeatureCollection', features }))
}

export const createTextSource = (name: string, text: string): ByteSource =>
  createMemorySource(name, new TextEncoder().encode(text))
