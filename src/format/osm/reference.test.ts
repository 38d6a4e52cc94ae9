import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { FeatureSet } from '#model/city/feature.ts'
import { DataError } from '#model/exchange/error.ts'
import { countKinds, readBytes, rowsOf } from '../../../test/reading.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { OsmElements } from './elements.ts'
import { reader } from './index.ts'
import { readPbf } from './readPbf.ts'

const open = (name: string) => new Uint8Array(readFileSync(sharedData(`city/osm/${name}`)))

// Oracle: the facts in shared/data/README.md.
describeWithShared('the centre of Helsinki', () => {
  it('has 24,260 nodes, 5,130 ways and 620 relations', async () => {
    const elements = new OsmElements('helsinki', 1e6)
    for await (const _ of readPbf(new Blob([open('helsinki-centre.osm.pbf')]).stream(), 'helsinki', elements));
    const { nodes, ways, relations } = elements
    expect([nodes, ways, relations].map(({ ids }) => ids.length)).toEqual([24260, 5130, 620])
  })

  it('has 536 buildings, 2,650 ways that are highways, and 1,091 amenities', async () => {
    const { sets } = await readBytes(reader, open('helsinki-centre.osm.pbf'), 'helsinki-centre.osm.pbf')
    expect(countKinds(sets).Building).toBe(536)
    const rows = rowsOf(sets)
    const buildings = rows.filter(({ kind }) => kind === 'Building')
    expect(buildings.filter(row => row.height !== undefined)).toHaveLength(17)
    expect(buildings.filter(row => row['building:levels'] !== undefined)).toHaveLength(170)
    expect(rows.filter(({ kind, amenity }) => kind === 'PointOfInterest' && amenity !== undefined)).toHaveLength(1091)
    const highways = rows.filter(({ id, highway }) => highway !== undefined && /^way\/\d+$/.test(String(id)))
    expect(highways).toHaveLength(2650)
    expect(rows.filter(row => row['roof:shape'] !== undefined && /^Building/.test(String(row.kind)))).toHaveLength(31)
  })
})

/** Features by id, without the order in which the file has them. */
function byId(sets: readonly FeatureSet[]) {
  const entries = rowsOf(sets).map(row => [row.id as string, row] as const)
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

// Oracle: the two files hold the same content, says shared/data/README.md.
describeWithShared('a town as PBF and as XML', () => {
  it('is the same', async () => {
    const pbf = await readBytes(reader, open('nm-map.osm.pbf'), 'nm-map.osm.pbf')
    const xml = await readBytes(reader, gunzipSync(open('nm-map.osm.gz')), 'nm-map.osm')
    expect(countKinds(pbf.sets).Building).toBe(489)
    expect(byId(pbf.sets)).toEqual(byId(xml.sets))
    expect(pbf.sets.map(({ geometry }) => geometry)).toEqual(xml.sets.map(({ geometry }) => geometry))
    expect(pbf.notices).toEqual(xml.notices)
  })

  it('survives any broken byte with a typed error or a reading', async () => {
    const bytes = open('nm-map.osm.pbf')
    const damage = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length))
    await fc.assert(
      fc.asyncProperty(damage, async ([at, value, end]) => {
        const broken = bytes.slice(0, Math.max(at + 1, end))
        broken[at] = value
        await readBytes(reader, broken, 'x.osm.pbf').catch(error => {
          if (!(error instanceof DataError)) throw error
        })
      }),
      { numRuns: 40 },
    )
  })
})
