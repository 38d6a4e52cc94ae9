import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { DataError } from '#model/exchange/error.ts'
import { type ExportFormat, exportCityAs, exportFormats } from '#pipeline/export/export.ts'
import { readPackageData } from '#pipeline/open/data.ts'
import { createDiskFolder } from './folder.ts'
import { createProgressLine } from './progress.ts'
import { UsageError } from './usage.ts'

/** `huijing export`. */
export async function runExportCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { format: { type: 'string' }, out: { type: 'string' } },
  })
  if (positionals.length !== 1) throw new UsageError('which folder?')
  if (!values.out) throw new UsageError('--out FILE is missing.')
  const format = parseFormat(values.format)
  const out = resolve(values.out)
  const line = createProgressLine()
  const controller = new AbortController()
  const abort = () => controller.abort(new DataError('cancelled', 'cancelled.'))
  process.once('SIGINT', abort)
  const unfinished = `${out}.part`
  try {
    const data = await readPackageData(createDiskFolder(resolve(positionals[0])))
    const { portions } = exportCityAs(
      format,
      { data },
      {
        signal: controller.signal,
        onProgress: fraction => line.show(`exporting ${Math.round(fraction * 100)} %`),
      },
    )
    await pipeline(Readable.from(portions), createWriteStream(unfinished))
    await rename(unfinished, out)
    return 0
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  } finally {
    line.clear()
    process.off('SIGINT', abort)
  }
}

function parseFormat(text: string | undefined): ExportFormat {
  const format = exportFormats.find(each => each === text)
  if (format) return format
  throw new UsageError(`--format is one of ${exportFormats.join(', ')}.`)
}
