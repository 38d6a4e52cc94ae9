import type { Reader } from '#model/exchange/reader.ts'

/** Every format that cities are read from. Loaded when something is read, not before. */
export async function loadReaders(): Promise<Reader[]> {
  const modules = await Promise.all([
    import('#format/cityjson/index.ts'),
    import('#format/citygml/index.ts'),
    import('#format/geojson/index.ts'),
    import('#format/osm/index.ts'),
    import('#format/subway/index.ts'),
    import('#format/geotiff/index.ts'),
    import('#format/asciigrid/index.ts'),
  ])
  return modules.map(module => module.reader)
}
