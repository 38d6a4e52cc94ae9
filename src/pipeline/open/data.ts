import { readBundle } from '#format/bundle/index.ts'
import { type FeatureReader, readFeatures } from '#format/geoparquet/index.ts'
import { type CityManifest, manifestSchema } from '#model/city/manifest.ts'
import type { StreetNetwork } from '#model/city/street.ts'
import type { Column } from '#model/city/table.ts'
import { DataError } from '#model/exchange/error.ts'
import type { ReadFolder } from '#model/exchange/source.ts'
import type { Grid } from '#model/geo/grid.ts'
import { type Ground, readGround } from '../ground/ground.ts'
import type { FeatureIndex } from '../join/featureIndex.ts'
import type { TilePlan } from '../tile/index.ts'
import { sha256 } from '../write/hash.ts'
import { readNetwork } from '../write/network.ts'
import { paths } from '../write/paths.ts'
import { once } from './once.ts'
import { type CityFeatures, readFeatureSets } from './sets.ts'

/** What a city is asked from, whatever holds it. Parts are read when they are first asked for, and kept. */
export interface CityData {
  readonly manifest: CityManifest
  readonly rowCount: number
  /** The plan of the tiles, where they are not written yet. */
  readonly tiles?: TilePlan
  column(name: string): Promise<Column>
  index(): Promise<FeatureIndex>
  /** A file of the package by its path. */
  file(path: string): Promise<Uint8Array>
  /** A file of its tilesets, for drawing: with what the scene reads, whatever else the file has. */
  tile(path: string): Promise<Uint8Array>
  terrain(): Promise<Grid | undefined>
  ground(): Promise<Ground | undefined>
  network(): Promise<StreetNetwork | undefined>
  /** All features as they were joined, for export: WGS84, canonical attributes and the source's own. Not kept. */
  features(): Promise<CityFeatures>
}

/**
 * A package in a folder. Every file is compared with its checksum when it is read (`checksum`). Throws `not-found` where there is no
 * manifest, and `schema` for one that is none of ours.
 */
export async function readPackageData(folder: ReadFolder): Promise<CityData> {
  const manifest = parseManifest(await folder.read(paths.manifest))
  const { parts } = manifest
  const known = new Map(manifest.files.map(file => [file.path, file]))
  const file = async (path: string): Promise<Uint8Array> => {
    const entry = known.get(path)
    if (!entry) throw new DataError('not-found', 'The city package has no such file.', { file: path })
    const bytes = await folder.read(path)
    if (bytes.length !== entry.bytes || (await sha256(bytes)) !== entry.sha256) {
      throw new DataError('checksum', 'is not the file that the package was made with.', { file: path })
    }
    return bytes
  }
  const features = once(async (): Promise<FeatureReader> => readFeatures(await file(parts.features)))
  return {
    manifest,
    rowCount: Object.values(manifest.features).reduce((sum, count) => sum + count, 0),
    column: async name => (await features()).column(name),
    index: once(async () => {
      const path = parts.index
      if (!path) throw new DataError('not-found', 'The city package has no index of places.')
      return readBundle(await file(path)).arrays as unknown as FeatureIndex
    }),
    file,
    tile: file,
    terrain: once(
      async () => parts.terrain && (await import('#format/geotiff/index.ts')).readGrid(await file(parts.terrain)),
    ),
    ground: once(async () => parts.ground && readGround(await file(parts.ground))),
    network: once(async () => parts.network && readNetwork(await file(parts.network))),
    features: async () =>
      readFeatureSets(
        await features(),
        manifest.attributes.map(({ name }) => name),
      ),
  } as CityData
}

/** Throws `syntax` or `schema`. */
export function parseManifest(bytes: Uint8Array): CityManifest {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new DataError('syntax', 'is no JSON.', { file: paths.manifest })
  }
  const parsed = manifestSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new DataError('schema', `${issue.message}.`, { file: paths.manifest, place: `/${issue.path.join('/')}` })
}
