import type { Tileset } from '#format/tiles3d/index.ts'
import { checkGlb, checkTileset, isInstanced, readGlb, tilesReady } from '#format/tiles3d/index.ts'
import type { CityManifest } from '#model/city/manifest.ts'
import { findColumn, rowsIn } from '#model/city/table.ts'
import { tileProperties } from '#model/city/tile.ts'
import { DataError } from '#model/exchange/error.ts'
import type { ReadFolder } from '#model/exchange/source.ts'
import { type CityData, parseManifest, readPackageData } from '../open/data.ts'
import { sha256 } from '../write/hash.ts'
import { paths } from '../write/paths.ts'
import { countTriangles } from '../write/triangles.ts'

export interface Problem {
  /** Path in the package. */
  file: string
  message: string
}

export interface CheckOptions {
  /** Khronos's validator (or another): what is wrong with a GLB. Without it tiles are only checked by our own rules. */
  validateGlb?(bytes: Uint8Array): Promise<string[]>
  onProgress?(fraction: number): void
}

/**
 * Everything that can be wrong with a city package; empty where it is sound: files and checksums, the tree of tiles, volumes that contain
 * their content, geometric errors that fall, feature ids and property tables that agree with each other and with the feature table.
 */
export async function checkPackage(folder: ReadFolder, options: CheckOptions = {}): Promise<Problem[]> {
  const problems: Problem[] = []
  let manifest: CityManifest
  try {
    manifest = parseManifest(await folder.read(paths.manifest))
  } catch (error) {
    return [{ file: paths.manifest, message: messageOf(error) }]
  }
  await tilesReady()
  const sound = await checkFiles(folder, manifest, problems, options)
  const data = await readPackageData(folder)
  if (sound.has(manifest.parts.features)) await checkFeatures(data, problems)
  for (const part of ['tiles', 'trees'] as const) {
    const path = manifest.parts[part]
    if (path && sound.has(path)) await checkTiles(data, folder, path, sound, problems, part === 'tiles')
  }
  await checkParts(data, problems)
  return problems
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Paths of the files which are there with the right bytes. */
async function checkFiles(
  folder: ReadFolder,
  manifest: CityManifest,
  problems: Problem[],
  { validateGlb, onProgress }: CheckOptions,
): Promise<Set<string>> {
  const sound = new Set<string>()
  const listed = new Set([paths.manifest as string, ...manifest.files.map(file => file.path)])
  for (const path of await folder.list()) {
    if (!listed.has(path)) problems.push({ file: path, message: 'is not in the manifest.' })
  }
  for (const part of Object.values(manifest.parts)) {
    if (part && !listed.has(part))
      problems.push({ file: part, message: 'is a part of the city, but not in its list of files.' })
  }
  let done = 0
  for (const { path, bytes: size, sha256: expected } of manifest.files) {
    onProgress?.(done++ / manifest.files.length)
    const bytes = await folder.read(path).catch(error => messageOf(error))
    if (typeof bytes === 'string') problems.push({ file: path, message: bytes })
    else if (bytes.length !== size)
      problems.push({ file: path, message: `has ${bytes.length} bytes, the manifest says ${size}.` })
    else if ((await sha256(bytes)) !== expected)
      problems.push({ file: path, message: 'does not have the SHA-256 of the manifest.' })
    else {
      sound.add(path)
      if (path.endsWith('.glb')) await checkOneGlb(path, bytes, problems, validateGlb)
    }
  }
  return sound
}

async function checkOneGlb(
  file: string,
  bytes: Uint8Array,
  problems: Problem[],
  validateGlb: CheckOptions['validateGlb'],
): Promise<void> {
  for (const { place, message } of checkGlb(bytes)) problems.push({ file, message: `${place} ${message}` })
  for (const message of (await validateGlb?.(bytes)) ?? []) problems.push({ file, message: `glTF: ${message}` })
}

async function checkFeatures(data: CityData, problems: Problem[]): Promise<void> {
  const { manifest, rowCount } = data
  const file = manifest.parts.features
  for (const { name, type } of manifest.attributes) {
    try {
      const column = await data.column(name)
      if (column.type !== type)
        problems.push({ file, message: `${name} is a ${column.type}, the manifest says ${type}.` })
      const rows = rowsIn(column)
      if (rows !== rowCount)
        problems.push({ file, message: `${name} has ${rows} rows, the manifest counts ${rowCount} features.` })
    } catch (error) {
      problems.push({ file, message: messageOf(error) })
    }
  }
}

/** `counted`: the tileset whose tiles and triangles the manifest counts. */
async function checkTiles(
  data: CityData,
  folder: ReadFolder,
  path: string,
  sound: ReadonlySet<string>,
  problems: Problem[],
  counted: boolean,
): Promise<void> {
  let tileset: Tileset
  try {
    tileset = JSON.parse(new TextDecoder().decode(await data.file(path)))
  } catch (error) {
    problems.push({ file: path, message: messageOf(error) })
    return
  }
  const base = path.slice(0, path.lastIndexOf('/') + 1)
  const check = await checkTileset(tileset, async uri => (sound.has(base + uri) ? folder.read(base + uri) : undefined))
  for (const { place, message } of check.problems) problems.push({ file: path, message: `${place} ${message}` })
  if (!counted) return
  const { manifest, rowCount } = data
  if (check.tiles !== manifest.tiles) {
    problems.push({ file: path, message: `has ${check.tiles} tiles, the manifest says ${manifest.tiles}.` })
  }
  let triangles = 0
  const leaves = leafContents(tileset)
  for (const uri of check.contents) {
    if (!sound.has(base + uri)) continue
    const bytes = await folder.read(base + uri)
    if (leaves.has(uri)) triangles += countTriangles(bytes)
    checkRows(base + uri, bytes, rowCount, problems)
  }
  if (triangles !== manifest.triangles) {
    problems.push({ file: path, message: `has ${triangles} triangles, the manifest says ${manifest.triangles}.` })
  }
}

function leafContents({ root }: Tileset): Set<string> {
  const leaves = new Set<string>()
  const stack = [root]
  for (let tile = stack.pop(); tile; tile = stack.pop()) {
    if (tile.children?.length) stack.push(...tile.children)
    else if (tile.content) leaves.add(tile.content.uri)
  }
  return leaves
}

/** Rows to which a tile's features belong are rows of the feature table. */
function checkRows(file: string, bytes: Uint8Array, rowCount: number, problems: Problem[]): void {
  if (isInstanced(bytes)) return
  try {
    const rows = findColumn(readGlb(bytes).table, tileProperties.row)
    if (rows?.type !== 'number') problems.push({ file, message: `has no property ${tileProperties.row}.` })
    else if (!rows.values.every(row => Number.isInteger(row) && row >= 0 && row < rowCount)) {
      problems.push({ file, message: `refers to rows which the feature table (${rowCount} rows) lacks.` })
    }
  } catch (error) {
    problems.push({ file, message: messageOf(error) })
  }
}

/** The other parts can be read, and agree with the number of rows. */
async function checkParts(data: CityData, problems: Problem[]): Promise<void> {
  const { parts } = data.manifest
  const attempt = async (file: string | undefined, read: () => Promise<void>) => {
    if (!file) return
    try {
      await read()
    } catch (error) {
      // Missing and broken files are in the list already.
      if (!(error instanceof DataError && (error.code === 'checksum' || error.code === 'not-found'))) {
        problems.push({ file, message: messageOf(error) })
      }
    }
  }
  await attempt(parts.index, async () => {
    const { extents } = await data.index()
    if (extents.length !== data.rowCount * 4)
      throw new Error(`has places for ${extents.length / 4} rows, not ${data.rowCount}.`)
  })
  await attempt(parts.features, async () => {
    const { sets } = await data.features()
    const rows = sets.reduce((sum, set) => sum + set.count, 0)
    if (rows !== data.rowCount) throw new Error(`has shapes for ${rows} rows, not ${data.rowCount}.`)
  })
  await attempt(parts.terrain, async () => void (await data.terrain()))
  await attempt(parts.ground, async () => void (await data.ground()))
  await attempt(parts.network, async () => {
    const network = await data.network()
    if (network?.linkRow.some(row => row >= data.rowCount))
      throw new Error('refers to rows which the feature table lacks.')
  })
}
