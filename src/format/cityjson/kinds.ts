import { type CityObject, isRecord } from './document.ts'

/** What the schemas of CityJSON 2.0 allow as geometry of each type. */
const surfaces = ['MultiSurface', 'CompositeSurface']
const solids = [...surfaces, 'Solid', 'CompositeSolid']
const anything = [...solids, 'MultiSolid', 'MultiPoint', 'MultiLineString']

const allowed = new Map<string, readonly string[]>([
  ['Building', solids],
  ['BuildingPart', solids],
  ['BuildingInstallation', anything],
  ['BuildingConstructiveElement', anything],
  ['BuildingFurniture', anything],
  ['BuildingRoom', solids],
  ['BuildingStorey', solids],
  ['BuildingUnit', solids],
  ['Bridge', solids],
  ['BridgePart', solids],
  ['BridgeInstallation', anything],
  ['BridgeConstructiveElement', anything],
  ['BridgeFurniture', anything],
  ['BridgeRoom', solids],
  ['Tunnel', solids],
  ['TunnelPart', solids],
  ['TunnelInstallation', anything],
  ['TunnelConstructiveElement', anything],
  ['TunnelFurniture', anything],
  ['TunnelHollowSpace', solids],
  ['Road', [...surfaces, 'MultiLineString']],
  ['Railway', [...surfaces, 'MultiLineString']],
  ['Waterway', [...surfaces, 'MultiLineString']],
  ['TransportSquare', [...surfaces, 'MultiLineString']],
  ['WaterBody', [...solids, 'MultiLineString']],
  ['LandUse', surfaces],
  ['PlantCover', [...solids, 'MultiSolid']],
  ['SolitaryVegetationObject', anything],
  ['CityFurniture', anything],
  ['OtherConstruction', anything],
  ['GenericCityObject', anything],
])

const parted = /^(Building|Bridge|Tunnel)\w+$/

/**
 * The CityJSON type for a feature: the kind itself where CityJSON has it and allows this geometry, else the nearest. Parts need a parent.
 * Extension types need their extension's schema, which features do not carry.
 */
export function cityJsonType(kind: string, geometryTypes: readonly string[], hasParent: boolean): string {
  const named = kind === 'Parcel' ? 'LandUse' : kind
  const type = parted.test(named) && !hasParent ? whole(named) : named
  const types = allowed.get(type)
  return types && geometryTypes.every(geometry => types.includes(geometry)) ? type : 'GenericCityObject'
}

/** A part alone is a building (bridge, tunnel) of its own; an installation is not. */
function whole(kind: string): string {
  return kind.endsWith('Part') ? kind.slice(0, -4) : 'GenericCityObject'
}

/** Whether a closed volume may be written as such. */
export function allowsSolid(kind: string): boolean {
  return allowed.get(kind)?.includes('Solid') ?? kind !== 'Parcel'
}

const lods = new Set(
  ['0', '1', '2', '3'].flatMap(lod => [lod, ...['0', '1', '2', '3'].map(detail => `${lod}.${detail}`)]),
)

/** One of the LoDs that CityJSON 2.0 knows: `4` and finer become the nearest below. */
export function cityJsonLod(lod: string): string {
  if (lods.has(lod)) return lod
  const level = Math.floor(Number.parseFloat(lod))
  return Number.isNaN(level) ? '1' : String(Math.min(3, Math.max(0, level)))
}

/** Kinds of features that CityJSON lacks. */
const ownKinds = ['PointOfInterest', 'TransitStop', 'TransitLine', 'Parcel']

/** What a feature is: its CityJSON type, or the kind that `toCityJson` noted beside it because the schemas have no place for it. */
export function featureKind({ type, attributes }: CityObject): string {
  const noted = isRecord(attributes) ? attributes.kind : undefined
  return typeof noted === 'string' && (allowed.has(noted) || ownKinds.includes(noted)) ? noted : type
}
