import { writeGeoJson } from '#format/geojson/index.ts'
import type { FeatureSet } from '#model/city/feature.ts'
import type { CityData } from '../open/data.ts'
import { toFeatureSet } from '../open/sets.ts'
import type { ExportContext } from './contract.ts'
import { takeTurn } from './turn.ts'

/** GeoJSON in WGS84 with all attributes; surfaces are written as their footprints. */
export async function* writeGeoJsonFile(data: CityData, context: ExportContext): AsyncGenerator<Uint8Array, void> {
  const { sets, table } = await data.features()
  let begun = 0
  function* featureSets(): Generator<FeatureSet> {
    for (const set of sets) {
      yield toFeatureSet(set, table)
      begun = set.firstRow + set.count
    }
  }
  const { title } = data.manifest
  for await (const portion of writeGeoJson(featureSets(), { title: typeof title === 'string' ? title : title.en })) {
    await takeTurn(context, begun / Math.max(1, table.rowCount))
    yield portion
  }
  await takeTurn(context, 1)
}
