import { type InstanceGroup, writeInstancedGlb } from '#format/tiles3d/index.ts'
import type { Table } from '#model/city/table.ts'
import { findColumn } from '#model/city/table.ts'
import { tileProperties } from '#model/city/tile.ts'
import { DataError } from '#model/exchange/error.ts'
import { boxOf, encloseBox, frameOf, type NodeBounds } from '../bounds.ts'
import type { PlannedTile, TileInput, TileOptions, TilePlan } from '../input.ts'
import { writeTree } from '../tileset.ts'
import { growTree, type Tree, type TreeNode } from '../tree.ts'
import { treeModels } from './model.ts'

export type TreePlan = Pick<TilePlan, 'tileset' | 'paths' | 'tiles' | 'features' | 'encodeTile'>

/** Instances that a tile draws at most. */
const treesPerTile = 2500

/** Thinned trees grow, so that a wood stays a wood; but no tree becomes a hill. */
const largestGrowth = 3

interface Trees {
  count: number
  lon: Float64Array
  lat: Float64Array
  /** Height of the foot, and of the tree, metres. */
  foot: Float32Array
  height: Float32Array
  row: Uint32Array
  vertices: Uint32Array
}

/**
 * Plans a tileset of instanced trees over the sets of points which the input has; the caller passes those that are trees. Leaves have
 * every tree, inner tiles an even choice of them, larger in proportion. Undefined where there is none.
 */
export function planTrees(
  input: TileInput,
  { compress = true }: Pick<TileOptions, 'compress'> = {},
): TreePlan | undefined {
  const trees = gatherTrees(input)
  if (trees.count === 0) return undefined
  const tree = growTree(trees, treesPerTile)
  const tiles = tree.nodes.map(node => planTile(trees, tree, node))
  for (let n = tiles.length - 1; n >= 0; n--) for (const child of tiles[n].children) encloseBox(tiles[n], tiles[child])
  const indexOf = new Map(tiles.map((tile, n) => [tile.path, n]))
  return {
    tileset: writeTree(tiles, tree.side * 4),
    paths: tiles.map(tile => tile.path),
    tiles,
    features: trees.count,
    encodeTile(path) {
      const n = indexOf.get(path)
      if (n === undefined) throw new DataError('not-found', 'The tileset has no such tile.', { file: path })
      return encodeNode(trees, tree, tree.nodes[n], compress)
    },
  }
}

function gatherTrees({ sets, table }: TileInput): Trees {
  const capacity = sets.reduce((sum, set) => sum + (set.geometry.type === 'point' ? set.count : 0), 0)
  const trees: Trees = {
    count: 0,
    lon: new Float64Array(capacity),
    lat: new Float64Array(capacity),
    foot: new Float32Array(capacity),
    height: new Float32Array(capacity),
    row: new Uint32Array(capacity),
    vertices: new Uint32Array(capacity).fill(1),
  }
  const heights = findColumn(table, 'height')
  for (const { geometry, count, firstRow, hidden, ground } of sets) {
    if (geometry.type !== 'point') continue
    const { coordinates, dimension } = geometry.points
    for (let f = 0; f < count; f++) {
      const lon = coordinates[f * dimension]
      const lat = coordinates[f * dimension + 1]
      if (hidden[f] || !Number.isFinite(lon + lat)) continue
      const t = trees.count++
      const row = firstRow + f
      const known = heights?.type === 'number' ? heights.values[row] : Number.NaN
      trees.lon[t] = lon
      trees.lat[t] = lat
      trees.foot[t] = ground[f]
      trees.height[t] = known > 0.5 && known < 130 ? known : 5 + 7 * hash(row)
      trees.row[t] = row
    }
  }
  return trees
}

/** [0, 1), the same for the same row everywhere (finaliser of MurmurHash3). */
function hash(row: number, salt = 0): number {
  let h = Math.imul(row ^ (salt * 0x9e3779b9), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32
}

/** Crown's width over the tree's height, at most. */
const widest = 0.8

function planTile(trees: Trees, tree: Tree, node: TreeNode): PlannedTile {
  const bounds = boundsOf(trees, tree, node)
  const frame = frameOf(bounds)
  return {
    path: `${node.level}/${node.x}/${node.y}.glb`,
    children: node.children,
    matrix: frame.matrix,
    ...boxOf(bounds, frame, 0.05),
    geometricError: node.children.length === 0 ? 0 : tree.side / 2 ** node.level / 48,
  }
}

/** With room for the crowns, as large as they are drawn in this tile. */
function boundsOf(trees: Trees, { order }: Tree, node: TreeNode): NodeBounds {
  const bounds: NodeBounds = {
    west: Infinity,
    south: Infinity,
    east: -Infinity,
    north: -Infinity,
    low: Infinity,
    high: -Infinity,
  }
  const growth = growthOf(node)
  for (let i = node.start; i < node.end; i++) {
    const t = order[i]
    const reach = (trees.height[t] * growth * widest) / 2 / 111_000
    const reachLon = reach / Math.max(0.01, Math.cos((trees.lat[t] * Math.PI) / 180))
    bounds.west = Math.min(bounds.west, trees.lon[t] - reachLon)
    bounds.east = Math.max(bounds.east, trees.lon[t] + reachLon)
    bounds.south = Math.min(bounds.south, trees.lat[t] - reach)
    bounds.north = Math.max(bounds.north, trees.lat[t] + reach)
    bounds.low = Math.min(bounds.low, trees.foot[t])
    bounds.high = Math.max(bounds.high, trees.foot[t] + trees.height[t] * growth)
  }
  return bounds
}

const strideOf = (node: TreeNode) =>
  node.children.length === 0 ? 1 : Math.ceil((node.end - node.start) / treesPerTile)

const growthOf = (node: TreeNode) => Math.min(largestGrowth, Math.sqrt(strideOf(node)))

function encodeNode(trees: Trees, tree: Tree, node: TreeNode, compress: boolean): Uint8Array {
  const frame = frameOf(boundsOf(trees, tree, node))
  const chosen: number[] = []
  for (let i = node.start; i < node.end; i += strideOf(node)) chosen.push(tree.order[i])
  const feet = new Float64Array(chosen.length * 3)
  chosen.forEach((t, i) => {
    frame.project([trees.lon[t], trees.lat[t]], 0, 1, 2, feet, i * 3, 3)
    feet[i * 3 + 2] = trees.foot[t]
  })
  const places = frame.lift(feet, chosen.length)
  const groups = treeModels.map((_, kind) => groupOf(trees, chosen, places, kind, growthOf(node)))
  const rows = Float64Array.from(chosen, t => trees.row[t])
  const table: Table = {
    rowCount: chosen.length,
    columns: [{ type: 'number', name: tileProperties.row, values: rows }],
  }
  return writeInstancedGlb({ groups, table, className: 'tree' }, { compress })
}

/** One in six is a conifer. */
const kindOf = (row: number) => (hash(row, 1) < 1 / 6 ? 1 : 0)

function groupOf(trees: Trees, chosen: number[], places: Float32Array, kind: number, growth: number): InstanceGroup {
  const members = chosen.flatMap((t, i) => (kindOf(trees.row[t]) === kind ? [i] : []))
  const translations = new Float32Array(members.length * 3)
  const scales = new Float32Array(members.length * 3)
  const headings = new Float32Array(members.length)
  members.forEach((i, k) => {
    const t = chosen[i]
    const height = trees.height[t] * growth
    const width = height * (kind === 1 ? 0.45 : widest - 0.2 * hash(trees.row[t], 2))
    translations.set(places.subarray(i * 3, i * 3 + 3), k * 3)
    scales.set([width, width, height], k * 3)
    headings[k] = 360 * hash(trees.row[t], 3)
  })
  return { model: treeModels[kind], translations, scales, headings, featureIds: Uint32Array.from(members) }
}
