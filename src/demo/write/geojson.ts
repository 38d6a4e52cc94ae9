import type { Ring } from '../plan/plane.ts'
import { toLonLat } from './georeference.ts'
import { createTextSink } from './text.ts'

export interface JsonFeature {
  id: string
  rings: readonly Ring[]
  properties: { [name: string]: string | number | undefined }
}

/** A FeatureCollection, one feature a line. Properties that are undefined are left out. */
export function writeFeatures(name: string, members: object, features: Iterable<JsonFeature>): Uint8Array {
  const sink = createTextSink()
  sink.add(`${JSON.stringify({ type: 'FeatureCollection', name, ...members }).slice(0, -1)},"features":[`)
  let separator = '\n'
  for (const { id, rings, properties } of features) {
    const coordinates = rings.map(ring => `[${[...ring, ring[0]].map(p => `[${toLonLat(p).join(',')}]`).join(',')}]`)
    sink.add(
      `${separator}{"type":"Feature","id":${JSON.stringify(id)},"properties":${JSON.stringify(properties)},` +
        `"geometry":{"type":"Polygon","coordinates":[${coordinates.join(',')}]}}`,
    )
    separator = ',\n'
  }
  sink.add('\n]}\n')
  return sink.bytes()
}
