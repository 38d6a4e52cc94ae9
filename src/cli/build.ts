import { readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { CityManifest } from '#model/city/manifest.ts'
import { DataError } from '#model/exchange/error.ts'
import type { Folder } from '#model/exchange/source.ts'
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
    const manifest = await replacePackage(out, folder =>
      writePackage(plan, folder, {
        signal: cancel.signal,
        onProgress: fraction => line.show(`writing ${Math.round(fraction * 100)} %`),
        pause: () => new Promise(done => setImmediate(done)),
      }),
    )
    line.clear()
    if (values.json) process.stdout.write(`${JSON.stringify(toReport(manifest))}\n`)
    else process.stderr.write(describe(manifest, out))
    return 0
  } finally {
    line.clear()
    cancel.dispose()
  }
}

/**
 * Writes beside what is there, and takes its place when it is whole: a full disk or Ctrl+C costs no older package. Other files of the folder
 * stay.
 */
async function replacePackage(out: string, write: (folder: Folder) => Promise<CityManifest>): Promise<CityManifest> {
  const unfinished = join(out, '.huijing-part')
  await rm(unfinished, { recursive: true, force: true })
  try {
    const manifest = await write(createDiskFolder(unfinished))
    for (const path of Object.values(paths)) await rm(join(out, path), { recursive: true, force: true })
    // The manifest last: a folder without it is unfinished.
    const names = (await readdir(unfinished)).filter(name => name !== paths.manifest)
    for (const name of [...names, paths.manifest]) await rename(join(unfinished, name), join(out, name))
    return manifest
  } finally {
    await rm(unfinished, { recursive: true, force: true })
    // Only an empty folder can be removed so: one that was made for nothing.
    await rmdir(out).catch(() => undefined)
  }
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
