import { handOver } from '#compute/host.ts'
import { type JobContext, openJob } from '#compute/job.ts'
import type { City, CitySource } from '#model/city/city.ts'
import type { CityManifest } from '#model/city/manifest.ts'
import { DataError } from '#model/exchange/error.ts'
import type { FolderStore } from '#state/storage/opfs.ts'
import type { ExportFormat } from '../export/export.ts'
import { createFade, fadeTile } from '../ground/fade.ts'
import { createGroundPainter, type GroundPainter, tilePixels } from '../ground/paint.ts'
import { createCity, type OpenedCity } from '../open/city.ts'
import { type CityData, readPackageData } from '../open/data.ts'
import type { PathBlob } from '../open/intake.ts'
import type { PackagePlan } from '../write/plan.ts'
import { digestBlobs } from './digest.ts'
import { createHttpFolder } from './files.ts'
import type { ImportHostOptions } from './import.ts'

/**
 * One city in one worker: read from files, opened from the browser's storage or from a server; then asked, drawn, kept and exported. The
 * page talks to it through `compute/remote`. Ports are the worker's ends of jobs (`compute/job`).
 */
export interface CityHost extends Omit<City, 'manifest' | 'rowCount'>, Required<CitySource> {
  digest(blobs: readonly Blob[]): Promise<string>
  /** Files of any known format become a city; a city package among them is opened as it is, when every file of it is sound. */
  importFiles(files: readonly PathBlob[], options: ImportHostOptions, port: MessagePort): Promise<Opened>
  openStored(folder: string): Promise<Opened>
  openUrl(base: string): Promise<Opened>
  /** Writes the city into a folder of the store; the manifest last, so that what was interrupted shows. */
  keep(folder: string, port: MessagePort): Promise<CityManifest>
  export(format: ExportFormat, port: MessagePort): Promise<Blob>
}

export interface Opened {
  manifest: CityManifest
  rowCount: number
}

interface Held {
  data: CityData
  city: OpenedCity
  /** Where the city was just imported. */
  plan?: PackagePlan
  painter?: Promise<GroundPainter | undefined>
}

export function createCityHost(openStore: () => Promise<FolderStore>): CityHost {
  let held: Held | undefined

  function hold(data: CityData, plan?: PackagePlan): Opened {
    const city = createCity(data)
    held = { data, city, plan }
    return { manifest: city.manifest, rowCount: city.rowCount }
  }

  function need(): Held {
    if (!held) throw new DataError('not-found', 'No city is open here.')
    return held
  }

  return {
    digest: digestBlobs,

    importFiles: (files, options, port) =>
      withJob(port, async job => {
        const { importCity } = await import('./import.ts')
        const { data, plan } = await importCity(files, options, job)
        return hold(data, plan)
      }),

    async openStored(name) {
      return hold(await readPackageData((await openStore()).open(name)))
    },

    async openUrl(base) {
      return hold(await readPackageData(createHttpFolder(base)))
    },

    keep: (name, port) =>
      withJob(port, async job => {
        const { keepCity } = await import('./import.ts')
        return keepCity(need(), (await openStore()).open(name), job)
      }),

    export: (format, port) =>
      withJob(port, async job => {
        const { exportToBlob } = await import('./export.ts')
        return exportToBlob(format, need(), job)
      }),

    async column(name) {
      const column = await need().city.column(name)
      const { type } = column
      return handOver(
        column,
        type === 'number' ? [column.values] : type === 'category' ? [column.codes] : [column.offsets, column.bytes],
      )
    },
    attributes: row => need().city.attributes(row),
    pick: ray => need().city.pick(ray),
    async select(polygon) {
      const rows = await need().city.select(polygon)
      return handOver(rows, [rows])
    },
    search: (text, limit) => need().city.search(text, limit),
    bounds: row => need().city.bounds(row),

    async tile(path) {
      const bytes = await need().city.tile(path)
      // A plan keeps its tileset.json; tiles are made for the asker alone.
      return path.endsWith('.json') ? bytes : handOver(bytes, [bytes])
    },
    showRows: mask => need().city.showRows(mask),
    labels: () => need().city.labels(),
    async outline(rows) {
      const edges = await need().city.outline(rows)
      return handOver(edges, [edges])
    },
    async heights(level, x, y, size) {
      const heights = await need().city.heights(level, x, y, size)
      return heights && handOver(heights, [heights])
    },
    async groundImage(level, x, y, theme) {
      const now = need()
      now.painter ??= createPainter(now.city)
      const painter = await now.painter
      if (!painter?.covers(level, x, y)) return undefined
      const canvas = new OffscreenCanvas(tilePixels, tilePixels)
      const context = canvas.getContext('2d')
      if (!context) throw new DataError('unsupported', 'This browser cannot paint in a worker.')
      painter.paint(context, level, x, y, theme)
      const mask = createFade(now.city.manifest.extent)(level, x, y)
      if (mask) fadeTile(context, mask, tilePixels)
      const image = canvas.transferToImageBitmap()
      return handOver(image, [image])
    },
  }
}

async function withJob<Result>(port: MessagePort, work: (job: JobContext) => Promise<Result>): Promise<Result> {
  const job = openJob(port)
  try {
    return await work(job)
  } finally {
    job.close()
  }
}

async function createPainter(city: OpenedCity): Promise<GroundPainter | undefined> {
  const ground = await city.ground()
  return ground && createGroundPainter(ground)
}
