/** tileset.json of 3D Tiles 1.1; names are those of the specification. */

export interface BoundingVolume {
  /** West, south, east, north in radians, then lowest and highest metres above the ellipsoid. Not moved by `transform`. */
  region?: number[]
  /** Centre and three half axes, 12 numbers, in the tile's frame. */
  box?: number[]
  /** Centre and radius, 4 numbers, in the tile's frame. */
  sphere?: number[]
}

export interface Tile {
  boundingVolume: BoundingVolume
  /** Metres: how far this tile departs from the truth where its children are not drawn. */
  geometricError: number
  refine?: 'REPLACE' | 'ADD'
  /** 16 numbers, column-major: from the tile's frame (for content: x east, y north, z up, once glTF's y is turned up) to its parent's. */
  transform?: number[]
  content?: { uri: string; boundingVolume?: BoundingVolume }
  contents?: { uri: string; boundingVolume?: BoundingVolume }[]
  children?: Tile[]
}

export interface Tileset {
  asset: { version: string; tilesetVersion?: string }
  geometricError: number
  root: Tile
  extras?: Record<string, unknown>
}

/**
 * A tileset around a root. The root's transform places the city's frame (east, north, up at its origin) on the globe, or each tile
 * with content has its own, relative to its parent's. `geometricError` must grow with the extent: at a distance where it projects
 * to less than the client's limit in pixels, nothing of the tileset is drawn.
 */
export function createTileset(root: Tile, geometricError: number): Tileset {
  return { asset: { version: '1.1' }, geometricError, root: { refine: 'REPLACE', ...root } }
}

export const writeTileset = (tileset: Tileset): Uint8Array => new TextEncoder().encode(JSON.stringify(tileset))

/** Every tile with its depth, parents before children. */
export function* walkTiles(root: Tile): Generator<{ tile: Tile; parent?: Tile; path: string; depth: number }> {
  const stack: { tile: Tile; parent?: Tile; path: string; depth: number }[] = [{ tile: root, path: '/root', depth: 0 }]
  while (stack.length) {
    const entry = stack.pop()!
    yield entry
    const children = entry.tile.children ?? []
    for (let i = children.length - 1; i >= 0; i--)
      stack.push({ tile: children[i], parent: entry.tile, path: `${entry.path}/children/${i}`, depth: entry.depth + 1 })
  }
}

/** The contents of a tile, however they are written. */
export const contentsOf = (tile: Tile): { uri: string; boundingVolume?: BoundingVolume }[] => [
  ...(tile.content ? [tile.content] : []),
  ...(tile.contents ?? []),
]
