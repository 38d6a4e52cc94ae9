import { type CityJsonDocument, type CityObject, writeCityJson } from '#format/cityjson/index.ts'
import type { SurfaceType } from '#model/city/feature.ts'
import type { Solid } from '../typology/solid.ts'
import { projectedCrs, toProjected } from './georeference.ts'

export interface Terms {
  attribution: string
  licence: string
}

export interface SolidObject {
  id: string
  type: 'Building' | 'Bridge'
  solid: Solid
  /** Added to the solid's heights, metres. */
  ground: number
  attributes: { [name: string]: string | number | undefined }
}

/** One LoD2 solid with its semantics an object; vertices shared within it, whole millimetres. */
export function writeSolids(title: string, terms: Terms, solids: readonly SolidObject[]): Uint8Array {
  const [east, north] = toProjected([0, 0]).map(Math.round)
  const vertices: number[] = []
  const objects = new Map<string, CityObject>()
  for (const solid of solids) objects.set(solid.id, toObject(solid, [east, north], vertices))
  const document: CityJsonDocument = {
    transform: { scale: [0.001, 0.001, 0.001], translate: [east, north, 0] },
    metadata: {
      title,
      referenceSystem: `https://www.opengis.net/def/crs/EPSG/0/${projectedCrs.slice(5)}`,
      license: terms.licence,
      pointOfContact: { contactName: terms.attribution, emailAddress: 'demo@example.invalid' },
    },
    objects,
    vertices: Float64Array.from(vertices),
  }
  return writeCityJson(document)
}

function toObject(
  { type, solid, ground, attributes }: SolidObject,
  origin: readonly number[],
  vertices: number[],
): CityObject {
  const known = new Map<string, number>()
  const index = (x: number, y: number, z: number) => {
    const [east, north] = toProjected([x, y])
    const vertex = [east - origin[0], north - origin[1], z + ground].map(metres => Math.round(metres * 1000))
    const key = vertex.join()
    const at = known.get(key) ?? vertices.push(...vertex) / 3 - 1
    known.set(key, at)
    return at
  }
  const shell = solid.map(face => face.rings.map(ring => ring.map(vertex => index(...vertex))))
  return {
    type,
    attributes,
    geometry: [{ type: 'Solid', lod: '2', boundaries: [shell], semantics: semanticsOf(solid) }],
  }
}

function semanticsOf(solid: Solid) {
  const kinds: SurfaceType[] = [...new Set(solid.map(face => face.type))]
  return { surfaces: kinds.map(type => ({ type })), values: [solid.map(face => kinds.indexOf(face.type))] }
}
