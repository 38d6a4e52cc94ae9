import { createTileset, type Tile, writeTileset } from '#format/tiles3d/index.ts'
import type { PlannedTile } from './input.ts'
import { relativeTo } from './rigid.ts'

/** Bytes of tileset.json for tiles of which the first is the root. */
export function writeTree(tiles: PlannedTile[], geometricError: number): Uint8Array {
  return writeTileset(createTileset(toTile(tiles, 0), geometricError))
}

/** Tiles have frames of their own, given relative to their parent's; the root's is relative to the globe. */
function toTile(tiles: PlannedTile[], index: number, parent?: PlannedTile): Tile {
  const tile = tiles[index]
  const { min, max, matrix } = tile
  const half = (k: number) => (max[k] - min[k]) / 2
  const middle = (k: number) => (max[k] + min[k]) / 2
  return {
    boundingVolume: {
      box: [middle(0), middle(1), middle(2), half(0), 0, 0, 0, half(1), 0, 0, 0, half(2)].map(v => round(v, 1e3)),
    },
    geometricError: tile.geometricError,
    transform: parent ? roundTransform(relativeTo(parent.matrix, matrix)) : [...matrix],
    content: { uri: tile.path },
    ...(tile.children.length > 0 ? { children: tile.children.map(child => toTile(tiles, child, tile)) } : {}),
  }
}

const round = (value: number, places: number) => Math.round(value * places) / places + 0

/** To 1e-12 in rotations and a hundredth of a millimetre in places: what is cut off moves nothing by more than that. */
function roundTransform(matrix: Float64Array): number[] {
  return Array.from(matrix, (value, i) => round(value, i >= 12 ? 1e5 : 1e12))
}
