import { surfaceTypes } from '#model/city/feature.ts'

/** City objects by local name in CityGML 2.0 and 3.0, and the kind of feature that they become. */
export const objectKinds: ReadonlyMap<string, string> = new Map([
  ...'Building BuildingPart BuildingInstallation Bridge BridgePart BridgeInstallation Tunnel TunnelPart TunnelInstallation'
    .split(' ')
    .map((name): [string, string] => [name, name]),
  ...'OtherConstruction Road Railway Waterway WaterBody LandUse PlantCover SolitaryVegetationObject CityFurniture'
    .split(' ')
    .map((name): [string, string] => [name, name]),
  ['Square', 'TransportSquare'],
  ['GenericCityObject', 'GenericCityObject'],
  ['GenericOccupiedSpace', 'GenericCityObject'],
])

/** Elements with objects of their own which are not read: what is inside a building, and parts of its construction. */
export const skippedObjects: ReadonlySet<string> = new Set(
  `Room BuildingRoom BuildingUnit Storey BuildingFurniture IntBuildingInstallation BuildingConstructiveElement
   BridgeRoom BridgeFurniture BridgeConstructionElement BridgeConstructiveElement IntBridgeInstallation
   HollowSpace TunnelFurniture TunnelConstructiveElement IntTunnelInstallation
   TrafficArea AuxiliaryTrafficArea TrafficSpace AuxiliaryTrafficSpace Section Intersection`.split(/\s+/),
)

const interior = 'InteriorSurface'
const types: [name: string, type: string][] = [
  ...surfaceTypes.map((name): [string, string] => [name, name]),
  ['WindowSurface', 'Window'],
  ['DoorSurface', 'Door'],
  ['InteriorWallSurface', interior],
  ['CeilingSurface', interior],
  ['FloorSurface', interior],
]

/** Boundary surfaces by local name, and their index in `surfaceTypes`. */
export const surfaceCodes: ReadonlyMap<string, number> = new Map(
  types.map(([name, type]) => [name, surfaceTypes.indexOf(type as (typeof surfaceTypes)[number])]),
)

/** Attributes that are numbers; other texts with digits, such as codes of functions, are not. */
export const numericNames: ReadonlySet<string> = new Set([
  'measuredHeight',
  'storeysAboveGround',
  'storeysBelowGround',
  'storeyHeightsAboveGround',
  'storeyHeightsBelowGround',
  'yearOfConstruction',
  'yearOfDemolition',
  'height',
  'trunkDiameter',
  'crownDiameter',
  'averageHeight',
])

/** `bldg:Building` is `Building`: which prefix means which namespace differs from file to file, local names do not clash in what we read. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** `#m`, `urn:adv:uom:m` and `urn:ogc:def:uom:UCUM::m` are `m`. */
export function unitSymbol(uom: string): string {
  const symbol = uom.slice(Math.max(uom.lastIndexOf('#'), uom.lastIndexOf(':'), uom.lastIndexOf('/')) + 1)
  return /^(metre|meter)s?$/i.test(symbol) ? 'm' : symbol
}
