import { nextTurn } from '#compute/breathe.ts'
import type { JobContext } from '#compute/job.ts'
import { tilesReady } from '#format/tiles3d/index.ts'
import type { CityManifest } from '#model/city/manifest.ts'
import type { ReadFolder, WriteFolder } from '#model/exchange/source.ts'
import { type BuildStage, buildCity } from '../build.ts'
import { type CityData, readPackageData } from '../open/data.ts'
import { findPackage, type PathBlob } from '../open/intake.ts'
import { createPlanData } from '../open/planData.ts'
import { loadReaders } from '../read/readers.ts'
import { createBlobSource } from '../read/source.ts'
import { copyPackage } from '../write/copy.ts'
import type { PackagePlan } from '../write/plan.ts'
import { writePackage } from '../write/write.ts'

/** The half of the host that reads and keeps. Its code is loaded when something is imported: most cities are only opened. */

export interface ImportHostOptions {
  id: string
  crs?: string
}

export interface ImportedCity {
  data: CityData
  /** Absent where a package was opened as it is. */
  plan?: PackagePlan
}

export async function importCity(
  files: readonly PathBlob[],
  { id, crs }: ImportHostOptions,
  job: JobContext,
): Promise<ImportedCity> {
  const folder = await findPackage(files)
  if (folder) return { data: await verify(folder, job) }
  const sources = files.map(({ path, blob }) => createBlobSource(path.split('/').at(-1) ?? path, blob))
  const readers = await loadReaders()
  const onStage = (stage: BuildStage) => tell(job, stage)
  const plan = await buildCity(sources, { readers, id, crs, compress: false, signal: job.signal, onStage })
  job.progress('tile', 0.9)
  await tilesReady()
  return { data: createPlanData(plan), plan }
}

export async function keepCity(
  { data, plan }: ImportedCity,
  folder: WriteFolder,
  job: JobContext,
): Promise<CityManifest> {
  const onProgress = (fraction: number) => job.progress('write', fraction)
  const options = { signal: job.signal, onProgress, pause: nextTurn }
  if (plan) return writePackage(plan, folder, options)
  await copyPackage(data, folder, options)
  return data.manifest
}

/** An opened package of which every file was read once. */
async function verify(folder: ReadFolder, job: JobContext): Promise<CityData> {
  const data = await readPackageData(folder)
  const onProgress = (fraction: number) => job.progress('read', fraction)
  await copyPackage(data, undefined, { signal: job.signal, onProgress, pause: nextTurn })
  return data
}

/** Reading is most of an import; what follows it moves quickly. */
function tell(job: JobContext, stage: BuildStage): void {
  if (stage.stage === 'read') job.progress('read', 0.8 * stage.fraction)
  if (stage.stage === 'join') job.progress('join', 0.8)
}
