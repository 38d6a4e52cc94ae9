/**
 * A city model as CityJSON 2.0 has it, whatever version it was read from. Nothing of the file is lost: attributes, appearance,
 * templates, extensions and properties that no schema knows stay as they are. Boundaries, ids and attributes are as the file says;
 * whether they are right is found out where they are used.
 * Source: CityJSON 2.0.1, https://www.cityjson.org/specs/2.0.1/
 */
export interface CityJsonDocument {
  transform: Transform
  /** By id, in the file's order. A map, as an id can be `__proto__`. */
  objects: Map<string, CityObject>
  /** Three integers a vertex; coordinate = integer · scale + translate. NaN where the file has no finite numbers. */
  vertices: Float64Array
  metadata?: JsonObject
  extensions?: JsonObject
  appearance?: Appearance
  templates?: Templates
  /** Root properties that CityJSON does not define, such as those of extensions. */
  extra?: JsonObject
}

export interface Transform {
  scale: Triple
  translate: Triple
}

export type Triple = [x: number, y: number, z: number]

export type Json = string | number | boolean | null | Json[] | JsonObject

export interface JsonObject {
  [name: string]: Json | undefined
}

/** Also holds whatever else the object has, such as `geographicalExtent`, `address` and properties of extensions. */
export type CityObject = JsonObject & {
  type: string
  attributes?: JsonObject
  geometry?: CityGeometry[]
  parents?: string[]
  children?: string[]
}

export type CityGeometry = JsonObject & {
  type: string
  lod?: string
  /** Nested arrays of vertex indices, as deep as the type has it (see `boundaryDepth`). */
  boundaries?: Json
  semantics?: Json
  material?: JsonObject
  texture?: JsonObject
  /** Of a `GeometryInstance`: index into the templates, and a row-major 4 × 4 matrix. */
  template?: number
  transformationMatrix?: number[]
}

export type Appearance = JsonObject & {
  materials?: Json[]
  textures?: Json[]
  'vertices-texture'?: Json[]
}

export interface Templates {
  templates: CityGeometry[]
  /** Coordinates in the template's own system, not quantised. */
  vertices: Float64Array
}

/** How many arrays lie around a surface (a list of rings) in the boundaries of each type with surfaces. */
export const surfaceDepth: ReadonlyMap<string, number> = new Map([
  ['MultiSurface', 1],
  ['CompositeSurface', 1],
  ['Solid', 2],
  ['MultiSolid', 3],
  ['CompositeSolid', 3],
])

export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
