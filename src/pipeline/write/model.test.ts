import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { buildCity } from '../build.ts'
import { createPlanData, readPackageData } from '../open/data.ts'
import { createMemoryFolder } from '../open/memory.ts'
import { loadReaders } from '../read/readers.ts'
import { createMemorySource } from '../read/source.ts'
import { writePackage } from './write.ts'

describeWithShared('features read back from a package', () => {
  it.each([
    ['city/cityjson/3dbag_b2.city.json', undefined],
    ['city/cityjson/multi_lod.city.json', 'EPSG:7415'],
    ['city/cityjson/zurich_subset_lod2.city.json', undefined],
    ['city/osm/nm-map.osm.pbf', undefined],
    ['city/geojson/nyc-lower-manhattan-buildings.json', undefined],
  ])('are those that were joined: %s', async (path, crs) => {
    const source = createMemorySource(path.split('/').pop()!, readFileSync(sharedData(path)))
    const plan = await buildCity([source], { readers: await loadReaders(), crs })
    const folder = createMemoryFolder()
    await writePackage(plan, folder)
    const [before, after] = await Promise.all([
      createPlanData(plan).features(),
      readPackageData(folder).then(data => data.features()),
    ])
    expect(after.map(set => set.kind)).toEqual(before.map(set => set.kind))
    before.forEach((set, i) => {
      expect(after[i].geometry, set.kind).toEqual(set.geometry)
      expect(after[i].otherLods).toEqual(set.otherLods)
      expect(after[i].table.rowCount).toBe(set.table.rowCount)
      expect(after[i].table.columns.map(column => column.name)).toEqual(set.table.columns.map(column => column.name))
    })
  })
})
