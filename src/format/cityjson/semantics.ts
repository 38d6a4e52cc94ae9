import { surfaceTypes } from '#model/city/feature.ts'
import { isRecord, type Json } from './document.ts'

const codes = new Map<string, number>([
  ...surfaceTypes.map((name, code): [string, number] => [name, code]),
  ...['InteriorWallSurface', 'CeilingSurface', 'FloorSurface'].map((name): [string, number] => [
    name,
    surfaceTypes.indexOf('InteriorSurface'),
  ]),
])

/** Index into `surfaceTypes` for each of a geometry's semantic surfaces; types which Huijing does not tell apart are 0. */
export function readSurfaceCodes(semantics: Json | undefined): number[] {
  if (!isRecord(semantics) || !Array.isArray(semantics.surfaces)) return []
  return semantics.surfaces.map(surface => (isRecord(surface) ? (codes.get(String(surface.type)) ?? 0) : 0))
}

/** The `values` beside the boundaries, or undefined where the geometry has none. */
export function readSurfaceValues(semantics: Json | undefined): Json | undefined {
  return isRecord(semantics) ? (semantics.values ?? undefined) : undefined
}
