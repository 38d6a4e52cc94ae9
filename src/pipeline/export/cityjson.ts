import { toCityJson, toCityJsonSequence, writeCityJson } from '#format/cityjson/index.ts'
import { createTransform } from '#math/geodesy/crs.ts'
import type { FeatureSet } from '#model/city/feature.ts'
import type { CityManifest } from '#model/city/manifest.ts'
import type { JoinedSet } from '../join/joined.ts'
import type { CityData } from '../open/data.ts'
import { type CityFeatures, toFeatureSet } from '../open/sets.ts'
import { selectFeatures } from '../read/compact.ts'
import type { ExportContext, ExportFile } from './contract.ts'
import { takeTurn } from './turn.ts'

/** Features that are written as one model. */
export const largestModel = 50_000

/**
 * The features as CityJSON 2.0: in the CRS of the first source that has metres, else in the UTM zone of the city. Prisms stand on their
 * ground; outlines whose parts are drawn keep their attributes and leave the shape to the parts.
 */
export function writeCityJsonFile(data: CityData, context: ExportContext): ExportFile {
  const one = data.rowCount <= largestModel
  return {
    suffix: one ? 'city.json' : 'city.jsonl',
    mediaType: one ? 'application/city+json' : 'application/city+json-seq',
    portions: one ? writeModel(data, context) : writeSequence(data, context),
  }
}

async function* writeModel(data: CityData, context: ExportContext): AsyncGenerator<Uint8Array, void> {
  const { sets, options } = await prepare(data)
  await takeTurn(context, 0.2)
  const document = toCityJson(sets, options)
  await takeTurn(context, 0.7)
  yield writeCityJson(document)
  await takeTurn(context, 1)
}

async function* writeSequence(data: CityData, context: ExportContext): AsyncGenerator<Uint8Array, void> {
  const { sets, options } = await prepare(data)
  let written = 0
  for (const line of toCityJsonSequence(sets, options)) {
    await takeTurn(context, Math.min(1, written++ / data.rowCount))
    yield line
  }
  await takeTurn(context, 1)
}

async function prepare(data: CityData) {
  const features = await data.features()
  const grounds = new Map<FeatureSet, Float32Array>()
  const sets = features.sets.flatMap(set => toVisibleSets(set, features, grounds))
  const { title } = data.manifest
  return {
    sets,
    options: {
      crs: 'EPSG:4326',
      targetCrs: metricCrs(data.manifest),
      title: typeof title === 'string' ? title : title.en,
      ground: (set: FeatureSet, f: number) => grounds.get(set)?.[f] ?? 0,
    },
  }
}

/** The set, or what is drawn of it and what is only listed apart. */
function toVisibleSets(set: JoinedSet, { table }: CityFeatures, grounds: Map<FeatureSet, Float32Array>): FeatureSet[] {
  const whole = toFeatureSet(set, table)
  grounds.set(whole, set.ground)
  if (!set.hidden.includes(1)) return [whole]
  const rows = Array.from({ length: set.count }, (_, f) => f)
  const drawn = Uint32Array.from(rows.filter(f => set.hidden[f] === 0))
  const listed = selectFeatures(whole, Uint32Array.from(rows.filter(f => set.hidden[f] === 1)))
  const visible = selectFeatures(whole, drawn)
  grounds.set(
    visible,
    Float32Array.from(drawn, f => set.ground[f]),
  )
  return [visible, { kind: set.kind, table: listed.table, geometry: { type: 'none' } }]
}

/** The projected CRS in metres that the first such source was in; Web Mercator's metres are none. */
function metricCrs({ sources }: CityManifest): string | undefined {
  for (const { crs } of sources) {
    if (!crs) continue
    const { crs: code, kind, units } = createTransform(crs)
    if (kind === 'projected' && units === 'metre' && code !== 'EPSG:3857') return code
  }
  return undefined
}
