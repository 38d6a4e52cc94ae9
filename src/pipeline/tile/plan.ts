import { type TileContent, writeGlb } from '#format/tiles3d/index.ts'
import type { Table } from '#model/city/table.ts'
import { DataError } from '#model/exchange/error.ts'
import { detailTable, massingTable, rowsOf } from './attributes.ts'
import { boundNodes, boxOf, encloseBox, frameOf, type NodeBounds } from './bounds.ts'
import { buildDetail } from './detail.ts'
import type { PlannedTile, TileInput, TileOptions, TilePlan } from './input.ts'
import { buildBlocks, groupFeatures } from './massing.ts'
import { type Measures, measureFeatures } from './measure.ts'
import { writeTree } from './tileset.ts'
import { growTree, type Tree, type TreeNode } from './tree.ts'

/** Cells along a side of an inner tile. */
const cellsPerSide = 48

/**
 * Geometric error of an inner tile in cells. A client that refines at 16 pixels draws cells of at most 16 / 4 pixels.
 */
const cellsPerError = 4

/**
 * The tileset shows from the distance where its side is this many times smaller than a pixel's error: never an empty view while the
 * city would cover a pixel.
 */
const visibleFactor = 64

/** Largest error of a coordinate of the detail, metres. */
const detailTolerance = 0.01

/**
 * Plans the tileset of a city: a quadtree with the full detail in its leaves and merged block massings above, of which every feature is
 * a part. Linear in vertices; nothing is triangulated before `encodeTile`.
 * Throws a `DataError` of code `empty` where no feature can be drawn.
 */
export function planTiles(input: TileInput, options: TileOptions = {}): TilePlan {
  const { className = 'building', leafVertices = 24_000, compress = true } = options
  const measures = measureFeatures(input)
  if (measures.count === 0) throw new DataError('empty', 'Nothing of this city has a shape to be drawn.')
  const tree = growTree(measures, leafVertices)
  const bounds = boundNodes(measures, tree)
  const tiles = planNodes(tree, bounds)
  const indexOf = new Map(tiles.map((tile, n) => [tile.path, n]))
  const find = (path: string) => {
    const n = indexOf.get(path)
    if (n === undefined) throw new DataError('not-found', 'The tileset has no such tile.', { file: path })
    return n
  }
  const contentOf = (path: string, table = input.table): TileContent => {
    const n = find(path)
    return { ...buildContent(table, measures, tree, tree.nodes[n], bounds[n], tiles[n]), className }
  }
  const tolerance = (path: string) => toleranceOf(tree, tree.nodes[find(path)])
  const root = bounds[0]
  return {
    tileset: writeTree(tiles, tree.side * visibleFactor),
    paths: tiles.map(tile => tile.path),
    extent: [root.west, root.south, root.east, root.north],
    heights: [root.low, root.high],
    features: measures.count,
    tiles,
    contentOf: path => contentOf(path),
    meshOf: path => {
      const n = find(path)
      const features = tree.order.subarray(tree.nodes[n].start, tree.nodes[n].end)
      return { mesh: buildDetail(measures, features, frameOf(bounds[n])), rows: rowsOf(measures, features) }
    },
    encodeTile: path => writeGlb(contentOf(path), { compress, rounded: true, tolerance: tolerance(path) }),
    drawTile: path =>
      writeGlb(contentOf(path, input.drawnTable), { compress: false, uniform: true, tolerance: tolerance(path) }),
  }
}

/** Side of a massing's cell, metres. */
const cellOf = (tree: Tree, node: TreeNode) => tree.side / 2 ** node.level / cellsPerSide

function toleranceOf(tree: Tree, node: TreeNode): number {
  return node.children.length === 0 ? detailTolerance : Math.max(detailTolerance, cellOf(tree, node) / 50)
}

function planNodes(tree: Tree, bounds: NodeBounds[]): PlannedTile[] {
  const tiles = tree.nodes.map((node, n) => planTile(tree, node, bounds[n]))
  // From the leaves up: frames lean against each other, so a parent's box must reach around its children's.
  for (let n = tiles.length - 1; n >= 0; n--) for (const child of tiles[n].children) encloseBox(tiles[n], tiles[child])
  return tiles
}

function planTile(tree: Tree, node: TreeNode, bounds: NodeBounds): PlannedTile {
  const frame = frameOf(bounds)
  return {
    path: `${node.level}/${node.x}/${node.y}.glb`,
    children: node.children,
    matrix: frame.matrix,
    ...boxOf(bounds, frame, 2 * toleranceOf(tree, node)),
    geometricError: node.children.length === 0 ? 0 : cellsPerError * cellOf(tree, node),
  }
}

function buildContent(
  table: Table,
  measures: Measures,
  tree: Tree,
  node: TreeNode,
  bounds: NodeBounds,
  tile: PlannedTile,
) {
  const features = tree.order.subarray(node.start, node.end)
  const frame = frameOf(bounds)
  if (node.children.length === 0)
    return { mesh: buildDetail(measures, features, frame), table: detailTable(table, measures, features) }
  const scale = 2 ** node.level
  const massing = groupFeatures(measures, features, {
    west: tree.west + (node.x * tree.lonSide) / scale,
    south: tree.south + (node.y * tree.latSide) / scale,
    lonSide: tree.lonSide / scale,
    latSide: tree.latSide / scale,
    cells: cellsPerSide,
    cell: cellOf(tree, node),
  })
  return {
    mesh: buildBlocks(massing, frame, tile),
    table: massingTable(table, measures, features, massing),
  }
}
