import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createNoticeLog } from '#model/exchange/notice.ts'
import { defaultLimits, type ReadEvent } from '#model/exchange/reader.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { reader } from './index.ts'

async function read(bytes: Uint8Array, limits = defaultLimits) {
  const notices = createNoticeLog()
  const events: ReadEvent[] = []
  const source = {
    name: 'model.gml',
    size: bytes.length,
    stream: () => new Blob([new Uint8Array(bytes)]).stream(),
    bytes: async () => bytes,
  }
  for await (const event of reader.read(source, { limits, notices })) events.push(event)
  const sets = events.flatMap(event => (event.type === 'features' ? [event.set] : []))
  return { sets, notices, header: events[0] }
}

describeWithShared('100 Berlin buildings', () => {
  it('have the counts of ../shared/data/README.md', async () => {
    const { sets, notices, header } = await read(readFileSync(sharedData('city/citygml/lod2_buildings_v3.gml')))
    expect(header).toEqual({ type: 'header', crs: 'EPSG:3068+5783', title: 'Simple CityGML test case' })
    expect(notices.list()).toEqual([])
    expect(sets).toHaveLength(1)
    const [{ kind, table, geometry }] = sets
    expect([kind, table.rowCount]).toEqual(['Building', 100])
    expect(geometry.type === 'surface' && geometry.polygons.polygonOffsets.length - 1).toBe(700)
  })
})
