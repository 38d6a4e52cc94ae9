import { createCityHost } from '#pipeline/host/host.ts'
import { createMemoryStore } from '#state/storage/memory.ts'
import type { FolderStore } from '#state/storage/opfs.ts'
import type { CityLibrary, ImportFile, ImportOptions } from '#system/citymodel/importer.ts'
import { createCityLibrary } from '#system/citymodel/library/library.ts'
import { LocalWorker } from './localWorker.ts'

/** A library over a store in memory, with workers that run in this thread. */
export function createTestLibrary(
  store: FolderStore = createMemoryStore('entry.json', true),
  onWorker: (worker: LocalWorker) => void = () => {},
) {
  const workers: LocalWorker[] = []
  const startWorker = () => {
    const worker = new LocalWorker(createCityHost(async () => store))
    workers.push(worker)
    onWorker(worker)
    return worker as unknown as Worker
  }
  const library: CityLibrary = createCityLibrary({ store, startWorker, demo: 'http://localhost/none/', now: () => 1 })
  return {
    library,
    store,
    workers,
    dispose() {
      for (const worker of workers) worker.terminate()
    },
  }
}

export const toImportFile = (path: string, content: string | Uint8Array): ImportFile => ({
  path,
  file: new File([content as string], path.split('/').at(-1) ?? path),
})

export const importOptions = (options: Partial<ImportOptions> = {}): ImportOptions => ({
  onProgress: () => {},
  signal: new AbortController().signal,
  ...options,
})

/** A few city blocks as GeoJSON: a grid of buildings with heights, storeys and uses, and a street. */
export function toyTown(side = 6): string {
  const features: unknown[] = []
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < side; j++) {
      const [x, y, d] = [121.5 + i * 4e-4, 31.2 + j * 4e-4, 2e-4]
      const ring = [
        [x, y],
        [x + d, y],
        [x + d, y + d],
        [x, y + d],
        [x, y],
      ]
      features.push({
        type: 'Feature',
        id: `b${i}-${j}`,
        properties: {
          building: 'yes',
          height: 6 + 3 * ((i * side + j) % 7),
          'building:levels': 2 + (i % 5),
          use: 'office',
        },
        geometry: { type: 'Polygon', coordinates: [ring] },
      })
    }
  }
  features.push({
    type: 'Feature',
    id: 's1',
    properties: { highway: 'residential', name: '外滩路' },
    geometry: {
      type: 'LineString',
      coordinates: [
        [121.4999, 31.2],
        [121.4999, 31.203],
      ],
    },
  })
  return JSON.stringify({ type: 'FeatureCollection', features })
}
