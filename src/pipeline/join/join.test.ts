import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { reader as cityjson } from '#format/cityjson/index.ts'
import { reader as geojson } from '#format/geojson/index.ts'
import { createNoticeLog } from '#model/exchange/notice.ts'
import { defaultLimits, type Reader } from '#model/exchange/reader.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { readCity } from '../read/read.ts'
import { createMemorySource } from '../read/source.ts'
import { createJoiner } from './join.ts'

const readers: Reader[] = [cityjson, geojson]

async function join(path: string, crs?: string) {
  const notices = createNoticeLog()
  const joiner = createJoiner(notices)
  const source = createMemorySource(path.split('/').pop()!, readFileSync(sharedData(`city/${path}`)))
  for await (const event of readCity([source], { readers, limits: defaultLimits, notices, crs })) {
    if (event.type === 'features') joiner.addFeatures(event.set)
    if (event.type === 'grid') joiner.addGrid(event.grid)
  }
  return joiner.finish({ id: 'x', title: 'x' })
}

describeWithShared('cities joined from files nobody here wrote', () => {
  for (const [path, crs] of [
    ['cityjson/delft.city.json'],
    ['cityjson/zurich_subset_lod2.city.json'],
    ['cityjson/DH_01_subs.city.json', 'EPSG:7415'],
    ['cityjson/rotterdam_subset.city.json', 'EPSG:28992'],
    ['cityjson/multi_lod.city.json', 'EPSG:28992'],
    ['cityjson/3dbag_b2.city.json'],
    ['cityjson/3dbag_b2.city.jsonl'],
    ['geojson/shanghai-lujiazui-vectortiles.json'],
    ['geojson/shenzhen-nanshan-building.geojson'],
    ['geojson/nyc-lower-manhattan-buildings.json'],
  ] as [string, string?][]) {
    it(path, async () => {
      const { sets, table, index, terrain, ...city } = await join(path, crs)
      console.warn(
        JSON.stringify(city),
        table.columns.length,
        table.columns
          .slice(0, 20)
          .map(c => `${c.name}:${c.type}`)
          .join(' '),
      )
      expect(city.rowCount).toBeGreaterThan(0)
    })
  }
})
