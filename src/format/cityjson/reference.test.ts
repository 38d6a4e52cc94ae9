import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { FeatureSet, SurfaceGeometry } from '#model/city/feature.ts'
import { cellAt, findColumn } from '#model/city/table.ts'
import { openEdges } from '../../../test/edges.ts'
import { countKinds, memorySource, readAll } from '../../../test/readAll.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { reader } from './index.ts'

const read = (file: string) =>
  readAll(reader, memorySource(file, readFileSync(sharedData(`city/cityjson/${file}`)), 1000))

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
    const { events, sets, notices } = await read(file)
    expect(countKinds(sets)).toEqual(counts)
    expect(events[0].type === 'header' && events[0].crs).toBe(crs)
    expect(notices.quarantined()).toBe(0)
  })

  it('keeps all three LoDs and draws the highest', async () => {
    const [{ geometry, otherLods }] = (await read('multi_lod.city.json')).sets
    const lods = [geometry as SurfaceGeometry, ...otherLods!]
    expect(lods.map(({ lod }) => lod)).toEqual(['2.2', '1.3', '1.2'])
    for (const { polygons, solid } of lods) {
      expect(solid).toEqual(new Uint8Array(10).fill(1))
      expect(polygons.featureOffsets).toHaveLength(11)
    }
  })

  it.each([
    ['3dbag_b2.city.json', 2],
    ['3dbag_b2.city.jsonl', 2],
    ['DH_01_subs.city.json', 9],
    ['multi_lod.city.json', 30],
    // Delft's have no floors.
  ])('all solids of %s are closed', async (file, count) => {
    const { sets } = await read(file)
    expect(sets.flatMap(surfacesOf).flatMap(openEdges)).toEqual(new Array(count).fill(0))
  })

  it('knows parts, semantics, measures and coordinates', async () => {
    const { sets } = await read('3dbag_b2.city.jsonl')
    const { table, geometry } = sets.find(({ kind }) => kind === 'BuildingPart')!
    expect(cellAt(findColumn(table, 'id')!, 0)).toBe('NL.IMBAG.Pand.0503100000031927-0')
    expect(cellAt(findColumn(table, 'parent')!, 0)).toBe('NL.IMBAG.Pand.0503100000031927')
    const { polygons, surfaceType } = geometry as SurfaceGeometry
    expect(new Set(surfaceType)).toEqual(new Set([1, 2, 3]))
    // metadata.geographicalExtent of the file
    const xs = polygons.coordinates.filter((_, i) => i % 3 === 0)
    expect(Math.min(...xs)).toBeCloseTo(84994.437625, 3)
    expect(Math.max(...xs)).toBeCloseTo(85022.194625, 3)
  })

  it('reads the file and the sequence of 3DBAG alike', async () => {
    const [file, sequence] = await Promise.all(['3dbag_b2.city.json', '3dbag_b2.city.jsonl'].map(read))
    const polygonCount = (sets: FeatureSet[]) =>
      sets.flatMap(surfacesOf).reduce((sum, { surfaceType }) => sum + surfaceType.length, 0)
    expect(polygonCount(file.sets)).toBe(polygonCount(sequence.sets))
  })
})

const surfacesOf = ({ geometry, otherLods = [] }: FeatureSet): SurfaceGeometry[] =>
  geometry.type === 'surface' ? [geometry, ...otherLods] : []
