import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { FeatureSet } from '#model/city/feature.ts'
import { createNoticeLog } from '#model/exchange/notice.ts'
import { defaultLimits, type ReadEvent } from '#model/exchange/reader.ts'
import type { ByteSource } from '#model/exchange/source.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { reader } from './index.ts'

const memory = (name: string, bytes: Uint8Array): ByteSource => ({
  name,
  size: bytes.length,
  stream: () => new Blob([new Uint8Array(bytes)]).stream(),
  bytes: async () => bytes,
})

async function read(name: string, bytes: Uint8Array, limits = defaultLimits) {
  const notices = createNoticeLog()
  const events: ReadEvent[] = []
  for await (const event of reader.read(memory(name, bytes), { limits, notices })) events.push(event)
  const sets = events.flatMap(event => (event.type === 'features' ? [event.set] : []))
  return { events, sets, notices, header: events.find(event => event.type === 'header') }
}

const countKinds = (sets: FeatureSet[]) => {
  const counts: Record<string, number> = {}
  for (const { kind, table } of sets) counts[kind] = (counts[kind] ?? 0) + table.rowCount
  return counts
}

/** Oracle: ../shared/data/README.md. */
const expected: [file: string, crs: string | undefined, counts: Record<string, number>][] = [
  [
    'delft.city.json',
    'EPSG:7415',
    { Building: 160, Road: 143, PlantCover: 126, LandUse: 81, GenericCityObject: 54, Bridge: 3, WaterBody: 3 },
  ],
  ['zurich_subset_lod2.city.json', 'EPSG:2056', { Building: 49, BuildingPart: 161 }],
  ['DH_01_subs.city.json', undefined, { Building: 4, BuildingPart: 8 }],
  ['rotterdam_subset.city.json', undefined, { Building: 16 }],
  ['multi_lod.city.json', undefined, { Building: 10 }],
  ['3dbag_b2.city.json', 'EPSG:7415', { Building: 2, BuildingPart: 2 }],
  ['3dbag_b2.city.jsonl', 'EPSG:7415', { Building: 2, BuildingPart: 2 }],
]

describeWithShared('the CityJSON reference files', () => {
  it.each(expected)('%s has the counts its source states', async (file, crs, counts) => {
    const { sets, notices, header } = await read(file, readFileSync(sharedData(`city/cityjson/${file}`)))
    expect(countKinds(sets)).toEqual(counts)
    expect(header).toMatchObject(crs ? { crs } : { type: 'header' })
    expect(notices.quarantined()).toBe(0)
  })
})
