import type { JobContext } from '#compute/job.ts'

export type HostExportFormat = 'package' | 'cityjson' | 'geojson'

export async function exportCity(_format: HostExportFormat, _held: unknown, _job: JobContext): Promise<Blob> {
  throw new Error('wip')
}
