import type { CityData } from '../open/data.ts'
import type { PackagePlan } from '../write/plan.ts'

export interface ExportContext {
  signal?: AbortSignal
  /** 0 to 1, never falling. */
  onProgress?(fraction: number): void
  /** Lets the event loop breathe; called often. */
  pause?(): Promise<void> | undefined
}

/** A city that was opened; with the plan where it is not written as a package yet. */
export interface Exportable {
  data: CityData
  plan?: PackagePlan
}

/** A file that is made portion by portion. */
export interface ExportFile {
  /** What its name ends with: `zip`, `city.json`, `city.jsonl` or `geojson`. */
  suffix: string
  mediaType: string
  /** Throws a `DataError`; `cancelled` where the signal says so. */
  portions: AsyncGenerator<Uint8Array, void>
}
