import proj4 from 'proj4'
import type { CrsDefinition } from './definition.ts'
import { findDefinition } from './register.ts'

/** A coordinate reference system that can be transformed to and from WGS84. Heights are not touched. */
export interface Transform {
  /** As given, normalised: `EPSG:28992`. */
  readonly crs: string
  /** EPSG code of the horizontal part: 28992 for `EPSG:7415`, 4326 for `OGC:CRS84`. */
  readonly horizontal: number
  readonly name: string
  readonly kind: 'geographic' | 'projected'
  /** Unit of x and y. */
  readonly units: 'degree' | 'metre' | 'foot'
  /** Where the CRS is meant to be used, degrees WGS84: west, south, east, north. */
  readonly area: CrsDefinition['area']
  /** True where the authority names the north (or latitude) first; `toWgs84` takes the east first all the same. */
  readonly northFirst: boolean
  /** True where the coordinates are WGS84 degrees already (or of a datum that agrees with it within 2 m). */
  readonly identity: boolean
  /** x east (or longitude), y north (or latitude), whatever the axis order of the authority. */
  toWgs84(x: number, y: number): [lon: number, lat: number]
  fromWgs84(lon: number, lat: number): [x: number, y: number]
}

/**
 * A CRS by code: `EPSG:28992`, `28992`, `urn:ogc:def:crs:EPSG::7415`, `https://www.opengis.net/def/crs/EPSG/0/7415`, `OGC:CRS84`, or a
 * compound `EPSG:3068+5783` (its first horizontal part counts). Throws an Error that names the code where it is unknown.
 */
export function createTransform(crs: string): Transform {
  const found = resolve(crs)
  if (!found) throw new Error(`unknown coordinate reference system ${crs}`)
  const { definition } = found
  const geographic = definition.proj.startsWith('+proj=longlat')
  const converter = geographic ? undefined : proj4('+proj=longlat +datum=WGS84', definition.proj)
  return {
    crs: found.crs,
    horizontal: definition.code,
    name: definition.name,
    area: definition.area,
    northFirst: definition.northFirst && found.crs !== 'OGC:CRS84',
    kind: geographic ? 'geographic' : 'projected',
    units: geographic ? 'degree' : definition.proj.includes('us-ft') ? 'foot' : 'metre',
    identity: geographic,
    toWgs84: (x, y) => (converter ? (converter.inverse([x, y]) as [number, number]) : [x, y]),
    fromWgs84: (lon, lat) => (converter ? (converter.forward([lon, lat]) as [number, number]) : [lon, lat]),
  }
}

function resolve(crs: string): { crs: string; definition: CrsDefinition } | undefined {
  if (/CRS:?84/i.test(crs)) return { crs: 'OGC:CRS84', definition: findDefinition(4326)! }
  // Versions (`EPSG/9.9.1/`, `EPSG:6.12:`) are no codes: only whole numbers of 4 digits and more are.
  for (const [digits] of crs.matchAll(/(?<![\d.])\d{4,6}(?![\d.])/g)) {
    const definition = findDefinition(Number(digits))
    if (definition) return { crs: `EPSG:${digits}`, definition }
  }
  return undefined
}
