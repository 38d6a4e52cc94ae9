import { type CheckResult, type Report, runCheck } from './result.ts'
import { areFinite, isObject, type Json } from './value.ts'

const maxTiles = 1_000_000
const maxDepth = 500

/** Numbers of each sort of bounding volume; S2 cells and what else extensions bring are let through. */
const volumeLengths: Record<string, number> = { region: 6, box: 12, sphere: 4 }

/** Where a tileset stands among those that led to it. */
export interface TilesetPlace {
  address: string
  /** Address of a uri of this tileset. */
  resolve(uri: string): string
  /** Addresses of the tilesets above this one. */
  above: ReadonlySet<string>
}

/**
 * Whether a foreign tileset.json may be handed to Cesium. With its place, a content that is a tileset above it is found to close a
 * cycle. Never throws.
 */
export function checkTilesetJson(json: unknown, place?: TilesetPlace): CheckResult {
  return runCheck((report, external) => {
    if (!isObject(json)) {
      report('schema', '', 'A tileset is a JSON object.')
      return
    }
    const version = isObject(json.asset) ? json.asset.version : undefined
    if (version !== '1.0' && version !== '1.1' && version !== '0.0')
      report('version', '/asset/version', `3D Tiles 1.0 or 1.1 is expected, got ${JSON.stringify(version)}.`)
    checkError(json, '', report)
    if (!isObject(json.root)) {
      report('schema', '/root', 'The root tile is missing.')
      return
    }
    checkTree(json.root, report, uri => {
      external(uri)
      const address = place?.resolve(uri)
      if (address !== undefined && (address === place?.address || place?.above.has(address)))
        report('tileset-cycle', '', `${uri} leads back to a tileset above.`)
    })
  })
}

function checkTree(root: Json, report: Report, external: (uri: string) => void): void {
  const stack: { tile: Json; place: string; depth: number }[] = [{ tile: root, place: '/root', depth: 0 }]
  for (let count = 0; stack.length; count++) {
    const { tile, place, depth } = stack.pop()!
    if (count > maxTiles) {
      report('count', place, `More than ${maxTiles} tiles.`)
      return
    }
    if (depth > maxDepth) {
      report('depth', place, `Tiles are nested more than ${maxDepth} deep.`)
      return
    }
    checkTile(tile, place, report, external)
    const children = tile.children ?? []
    if (!Array.isArray(children) || !children.every(isObject))
      report('schema', `${place}/children`, 'A list of tiles is expected.')
    else
      children.forEach((child, i) => {
        stack.push({ tile: child, place: `${place}/children/${i}`, depth: depth + 1 })
      })
  }
}

function checkTile(tile: Json, place: string, report: Report, external: (uri: string) => void): void {
  checkError(tile, place, report)
  checkVolume(tile.boundingVolume, `${place}/boundingVolume`, report)
  if (tile.viewerRequestVolume !== undefined)
    checkVolume(tile.viewerRequestVolume, `${place}/viewerRequestVolume`, report)
  if (tile.transform !== undefined && !areFinite(tile.transform, 16))
    report('non-finite', `${place}/transform`, '16 finite numbers are expected.')
  const contents = [tile.content, ...(Array.isArray(tile.contents) ? tile.contents : [])]
  for (const content of contents) if (content !== undefined) checkContent(content, `${place}/content`, report, external)
  if (tile.implicitTiling !== undefined) checkImplicit(tile.implicitTiling, `${place}/implicitTiling`, report, external)
}

function checkContent(content: unknown, place: string, report: Report, external: (uri: string) => void): void {
  const uri = isObject(content) ? (content.uri ?? content.url) : undefined
  if (!isObject(content) || typeof uri !== 'string') {
    report('schema', place, 'A content needs a uri.')
    return
  }
  if (content.boundingVolume !== undefined) checkVolume(content.boundingVolume, `${place}/boundingVolume`, report)
  external(uri)
}

function checkError(owner: Json, place: string, report: Report): void {
  const error = owner.geometricError
  if (!(Number.isFinite(error) && (error as number) >= 0))
    report(
      'geometric-error',
      `${place}/geometricError`,
      `A number of at least 0 is expected, got ${JSON.stringify(error)}.`,
    )
}

function checkVolume(volume: unknown, place: string, report: Report): void {
  if (!isObject(volume)) {
    report('bounding-volume', place, 'The bounding volume is missing.')
    return
  }
  const known = Object.keys(volumeLengths).filter(key => volume[key] !== undefined)
  if (known.length === 0 && volume.extensions === undefined) {
    report('bounding-volume', place, 'Of no known sort.')
    return
  }
  for (const key of known)
    if (!areFinite(volume[key], volumeLengths[key]))
      report('bounding-volume', `${place}/${key}`, `${volumeLengths[key]} finite numbers are expected.`)
  const region = volume.region
  if (
    areFinite(region, 6) &&
    (region[1] > region[3] || region[4] > region[5] || Math.abs(region[1]) > 1.571 || Math.abs(region[3]) > 1.571)
  )
    report('bounding-volume', `${place}/region`, 'South above north, or a latitude beyond a pole.')
  if (areFinite(volume.sphere, 4) && volume.sphere[3] < 0)
    report('bounding-volume', `${place}/sphere`, 'The radius is negative.')
}

function checkImplicit(implicit: unknown, place: string, report: Report, external: (uri: string) => void): void {
  if (!isObject(implicit)) {
    report('schema', place, 'An object is expected.')
    return
  }
  const { subdivisionScheme, subtreeLevels, availableLevels, subtrees } = implicit
  if (subdivisionScheme !== 'QUADTREE' && subdivisionScheme !== 'OCTREE')
    report('schema', place, 'Neither QUADTREE nor OCTREE.')
  const levels = (value: unknown, most: number) =>
    Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most
  // A subtree has 4^levels or 8^levels tiles.
  if (!levels(subtreeLevels, 12) || !levels(availableLevels ?? implicit.maximumLevel, 40))
    report('count', place, 'Levels out of bounds.')
  if (!isObject(subtrees) || typeof subtrees.uri !== 'string') {
    report('schema', place, 'The subtrees need a uri.')
    return
  }
  external(subtrees.uri)
}
