import { parsePrj } from '#format/asciigrid/index.ts'
import type { FeatureSet } from '#model/city/feature.ts'
import { DataError } from '#model/exchange/error.ts'
import type { NoticeLog } from '#model/exchange/notice.ts'
import type { ReadEvent, Reader, ReadLimits } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'
import type { Grid } from '#model/geo/grid.ts'
import { checkSet } from './check.ts'
import { detectReader, findReader } from './detect.ts'
import { createGridClaim } from './grid.ts'
import { findTransform, requirePlausible, transformSet } from './transform.ts'
import { unpack } from './unpack.ts'

export interface ReadCityOptions {
  readers: readonly Reader[]
  limits: ReadLimits
  notices: NoticeLog
  signal?: AbortSignal
  /** Authority code which overrides what files of features say, and serves grids that name none. */
  crs?: string
}

/** What reading tells: for each file its header, then checked features in WGS84, grids as they are, and progress over all files. */
export type CityReadEvent =
  | (Extract<ReadEvent, { type: 'header' }> & { file: string; format: string })
  | { type: 'features'; set: FeatureSet }
  | { type: 'grid'; grid: Grid }
  | { type: 'progress'; fraction: number }

/** Formats which say that their coordinates are longitude and latitude where they name no CRS. */
const degreesByDefault = new Set(['geojson', 'osm'])

/**
 * Reads files of any known format one after another. Throws `DataError`: what is wrong with a file as a whole; features which are
 * wrong alone are left out and counted in `notices`.
 */
export async function* readCity(
  sources: readonly ByteSource[],
  options: ReadCityOptions,
): AsyncGenerator<CityReadEvent, void> {
  const files = await openAll(sources, options)
  if (files.length === 0) throw new DataError('empty', 'nothing to read.')
  const total = files.reduce((sum, file) => sum + (file.source.size ?? 1), 0)
  let before = 0
  for (const file of files) {
    const share = (file.source.size ?? 1) / total
    for await (const event of readFile(file, options)) {
      yield event.type === 'progress' ? { ...event, fraction: before + event.fraction * share } : event
    }
    before += share
    yield { type: 'progress', fraction: Math.min(1, before) }
  }
}

interface OpenFile {
  source: ByteSource
  reader: Reader
  /** CRS of a `.prj` file beside it. */
  prj?: string
}

/** Unpacks archives, finds each file's reader, and puts projection files to their neighbours. */
async function openAll(sources: readonly ByteSource[], options: ReadCityOptions): Promise<OpenFile[]> {
  const files: OpenFile[] = []
  for (const source of sources) {
    const unpacked = await unpack(source, options.limits)
    const alone = unpacked.length === 1
    const crsByName = await readPrjFiles(unpacked)
    for (const part of unpacked) {
      if (/\.prj$/i.test(part.name)) continue
      // In an archive, files that we do not read (licences, styles) are company, not errors.
      const reader = alone ? await detectReader(part, options.readers) : await findReader(part, options.readers)
      if (reader) files.push({ source: part, reader, prj: crsByName.get(stem(part.name)) })
    }
    if (!alone && files.length === 0) {
      throw new DataError('unknown-format', 'holds no file of a format that Huijing reads.', { file: source.name })
    }
  }
  return files
}

const stem = (name: string) => name.replace(/\.[^./]*$/, '')

async function readPrjFiles(sources: readonly ByteSource[]): Promise<Map<string, string>> {
  const crsByName = new Map<string, string>()
  for (const source of sources) {
    if (!/\.prj$/i.test(source.name)) continue
    const crs = parsePrj(new TextDecoder().decode(await source.bytes()))
    if (crs) crsByName.set(stem(source.name), crs)
  }
  return crsByName
}

async function* readFile(file: OpenFile, options: ReadCityOptions): AsyncGenerator<CityReadEvent, void> {
  const { source, reader, prj } = file
  const { limits, notices, signal } = options
  let convert = createConverter(source.name, options.crs ?? prj, reader.id)
  for await (const event of reader.read(source, { limits, notices, signal })) {
    throwIfCancelled(signal)
    if (event.type === 'header') {
      const crs = options.crs ?? event.crs ?? prj
      convert = createConverter(source.name, crs, reader.id)
      yield { ...event, crs, file: source.name, format: reader.id }
    } else if (event.type === 'features') {
      const set = checkSet(convert(event.set), notices)
      if (set.table.rowCount > 0) yield { type: 'features', set }
    } else if (event.type === 'grid') {
      yield { type: 'grid', grid: createGridClaim(event.grid, source.name, prj ?? options.crs) }
    } else yield event
  }
}

/** Brings a set from the CRS to WGS84, in place. */
function createConverter(file: string, crs: string | undefined, format: string): (set: FeatureSet) => FeatureSet {
  const transform = crs === undefined ? undefined : findTransform(crs, file)
  return set => {
    if (!transform && !degreesByDefault.has(format)) requireCrs(set, file)
    requirePlausible(set, crs, file)
    if (transform) transformSet(set, transform)
    return set
  }
}

function requireCrs(set: FeatureSet, file: string): void {
  if (set.geometry.type === 'none') return
  requirePlausible(set, undefined, file)
  throw new DataError('crs-missing', 'no coordinate reference system is named.', {
    file,
    cure: 'Name it with --crs EPSG:N.',
  })
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DataError('cancelled', 'cancelled.')
}
