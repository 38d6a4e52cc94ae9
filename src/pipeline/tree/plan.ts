import { createTileset, type InstanceGroup, type Tile, writeInstancedGlb, writeTileset } from '#format/tiles3d/index.ts'
import { createLocalFrame, type LocalFrame } from '#math/geodesy/ellipsoid.ts'
import { type Column, findColumn } from '#model/city/table.ts'
import { tileProperties } from '#model/city/tile.ts'
import { DataError } from '#model/exchange/error.ts'
import type { JoinedCity } from '../join/joined.ts'
import { broadleaf, clump, conifer } from './model.ts'
import { gatherTrees, type Trees } from './trees.ts'

/** Tiles of trees, made one by one when asked for. Paths are relative to the tileset. */
export interface TreePlan {
  readonly tileset: Uint8Array
  readonly paths: readonly string[]
  /** Throws `not-found`. Needs `tilesReady()`. */
  encodeTile(path: string): Uint8Array
}

/** Trees a leaf holds at most. */
const leafTrees = 2500
/** Trees an inner tile shows, each for several. */
const innerTrees = 1200
const deepest = 14
const metresPerDegree = 111_320

interface Node {
  path: string
  /** Indices into the trees. */
  trees: Uint32Array
  children: Node[]
  /** Metres. */
  side: number
  frame: LocalFrame
}

/**
 * Trees of a city as instanced tiles: a quadtree whose leaves hold every tree, and whose inner tiles hold some, larger, in place of all.
 * Undefined where the city has none.
 */
export function planTrees(city: JoinedCity, { compress = true }: { compress?: boolean } = {}): TreePlan | undefined {
  const trees = gatherTrees(city)
  if (trees.count === 0) return undefined
  const root = growNode(
    trees,
    Uint32Array.from({ length: trees.count }, (_, i) => i),
    squareAround(trees),
    0,
    0,
    0,
  )
  const nodes = new Map<string, Node>()
  const list = (node: Node) => {
    nodes.set(node.path, node)
    node.children.forEach(list)
  }
  list(root)
  return {
    tileset: writeTileset(createTileset(toTile(trees, root), root.side)),
    paths: [...nodes.keys()],
    encodeTile(path) {
      const node = nodes.get(path)
      if (!node) throw new DataError('not-found', 'The tileset has no such tile.', { file: path })
      return encodeNode(trees, node, city.table.columns, compress)
    },
  }
}

interface Square {
  west: number
  south: number
  /** Degrees. */
  width: number
  height: number
}

function squareAround({ lon, lat }: Trees): Square {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (let i = 0; i < lon.length; i++) {
    west = Math.min(west, lon[i])
    east = Math.max(east, lon[i])
    south = Math.min(south, lat[i])
    north = Math.max(north, lat[i])
  }
  const cosine = Math.max(0.01, Math.cos((((south + north) / 2) * Math.PI) / 180))
  const side = Math.max((east - west) * cosine, north - south, 1e-4)
  return { west, south, width: side / cosine, height: side }
}

function growNode(trees: Trees, members: Uint32Array, square: Square, level: number, x: number, y: number): Node {
  const { west, south, width, height } = square
  const node: Node = {
    path: `${level}/${x}/${y}.glb`,
    trees: members,
    children: [],
    side: height * metresPerDegree,
    frame: createLocalFrame(west + width / 2, south + height / 2, 0),
  }
  if (members.length <= leafTrees || level === deepest) return node
  for (let quadrant = 0; quadrant < 4; quadrant++) {
    const [right, up] = [quadrant & 1, quadrant >> 1]
    const within = members.filter(
      i => Number(trees.lon[i] >= west + width / 2) === right && Number(trees.lat[i] >= south + height / 2) === up,
    )
    if (within.length === 0) continue
    const part = {
      west: west + (right * width) / 2,
      south: south + (up * height) / 2,
      width: width / 2,
      height: height / 2,
    }
    node.children.push(growNode(trees, within, part, level + 1, 2 * x + right, 2 * y + up))
  }
  return node
}

/** The trees which an inner tile shows: every k-th, so that all parts of the tile keep their share. */
function shownTrees(node: Node): { members: Uint32Array; each: number } {
  if (node.children.length === 0) return { members: node.trees, each: 1 }
  const each = Math.max(1, node.trees.length / innerTrees)
  const members = new Uint32Array(Math.floor(node.trees.length / each))
  for (let i = 0; i < members.length; i++) members[i] = node.trees[Math.floor(i * each)]
  return { members, each }
}

/** How much larger a tree is drawn that stands for others. */
const growthOf = (each: number) => Math.min(2, Math.sqrt(each))

function toTile(trees: Trees, node: Node, parent?: Node): Tile {
  const children = node.children.map(child => toTile(trees, child, node))
  const bounds = createBounds()
  for (const { boundingVolume, transform } of children) addBox(bounds, boundingVolume.box!, transform!)
  addTrees(bounds, trees, node)
  return {
    boundingVolume: { box: toBox(bounds) },
    geometricError: children.length > 0 ? node.side / 16 : 0,
    transform: parent ? relative(parent.frame, node.frame) : [...node.frame.matrix],
    content: { uri: node.path },
    ...(children.length > 0 ? { children } : {}),
  }
}

interface Bounds {
  low: number[]
  high: number[]
}

const createBounds = (): Bounds => ({ low: Array(3).fill(Infinity), high: Array(3).fill(-Infinity) })

/** Metres around what is drawn, for the rounding of floats. */
const slack = 0.1

function addTrees({ low, high }: Bounds, trees: Trees, node: Node): void {
  const { members, each } = shownTrees(node)
  const growth = node.children.length > 0 ? growthOf(each) : 1
  const at = new Float64Array(3)
  for (const i of members) {
    node.frame.toLocal(trees.lon[i], trees.lat[i], trees.ground[i], at, 0)
    const reach = (trees.crown[i] / 2) * growth + slack
    for (let k = 0; k < 2; k++) {
      low[k] = Math.min(low[k], at[k] - reach)
      high[k] = Math.max(high[k], at[k] + reach)
    }
    low[2] = Math.min(low[2], at[2] - slack)
    high[2] = Math.max(high[2], at[2] + trees.height[i] * growth + slack)
  }
}

/** A box of a child, by its corners in the parent's frame. */
function addBox({ low, high }: Bounds, box: number[], matrix: number[]): void {
  for (let corner = 0; corner < 8; corner++) {
    const point = [0, 1, 2].map(k => box[k] + (corner & (1 << k) ? box[3 + k * 4] : -box[3 + k * 4]))
    for (let k = 0; k < 3; k++) {
      const value = matrix[k] * point[0] + matrix[4 + k] * point[1] + matrix[8 + k] * point[2] + matrix[12 + k]
      low[k] = Math.min(low[k], value)
      high[k] = Math.max(high[k], value)
    }
  }
}

function toBox({ low, high }: Bounds): number[] {
  const half = low.map((value, k) => (high[k] - value) / 2)
  return [...low.map((value, k) => value + half[k]), half[0], 0, 0, 0, half[1], 0, 0, 0, half[2]]
}

/** From a child's frame to its parent's. */
function relative(parent: LocalFrame, child: LocalFrame): number[] {
  const [p, c] = [parent.matrix, child.matrix]
  const matrix: number[] = []
  for (let column = 0; column < 4; column++) {
    const d = [0, 1, 2].map(k => c[column * 4 + k] - (column === 3 ? p[12 + k] : 0))
    for (let row = 0; row < 3; row++) matrix.push(p[row * 4] * d[0] + p[row * 4 + 1] * d[1] + p[row * 4 + 2] * d[2])
    matrix.push(column === 3 ? 1 : 0)
  }
  return matrix
}

function encodeNode(trees: Trees, node: Node, columns: readonly Column[], compress: boolean): Uint8Array {
  const { members, each } = shownTrees(node)
  const inner = node.children.length > 0
  const all = Array.from(members, (tree, id) => ({ tree, id }))
  const groups: InstanceGroup[] = inner
    ? [placeGroup(trees, node, clump, all, growthOf(each))]
    : [
        placeGroup(
          trees,
          node,
          broadleaf,
          all.filter(({ tree }) => trees.needle[tree] === 0),
          1,
        ),
        placeGroup(
          trees,
          node,
          conifer,
          all.filter(({ tree }) => trees.needle[tree] === 1),
          1,
        ),
      ]
  return writeInstancedGlb({ groups, table: treeTable(trees, members, columns), className: 'tree' }, { compress })
}

function placeGroup(
  trees: Trees,
  { frame }: Node,
  model: InstanceGroup['model'],
  members: { tree: number; id: number }[],
  growth: number,
): InstanceGroup {
  const translations = new Float32Array(members.length * 3)
  const scales = new Float32Array(members.length * 3)
  const headings = new Float32Array(members.length)
  members.forEach(({ tree }, i) => {
    frame.toLocal(trees.lon[tree], trees.lat[tree], trees.ground[tree], translations, i * 3)
    scales.set([trees.crown[tree] * growth, trees.crown[tree] * growth, trees.height[tree] * growth], i * 3)
    // Turned so that rows of trees do not look stamped; by the golden angle, the same every time.
    headings[i] = (trees.row[tree] * 137.508) % 360
  })
  return { model, translations, scales, headings, featureIds: Uint32Array.from(members, ({ id }) => id) }
}

function treeTable(trees: Trees, members: Uint32Array, columns: readonly Column[]) {
  const rows = Uint32Array.from(members, tree => trees.row[tree])
  const table: Column[] = [
    { type: 'number', name: tileProperties.row, values: Float64Array.from(rows) },
    { type: 'number', name: 'height', unit: 'm', values: Float64Array.from(members, tree => trees.height[tree]) },
  ]
  const species = findColumn({ rowCount: 0, columns: [...columns] }, 'species')
  if (species?.type === 'category') {
    table.push({ ...species, codes: Uint32Array.from(rows, row => species.codes[row]) })
  }
  return { rowCount: rows.length, columns: table }
}
