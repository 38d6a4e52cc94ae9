import type { LineColumn, PointColumn, PolygonColumn } from '../geo/geometry.ts'
import type { Table } from './table.ts'

/**
 * What a feature is: the CityJSON 2.0 type names, and what they lack. Types of CityJSON extensions (`+Noise`) are kept as they are.
 */
export type FeatureKind =
  | 'Building'
  | 'BuildingPart'
  | 'BuildingInstallation'
  | 'Bridge'
  | 'Tunnel'
  | 'Road'
  | 'Railway'
  | 'Waterway'
  | 'TransportSquare'
  | 'WaterBody'
  | 'LandUse'
  | 'PlantCover'
  | 'SolitaryVegetationObject'
  | 'CityFurniture'
  | 'GenericCityObject'
  | 'PointOfInterest'
  | 'TransitStop'
  | 'Parcel'
  | (string & {})

/** Roof shapes of OpenStreetMap's Simple 3D Buildings that we build; `RoofShape[code]` is the name. */
export const roofShapes = ['flat', 'gabled', 'hipped', 'pyramidal', 'dome', 'skillion'] as const
export type RoofShape = (typeof roofShapes)[number]

/** Meaning of a 3D polygon, as CityGML's boundary surfaces; index is the code. */
export const surfaceTypes = [
  'Unknown',
  'GroundSurface',
  'WallSurface',
  'RoofSurface',
  'ClosureSurface',
  'OuterFloorSurface',
  'OuterCeilingSurface',
  'Window',
  'Door',
  'InteriorSurface',
] as const
export type SurfaceType = (typeof surfaceTypes)[number]

/** Vertical prisms over footprints: LoD1, or LoD2 where a roof shape is given. All arrays have one entry a feature. */
export interface PrismGeometry {
  type: 'prism'
  footprint: PolygonColumn
  /** Metres above the ground at the feature (OSM min_height); 0 for what stands on the ground. */
  base: Float32Array
  /** Metres above the ground, roof included; NaN where the source says nothing (the pipeline estimates and counts it). */
  height: Float32Array
  /** Height of the roof part in metres; 0 for flat; NaN where the shape is given without a height. */
  roofHeight: Float32Array
  /** Index into `roofShapes`. */
  roofShape: Uint8Array
  /** Direction the roof faces (skillion) or its ridge runs (gabled, hipped), degrees clockwise from north; NaN: along the longer side. */
  roofDirection: Float32Array
}

/** Explicit surfaces in 3D: LoD1 to LoD3 models. */
export interface SurfaceGeometry {
  type: 'surface'
  /** As the file says it: `1`, `2`, `2.2`, ... */
  lod: string
  polygons: PolygonColumn
  /** Per polygon, index into `surfaceTypes`. */
  surfaceType: Uint8Array
  /** Per feature 1 where its polygons claim to close a solid. */
  solid: Uint8Array
}

export interface AreaGeometry {
  type: 'area'
  polygons: PolygonColumn
}

export interface LineGeometry {
  type: 'line'
  lines: LineColumn
}

export interface PointGeometry {
  type: 'point'
  points: PointColumn
}

/** Listed, searched and counted, but not drawn. */
export interface NoGeometry {
  type: 'none'
}

export type Geometry = PrismGeometry | SurfaceGeometry | AreaGeometry | LineGeometry | PointGeometry | NoGeometry

/**
 * Features of one kind and one sort of geometry. The table has `rowCount` equal to the number of features and holds the source's own
 * attributes by their own names, and always a text column `id` (unique in the file). A column `parent` (text) names a part's whole.
 */
export interface FeatureSet {
  kind: FeatureKind
  table: Table
  /** What is drawn: of several LoDs the highest below 4. */
  geometry: Geometry
  /** The other LoDs of the same features, kept for export; features without such a LoD have no polygons in it. */
  otherLods?: SurfaceGeometry[]
}
