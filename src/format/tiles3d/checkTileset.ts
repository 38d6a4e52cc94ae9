import type { TileProblem } from './checkGlb.ts'
import { readGlb } from './readGlb.ts'
import { isInstanced, readInstancedGlb } from './readInstanced.ts'
import { type BoundingVolume, contentsOf, type Tile, type Tileset, walkTiles } from './tileset.ts'
import { cornersOf, createOutside, identity, type Matrix, multiply, transformPoint } from './volume.ts'

export interface TilesetCheck {
  problems: TileProblem[]
  tiles: number
  /** Paths of the contents, in order. */
  contents: string[]
}

/** Metres by which content and children may stand out of a volume: what rounding to a lattice or a float can move; a massing's lattice is coarser. */
const slack = 0.05
const maxDepth = 64

type Report = (code: string, place: string, message: string) => void

/**
 * Checks a tileset that we wrote: geometric errors fall from parent to child, every volume contains its children's volumes and the
 * points of its content, every content is there. `read` gives the bytes of a content by its path; without it contents are not read.
 * `tilesReady()` must have resolved.
 */
export async function checkTileset(
  tileset: Tileset,
  read?: (uri: string) => Promise<Uint8Array | undefined>,
): Promise<TilesetCheck> {
  const check: TilesetCheck = { problems: [], tiles: 0, contents: [] }
  const report: Report = (code, place, message) => check.problems.push({ code, place, message })
  const matrices = new Map<Tile, Matrix>()
  if (!(tileset.geometricError >= tileset.root.geometricError))
    report('geometric-error', '/geometricError', `${tileset.geometricError} is less than the root's.`)
  for (const { tile, parent, path, depth } of walkTiles(tileset.root)) {
    check.tiles++
    if (depth > maxDepth) {
      report('depth', path, `Deeper than ${maxDepth}.`)
      break
    }
    const outer = parent ? matrices.get(parent)! : identity
    const matrix = tile.transform ? multiply(outer, tile.transform) : outer
    matrices.set(tile, matrix)
    if (!checkTile(tile, path, matrix, report)) continue
    if (parent && isVolume(parent.boundingVolume)) checkChild(tile, parent, path, matrix, outer, report)
    for (const { uri, boundingVolume } of contentsOf(tile)) {
      check.contents.push(uri)
      if (read)
        await checkContent(uri, boundingVolume ?? tile.boundingVolume, tile.geometricError, matrix, path, read, report)
    }
  }
  return check
}

function checkTile(tile: Tile, path: string, matrix: Matrix, report: Report): boolean {
  if (!(tile.geometricError >= 0 && Number.isFinite(tile.geometricError)))
    report('geometric-error', path, `Geometric error of at least 0 expected, got ${tile.geometricError}.`)
  if (tile.transform && tile.transform.length !== 16) report('transform', path, '16 numbers expected.')
  if (!matrix.every(Number.isFinite)) report('transform', path, 'The transform is not finite.')
  if (tile.children?.length === 0) report('children', path, 'An empty list of children is not allowed.')
  const usable = isVolume(tile.boundingVolume) && matrix.every(Number.isFinite)
  if (!isVolume(tile.boundingVolume)) report('bounding-volume', path, 'The bounding volume is missing or not finite.')
  return usable
}

function isVolume(volume: BoundingVolume | undefined): boolean {
  const numbers = volume?.region ?? volume?.box ?? volume?.sphere
  const length = volume?.region ? 6 : volume?.box ? 12 : 4
  return numbers !== undefined && numbers.length === length && numbers.every(Number.isFinite)
}

function checkChild(tile: Tile, parent: Tile, path: string, matrix: Matrix, outer: Matrix, report: Report): void {
  if (tile.geometricError > parent.geometricError)
    report('geometric-error', path, `${tile.geometricError} is more than the parent's ${parent.geometricError}.`)
  const outside = createOutside(parent.boundingVolume, outer)
  const out = Math.max(...cornersOf(tile.boundingVolume, matrix).map(outside))
  if (out > slack + tile.geometricError * 1e-3)
    report('containment', path, `Stands ${out.toFixed(2)} m out of its parent.`)
}

async function checkContent(
  uri: string,
  volume: BoundingVolume,
  error: number,
  matrix: Matrix,
  path: string,
  read: (uri: string) => Promise<Uint8Array | undefined>,
  report: Report,
): Promise<void> {
  const bytes = await read(uri).catch(() => undefined)
  if (!bytes) {
    report('no-content', path, `${uri} is missing.`)
    return
  }
  try {
    const points = contentPoints(bytes)
    const outside = createOutside(volume, matrix)
    let out = 0
    for (let i = 0; i < points.length; i += 3) {
      const point = transformPoint(matrix, [points[i], points[i + 1], points[i + 2]])
      out = Math.max(out, outside(point))
    }
    if (out > slack + error * 1e-2)
      report('content-containment', path, `${uri} stands ${out.toFixed(2)} m out of its volume.`)
  } catch (error) {
    report('content', path, `${uri}: ${(error as Error).message}`)
  }
}

/** Points whose hull is the content, in the tile's frame. */
function contentPoints(bytes: Uint8Array): Float32Array {
  return isInstanced(bytes) ? readInstancedGlb(bytes).boxes : readGlb(bytes).mesh.positions
}
