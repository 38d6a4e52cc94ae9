import type { SurfaceType } from '#model/city/feature.ts'
import type { Solid } from '../typology/solid.ts'
import { projectedCrs, toProjected } from './georeference.ts'
import { createTextSink } from './text.ts'

export interface SolidObject {
  id: string
  type: 'Building' | 'Bridge'
  solid: Solid
  /** Added to the solid's heights, metres. */
  ground: number
  attributes: { [name: string]: string | number | undefined }
}

/** CityJSON 2.0 with one LoD2 solid and its semantics an object; vertices shared, whole millimetres. */
export function writeCityJson(title: string, objects: readonly SolidObject[]): Uint8Array {
  const [ex, ny] = toProjected([0, 0]).map(Math.round)
  const vertices: string[] = []
  const sink = createTextSink()
  const head = {
    type: 'CityJSON',
    version: '2.0',
    transform: { scale: [0.001, 0.001, 0.001], translate: [ex, ny, 0] },
    metadata: { title, referenceSystem: `https://www.opengis.net/def/crs/EPSG/0/${projectedCrs.slice(5)}` },
  }
  sink.add(`${JSON.stringify(head).slice(0, -1)},"CityObjects":{`)
  objects.forEach((object, i) => {
    // Indices are looked up per object: solids do not touch one another.
    const known = new Map<string, number>()
    const index = (x: number, y: number, z: number) => {
      const [east, north] = toProjected([x, y])
      const key = `[${Math.round((east - ex) * 1000)},${Math.round((north - ny) * 1000)},${Math.round((z + object.ground) * 1000)}]`
      const at = known.get(key) ?? vertices.push(key) - 1
      known.set(key, at)
      return at
    }
    const shell = object.solid.map(face => face.rings.map(ring => ring.map(([x, y, z]) => index(x, y, z))))
    const kinds = [...new Set(object.solid.map(face => face.type))]
    const value = {
      type: object.type,
      attributes: object.attributes,
      geometry: [{ type: 'Solid', lod: '2', boundaries: [shell], semantics: semanticsOf(object.solid, kinds) }],
    }
    sink.add(`${i === 0 ? '\n' : ',\n'}${JSON.stringify(object.id)}:${JSON.stringify(value)}`)
  })
  sink.add('\n},"vertices":[\n')
  for (let i = 0; i < vertices.length; i += 4096) sink.add((i > 0 ? ',' : '') + vertices.slice(i, i + 4096).join(','))
  sink.add('\n]}\n')
  return sink.bytes()
}

const semanticsOf = (solid: Solid, kinds: readonly SurfaceType[]) => ({
  surfaces: kinds.map(type => ({ type })),
  values: [solid.map(face => kinds.indexOf(face.type))],
})
