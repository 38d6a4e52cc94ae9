import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { CityManifest } from '#model/city/manifest.ts'
import { DataError } from '#model/exchange/error.ts'
import { buildCity } from '#pipeline/build.ts'
import { loadReaders } from '#pipeline/read/readers.ts'
import { paths } from '#pipeline/write/paths.ts'
import { writePackage } from '#pipeline/write/write.ts'
import { createDiskFolder, openFile } from './folder.ts'
import { createProgressLine } from './progress.ts'
import { UsageError } from './usage.ts'

/** `huijing build`. */
export async function runBuildCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      crs: { type: 'string' },
      id: { type: 'string' },
      title: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  if (positionals.length === 0) throw new UsageError('which files?')
  if (!values.out) throw new UsageError('--out DIR is missing.')
  const out = resolve(values.out)
  const line = createProgressLine()
  const sources = await Promise.all(positionals.map(openFile))
  const cancel = cancelOnSignal()
  try {
    const plan = await buildCity(sources, {
      readers: await loadReaders(),
      crs: values.crs,
      id: values.id,
      title: values.title,
      signal: cancel.signal,
      onStage: stage => {
        if (stage.stage === 'read') line.show(`reading ${Math.round(stage.fraction * 100)} %`)
        if (stage.stage === 'features') line.show(`read ${stage.rowCount.toLocaleString('en')} features`)
        if (stage.stage === 'join') line.show('joining')
      },
    })
    // An older package's files would stay beside the new ones; without a manifest the folder is unfinished.
    await removePackage(out)
    const manifest = await writePackage(plan, createDiskFolder(out), {
      signal: cancel.signal,
      onProgress: fraction => line.show(`writing ${Math.round(fraction * 100)} %`),
      pause: () => new Promise(done => setImmediate(done)),
    }).catch(async error => {
      await removePackage(out)
      throw error
    })
    line.clear()
    if (values.json) process.stdout.write(`${JSON.stringify(toReport(manifest))}\n`)
    else process.stderr.write(describe(manifest, out))
    return 0
  } finally {
    line.clear()
    cancel.dispose()
  }
}

/** Files of a package and of nothing else; the folder stays. */
async function removePackage(folder: string): Promise<void> {
  for (const path of Object.values(paths)) await rm(resolve(folder, path), { recursive: true, force: true })
}

/** Ctrl+C stops between two batches or files. */
function cancelOnSignal(): { signal: AbortSignal; dispose(): void } {
  const controller = new AbortController()
  const abort = () => controller.abort(new DataError('cancelled', 'cancelled.'))
  process.once('SIGINT', abort)
  return { signal: controller.signal, dispose: () => process.off('SIGINT', abort) }
}

/** What `--json` prints. */
export function toReport(manifest: CityManifest) {
  const { id, features, triangles, tiles, files, extent, heights, quarantined, notices } = manifest
  return {
    id,
    features,
    triangles,
    tiles,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    extent,
    heights,
    quarantined,
    warnings: notices.map(({ code, count, example }) => ({ code, count, example })),
  }
}

function describe(manifest: CityManifest, out: string): string {
  const { features, triangles, tiles, bytes, quarantined, warnings } = toReport(manifest)
  const kinds = Object.entries(features).map(([kind, count]) => `${count.toLocaleString('en')} ${kind}`)
  return [
    `${out}: ${kinds.join(', ') || 'terrain only'}`,
    `${tiles.toLocaleString('en')} tiles, ${triangles.toLocaleString('en')} triangles, ${(bytes / 1e6).toFixed(1)} MB`,
    ...(quarantined ? [`${quarantined} features were left out:`] : []),
    ...warnings.map(({ code, count, example }) => `  ${code}: ${count} (first: ${example})`),
    '',
  ].join('\n')
}
