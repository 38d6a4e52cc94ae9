import { writeBundle } from '#format/bundle/index.ts'
import { writeGeoTiff } from '#format/geotiff/index.ts'
import type { CityManifest } from '#model/city/manifest.ts'
import { DataError } from '#model/exchange/error.ts'
import { liesOnGround, toGround, writeGround } from '../ground/ground.ts'
import type { JoinedCity, JoinedSet } from '../join/joined.ts'
import { planTiles, type TilePlan } from '../tile/index.ts'
import { planTrees } from '../tree/plan.ts'
import { writeFeatureTable } from './featureTable.ts'
import { toNetwork, writeNetwork } from './network.ts'
import { paths } from './paths.ts'
import { toDrawnTable, toTileTable } from './tileTable.ts'

/**
 * A city package which exists as a plan: every file is made when it is asked for, the same bytes every time. Tiles can be drawn before the
 * package is written.
 */
export interface PackagePlan {
  readonly city: JoinedCity
  readonly tiles?: TilePlan
  /** Paths of all files but the manifest, in the order in which they are written. */
  readonly paths: readonly string[]
  readonly parts: CityManifest['parts']
  /** Throws a `DataError` of code `not-found`. Tiles need `tilesReady()` before. */
  read(path: string): Uint8Array
  /** As `read`, but tiles are made for a scene in this process: see `TilePlan.drawTile`. */
  draw(path: string): Uint8Array
}

export interface PlanOptions {
  /** Meshopt compression of the tiles; on unless false. */
  compress?: boolean
}

export function planPackage(city: JoinedCity, options: PlanOptions = {}): PackagePlan {
  const tiles = planCityTiles(city, options)
  const trees = planTrees(city, options)
  const ground = toGround(city)
  const network = toNetwork(city)
  const makers = new Map<string, () => Uint8Array>()
  if (tiles) {
    makers.set(`${paths.tiles}tileset.json`, () => tiles.tileset)
    for (const path of tiles.paths) makers.set(paths.tiles + path, () => tiles.encodeTile(path))
  }
  if (trees) {
    makers.set(`${paths.trees}tileset.json`, () => trees.tileset)
    for (const path of trees.paths) makers.set(paths.trees + path, () => trees.encodeTile(path))
  }
  if (ground) makers.set(paths.ground, () => writeGround(ground))
  if (network) makers.set(paths.network, () => writeNetwork(network))
  if (city.terrain) makers.set(paths.terrain, () => writeGeoTiff(city.terrain!))
  makers.set(paths.index, () => writeIndex(city))
  makers.set(paths.features, () => writeFeatureTable(city))
  const read = (path: string) => {
    const make = makers.get(path)
    if (!make) throw new DataError('not-found', 'The city package has no such file.', { file: path })
    return make()
  }
  return {
    city,
    tiles,
    paths: [...makers.keys()],
    parts: {
      features: paths.features,
      index: paths.index,
      ...(tiles ? { tiles: `${paths.tiles}tileset.json` } : {}),
      ...(trees ? { trees: `${paths.trees}tileset.json` } : {}),
      ...(ground ? { ground: paths.ground } : {}),
      ...(network ? { network: paths.network } : {}),
      ...(city.terrain ? { terrain: paths.terrain } : {}),
    },
    read,
    draw: path =>
      tiles && path.startsWith(paths.tiles) && path.endsWith('.glb')
        ? tiles.drawTile(path.slice(paths.tiles.length))
        : read(path),
  }
}

function planCityTiles(city: JoinedCity, { compress }: PlanOptions): TilePlan | undefined {
  const sets = city.sets.filter(isSolid)
  if (!sets.some(hasDrawn)) return undefined
  const table = toTileTable(city.table)
  return planTiles({ sets, table, drawnTable: toDrawnTable(table) }, { compress })
}

const isSolid = (set: JoinedSet) =>
  set.geometry.type === 'prism' || (set.geometry.type === 'surface' && !liesOnGround(set.kind))

const hasDrawn = (set: JoinedSet) => set.hidden.some(hidden => hidden === 0)

function writeIndex({ index }: JoinedCity): Uint8Array {
  return writeBundle(
    { extents: index.extents, points: index.points, heights: index.heights },
    { content: 'huijing-index', version: 1 },
  )
}
