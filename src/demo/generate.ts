import { createBridge } from './bridge.ts'
import { type DemoCity, designCity } from './city.ts'
import { mapDistricts, mapLand, mapPlace, mapStreets, mapTransit, mapTrees } from './mapping.ts'
import { type Parcel, toParcel } from './parcel.ts'
import { type BuildingRecord, toRecords } from './record.ts'
import { type SolidObject, writeSolids } from './write/cityjson.ts'
import { type JsonFeature, writeFeatures } from './write/geojson.ts'
import { createOsmFile } from './write/osm.ts'
import { writeTerrain } from './write/terrain.ts'

export interface DemoOptions {
  seed: number
  /** How many buildings the city has, exactly; 500 or more. */
  buildings: number
}

/** A source file of the synthetic city. */
export interface DemoFile {
  type: 'file'
  name: string
  bytes: Uint8Array
}

export interface DemoProgress {
  type: 'progress'
  /** 0 to 1, never falling. */
  fraction: number
}

/** One text for all files: the map names each source once. */
const about = 'Huijing demo city (synthetic): Linjiang 临江, no real place, person or address; CC0 1.0'
const licence = { attribution: about, licence: 'CC0-1.0' }

/** Buildings in one GeoJSON file: a million would be longer than a reader should hold. */
const perFile = 100_000

/**
 * The source files of a synthetic city: solids as CityJSON, footprints and zoning as GeoJSON, streets, land, places and trees as
 * OpenStreetMap XML, terrain as GeoTIFF. The same options give the same bytes.
 */
export function* generateDemo(options: DemoOptions): Generator<DemoFile | DemoProgress, void> {
  const design = designCity(options)
  let step = design.next()
  for (; !step.done; step = design.next()) yield { type: 'progress', fraction: step.value * 0.5 }
  const city = step.value
  yield* buildingFiles(city)
  yield { type: 'progress', fraction: 0.8 }
  yield file('linjiang-streets.osm', streetFile(city))
  yield { type: 'progress', fraction: 0.88 }
  yield file('linjiang-trees.osm', treeFile(city))
  yield { type: 'progress', fraction: 0.95 }
  yield file('linjiang-terrain.tif', writeTerrain(city.plan))
  yield { type: 'progress', fraction: 1 }
}

const file = (name: string, bytes: Uint8Array): DemoFile => ({ type: 'file', name, bytes })

function* buildingFiles(city: DemoCity): Generator<DemoFile> {
  const solids: SolidObject[] = []
  const floorAreas = new Map<number, number>()
  const places = createOsmFile(about, licence.licence)
  mapDistricts(places, city)
  let open: JsonFeature[] = []
  let count = 0
  const name = () => `linjiang-buildings${count++ === 0 ? '' : `-${count}`}.geojson`
  for (const record of toRecords(city)) {
    const { block } = record.block
    floorAreas.set(block.id, (floorAreas.get(block.id) ?? 0) + record.floorArea)
    mapPlace(places, record)
    if (record.building.solid) solids.push(solidOf(record))
    else open.push(footprintOf(record))
    if (open.length < perFile) continue
    yield file(name(), writeFeatures('buildings', licence, open))
    open = []
  }
  yield file(name(), writeFeatures('buildings', licence, open))
  yield file('linjiang-landmarks.city.json', writeSolids(about, licence, [...solids, ...bridges(city)]))
  yield file('linjiang-zoning.geojson', zoningFile(city, floorAreas))
  yield file('linjiang-places.osm', places.bytes())
}

const attributesOf = ({ building, footprintArea, floorArea, population, energyClass, address }: BuildingRecord) => ({
  name: building.name?.zh,
  'name:zh': building.name?.zh,
  'name:en': building.name?.en,
  address: `${address.zh} ${address.en}`,
  use: building.use,
  height: round(building.height),
  storeys: building.storeys,
  year: Math.min(2024, building.year),
  population,
  footprintArea,
  floorArea,
  energyClass,
})

const round = (metres: number) => Math.round(metres * 100) / 100

const footprintOf = (record: BuildingRecord): JsonFeature => ({
  id: record.id,
  rings: [record.building.ring],
  properties: {
    building: record.building.kind,
    ...attributesOf(record),
    'roof:shape': record.building.roof,
    'roof:height': round(record.building.roofHeight),
  },
})

const solidOf = (record: BuildingRecord): SolidObject => ({
  id: record.id,
  type: 'Building',
  solid: record.building.solid!,
  ground: record.ground,
  attributes: { function: record.building.kind, ...attributesOf(record), roofShape: record.building.roof },
})

function bridges(city: DemoCity): SolidObject[] {
  return city.streets
    .filter(street => street.bridge && street.class !== 'rail')
    .flatMap(street => {
      const { solids, length } = createBridge(city, street)
      return solids.map(({ part, solid }, i) => ({
        id: `bridge${street.id}-${i}`,
        type: 'Bridge' as const,
        solid,
        ground: 0,
        attributes: {
          part,
          name: `${street.name?.zh}大桥`,
          'name:zh': `${street.name?.zh}大桥`,
          'name:en': `${street.name?.en} Bridge`,
          length: Math.round(length),
        },
      }))
    })
}

function zoningFile(city: DemoCity, floorAreas: Map<number, number>): Uint8Array {
  const random = city.plan.random.fork('zoning')
  const parcels: { id: string; parcel: Parcel; zone: string }[] = []
  for (const built of city.built) {
    const parcel = toParcel(built, floorAreas.get(built.block.id) ?? 0, random)
    if (parcel) parcels.push({ id: `p${parcels.length + 1}`, parcel, zone: built.block.zone })
  }
  const planted = parcels
    .filter(({ parcel }) => parcel.violation)
    .map(({ id, parcel }) => ({ id, rule: parcel.violation }))
  return writeFeatures(
    'zoning',
    { ...licence, planted },
    parcels.map(({ id, parcel, zone }) => ({
      id,
      rings: [parcel.ring],
      properties: {
        kind: 'Parcel',
        zoning: zone,
        FAR: parcel.far,
        heightLimit: parcel.heightLimit,
        area: parcel.area,
        builtFAR: parcel.builtFar,
        builtHeight: parcel.builtHeight,
      },
    })),
  )
}

function streetFile(city: DemoCity): Uint8Array {
  const osm = createOsmFile(about, licence.licence)
  mapLand(osm, city)
  mapStreets(osm, city)
  mapTransit(osm, city)
  return osm.bytes()
}

function treeFile(city: DemoCity): Uint8Array {
  const osm = createOsmFile(about, licence.licence)
  mapTrees(osm, city)
  return osm.bytes()
}
