import { readGlb, type Tile, type TileContent, type TileMesh, type Tileset } from '#format/tiles3d/index.ts'
import { toEcef } from '#math/geodesy/ellipsoid.ts'
import { creaseEdges } from '#math/mesh/edges.ts'
import type { PickHit, Ray } from '#model/city/city.ts'
import { findColumn } from '#model/city/table.ts'
import { tileProperties } from '#model/city/tile.ts'
import { DataError } from '#model/exchange/error.ts'
import type { PlannedTile, TilePlan } from '../input.ts'
import { intoFrame } from '../rigid.ts'
import { castRay, enterBox, type PickTile, preparePickTile } from './triangles.ts'

export interface Picker {
  /**
   * First hit of the ray with the full detail, whatever level is drawn. `accepts` leaves out rows that are filtered away.
   * About 0.1 ms where the tiles along the ray are loaded; a tile costs 5 to 20 ms the first time.
   */
  pick(ray: Ray, accepts?: (row: number) => boolean): Promise<PickHit | undefined>
  /**
   * Edges of one feature at full detail, as in `CitySource.outline`; empty where nothing is drawn of it. `place`: any point within its
   * bounds, lon and lat in degrees.
   */
  outline(row: number, place: readonly [lon: number, lat: number]): Promise<number[]>
}

export interface PickSource {
  /** Index 0 is the root; `toPickTree` reads it from a tileset file. */
  tiles: readonly PickNode[]
  load(path: string): Promise<LoadedTile> | LoadedTile
}

export type PickNode = Pick<PlannedTile, 'path' | 'children' | 'matrix' | 'min' | 'max'>

export interface LoadedTile {
  mesh: TileMesh
  /** Row of the city's table of each feature id. */
  rows: ArrayLike<number>
}

/** Triangles that are kept ready, over all tiles: about 30 bytes each. */
const triangleBudget = 4_000_000

export function createPicker(source: PickSource): Picker {
  const recent = createRecentTiles(triangleBudget)
  const tileOf = async (node: PickNode): Promise<PickTile> => {
    const known = recent.get(node.path)
    if (known) return known
    const { mesh, rows } = await source.load(node.path)
    const tile = preparePickTile(mesh, rows)
    recent.put(node.path, tile)
    return tile
  }
  return {
    async outline(row, [lon, lat]) {
      for (const { node } of leavesAlong(source.tiles, toPlumb(lon, lat))) {
        const tile = await tileOf(node)
        const feature = Array.prototype.indexOf.call(tile.rows, row)
        if (feature >= 0) return toEdges(tile, feature, node.matrix)
      }
      return []
    },

    async pick(ray, accepts) {
      let hit: PickHit | undefined
      for (const { node, entry } of leavesAlong(source.tiles, ray)) {
        if (hit && entry > hit.distance) break
        const tile = await tileOf(node)
        const origin = intoFrame(node.matrix, ray.origin, 1)
        const direction = intoFrame(node.matrix, ray.direction, 0)
        const found = castRay(tile, origin, direction, hit?.distance ?? Infinity, accepts)
        if (found)
          hit = {
            row: tile.rows[found.featureId],
            distance: found.distance,
            tile: node.path,
            featureId: found.featureId,
          }
      }
      return hit
    },
  }
}

/** Straight down from above all cities. */
function toPlumb(lon: number, lat: number): Ray {
  const origin = toEcef(lon, lat, 20_000)
  const [x, y, z] = toEcef(lon, lat, 19_999)
  return { origin, direction: [x - origin[0], y - origin[1], z - origin[2]] }
}

/** Metres by which outlines stand off the surfaces. */
const outlineLift = 0.15

function toEdges({ positions, triangles, triangleOffsets }: PickTile, feature: number, matrix: Float64Array): number[] {
  const own = triangles.subarray(3 * triangleOffsets[feature], 3 * triangleOffsets[feature + 1])
  const edges = creaseEdges(positions, own, outlineLift)
  for (let i = 0; i < edges.length; i += 3) {
    const [x, y, z] = [edges[i], edges[i + 1], edges[i + 2]]
    for (let k = 0; k < 3; k++) edges[i + k] = matrix[k] * x + matrix[4 + k] * y + matrix[8 + k] * z + matrix[12 + k]
  }
  return edges
}

export const createPlanPicker = (plan: TilePlan): Picker => createPicker({ tiles: plan.tiles, load: plan.meshOf })

/** Over a package: tiles are read when a ray meets them. `tilesReady()` must have resolved. */
export function createPackagePicker(tileset: Uint8Array, readTile: (path: string) => Promise<Uint8Array>): Picker {
  return createPicker({ tiles: toPickTree(tileset), load: async path => toLoadedTile(readGlb(await readTile(path))) })
}

function toLoadedTile({ mesh, table }: TileContent): LoadedTile {
  const rows = findColumn(table, tileProperties.row)
  if (rows?.type !== 'number') throw new DataError('schema', 'The tile has no rows in its property table.')
  return { mesh, rows: rows.values }
}

/** The tree of one of our tilesets: boxes along the axes of frames that the transforms give. */
export function toPickTree(tileset: Uint8Array): PickNode[] {
  const { root } = JSON.parse(new TextDecoder().decode(tileset)) as Tileset
  const nodes: PickNode[] = []
  const add = (tile: Tile, parent: Float64Array | undefined): number => {
    const { box } = tile.boundingVolume
    if (!box || !tile.content) throw new DataError('schema', 'Not a tileset that Huijing wrote.')
    const own = Float64Array.from(tile.transform ?? [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])
    const matrix = parent ? multiply(parent, own) : own
    const node: PickNode = {
      path: tile.content.uri,
      children: [],
      matrix,
      min: [box[0] - box[3], box[1] - box[7], box[2] - box[11]],
      max: [box[0] + box[3], box[1] + box[7], box[2] + box[11]],
    }
    const index = nodes.push(node) - 1
    for (const child of tile.children ?? []) node.children.push(add(child, matrix))
    return index
  }
  add(root, undefined)
  return nodes
}

function multiply(a: Float64Array, b: Float64Array): Float64Array {
  const product = new Float64Array(16)
  for (let column = 0; column < 4; column++)
    for (let row = 0; row < 4; row++)
      for (let k = 0; k < 4; k++) product[column * 4 + row] += a[k * 4 + row] * b[column * 4 + k]
  return product
}

/** Leaves whose boxes the ray meets, nearest entry first. */
function leavesAlong(tiles: readonly PickNode[], ray: Ray): { node: PickNode; entry: number }[] {
  const leaves: { node: PickNode; entry: number }[] = []
  const stack = [0]
  while (stack.length > 0) {
    const node = tiles[stack.pop()!]
    const origin = intoFrame(node.matrix, ray.origin, 1)
    const direction = intoFrame(node.matrix, ray.direction, 0)
    const entry = enterBox([...node.min, ...node.max], 0, origin, direction)
    if (entry === Infinity) continue
    if (node.children.length === 0) leaves.push({ node, entry })
    else stack.push(...node.children)
  }
  return leaves.sort((a, b) => a.entry - b.entry)
}

/** The tiles used last, up to a number of triangles; at least one. */
function createRecentTiles(budget: number) {
  const tiles = new Map<string, PickTile>()
  let triangles = 0
  return {
    get(path: string): PickTile | undefined {
      const tile = tiles.get(path)
      if (!tile) return undefined
      // A map keeps the order of insertion: what is used goes to the end.
      tiles.delete(path)
      tiles.set(path, tile)
      return tile
    },
    put(path: string, tile: PickTile): void {
      if (tiles.has(path)) return
      tiles.set(path, tile)
      triangles += tile.triangles.length / 3
      for (const [oldest, { triangles: indices }] of tiles) {
        if (triangles <= budget || oldest === path) break
        tiles.delete(oldest)
        triangles -= indices.length / 3
      }
    },
  }
}
