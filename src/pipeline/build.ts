import type { CityManifest } from '#model/city/manifest.ts'
import { createNoticeLog, type Notice } from '#model/exchange/notice.ts'
import { defaultLimits, type Reader, type ReadLimits } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'
import { createJoiner } from './join/join.ts'
import { readCity } from './read/read.ts'
import { requireId, toId, toTitle } from './write/identity.ts'
import { type PackagePlan, planPackage } from './write/plan.ts'

export interface BuildOptions {
  readers: readonly Reader[]
  /** Authority code which overrides what files say. */
  crs?: string
  id?: string
  title?: CityManifest['title']
  limits?: ReadLimits
  signal?: AbortSignal
  /** Meshopt compression of the tiles; on unless false. */
  compress?: boolean
  onStage?(stage: BuildStage): void
}

/** What building tells while it goes on. */
export type BuildStage =
  | {
      stage: 'header'
      file: string
      format: string
      crs?: string
      title?: string
      attribution?: string
      licence?: string
    }
  /** Features so far. */
  | { stage: 'features'; rowCount: number }
  /** Fraction of the bytes read. */
  | { stage: 'read'; fraction: number }
  /** All is read; rows, heights and terrain are put together. */
  | { stage: 'join'; notices: Notice[] }

/**
 * Files of any known format to a city package, up to the point from which each of its files can be made when asked for: see
 * `PackagePlan`. Throws `DataError`.
 */
export async function buildCity(sources: readonly ByteSource[], options: BuildOptions): Promise<PackagePlan> {
  const { readers, crs, limits = defaultLimits, signal, onStage } = options
  const id = options.id === undefined ? undefined : requireId(options.id)
  const notices = createNoticeLog()
  const joiner = createJoiner(notices)
  let title = options.title
  for await (const event of readCity(sources, { readers, limits, notices, signal, crs })) {
    if (event.type === 'header') {
      const { type, ...header } = event
      title ??= event.title
      joiner.addSource(toSource(header))
      onStage?.({ stage: 'header', ...header })
    } else if (event.type === 'features') {
      joiner.addFeatures(event.set)
      onStage?.({ stage: 'features', rowCount: joiner.rowCount })
    } else if (event.type === 'grid') joiner.addGrid(event.grid)
    else onStage?.({ stage: 'read', fraction: event.fraction })
  }
  onStage?.({ stage: 'join', notices: notices.list() })
  const fallback = toTitle(sources[0].name)
  const name = title ?? fallback
  const city = joiner.finish({ id: id ?? toId(typeof name === 'string' ? name : name.en), title: name })
  return planPackage(city, { compress: options.compress })
}

function toSource(header: { file: string; format: string; crs?: string; attribution?: string; licence?: string }) {
  const { file, format, crs, attribution, licence } = header
  return {
    name: file,
    format,
    ...(crs ? { crs } : {}),
    ...(attribution ? { attribution } : {}),
    ...(licence ? { licence } : {}),
  }
}
