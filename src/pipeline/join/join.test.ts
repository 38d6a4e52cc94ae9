import { describe, expect, it } from 'vitest'
import { reader as geojson } from '#format/geojson/index.ts'
import { cellAt, findColumn, type Table } from '#model/city/table.ts'
import { createNoticeLog } from '#model/exchange/notice.ts'
import { defaultLimits } from '#model/exchange/reader.ts'
import type { Grid } from '#model/geo/grid.ts'
import { readCity } from '../read/read.ts'
import { createSampleGeoJson, type SampleBuilding } from '../read/sample.ts'
import { createJoiner } from './join.ts'

async function join(buildings: SampleBuilding[], grids: Grid[] = []) {
  const notices = createNoticeLog()
  const joiner = createJoiner(notices)
  const sources = [createSampleGeoJson(buildings)]
  for await (const event of readCity(sources, { readers: [geojson], limits: defaultLimits, notices })) {
    if (event.type === 'features') joiner.addFeatures(event.set)
  }
  grids.forEach(grid => {
    joiner.addGrid(grid)
  })
  return joiner.finish({ id: 'x', title: 'x' })
}

const cells = (table: Table, id: string): Record<string, unknown> => {
  const ids = findColumn(table, 'id')!
  let row = 0
  while (cellAt(ids, row) !== id) row++
  return Object.fromEntries(table.columns.map(column => [column.name, cellAt(column, row)]))
}

/**
 * Area in m² between the equator and a latitude over 2e-4 degrees of longitude on WGS84, in closed form (Snyder, Map Projections: A
 * Working Manual, 1987, eq. 3-12 with the authalic q).
 */
function zoneArea(lat: number): number {
  const e = Math.sqrt(0.00669437999014)
  const sin = Math.sin((lat * Math.PI) / 180)
  const q = (1 - e * e) * (sin / (1 - e * e * sin * sin) + Math.log((1 + e * sin) / (1 - e * sin)) / (2 * e))
  return (6378137 ** 2 * q * ((2e-4 * Math.PI) / 180)) / 2
}

describe('attributes as the twin understands them', () => {
  it('come from the words of OpenStreetMap', async () => {
    const { table } = await join([
      {
        id: 'a',
        at: [121.5, 31.2],
        properties: {
          name: '上海中心大厦',
          'name:en': 'Shanghai Tower',
          building: 'office',
          'building:levels': '128',
          height: '632 m',
          start_date: '2015-09-01',
          'addr:street': '银城中路',
          'addr:housenumber': '501',
        },
      },
      { id: 'b', at: [121.51, 31.2], properties: { building: 'apartments', 'building:levels': '6' } },
      { id: 'c', at: [121.52, 31.2], properties: { building: 'yes', amenity: 'school' } },
    ])
    expect(cells(table, 'a')).toMatchObject({
      kind: 'Building',
      name: '上海中心大厦',
      'name:zh': '上海中心大厦',
      'name:en': 'Shanghai Tower',
      address: '银城中路 501',
      use: 'office',
      height: 632,
      storeys: 128,
      year: 2015,
    })
    expect(cells(table, 'b')).toMatchObject({ use: 'residential', height: 18, heightSource: 'storeys' })
    expect(cells(table, 'c')).toMatchObject({ use: 'education', height: 9, heightSource: 'estimate' })
  })

  it('count estimated heights', async () => {
    const { notices } = await join([
      { id: 'a', at: [121.5, 31.2], properties: { height: 10 } },
      { id: 'b', at: [121.51, 31.2] },
    ])
    expect(notices).toContainEqual({ code: 'height-estimated', count: 1, example: 'b', quarantined: false })
  })

  it('measure footprints on the ellipsoid', async () => {
    const { table } = await join([{ id: 'a', at: [121.5, 31.2], properties: { height: 30, storeys: 10 } }])
    const { footprintArea, floorArea } = cells(table, 'a') as Record<string, number>
    expect(footprintArea).toBeCloseTo(zoneArea(31.2002) - zoneArea(31.2), 1)
    expect(floorArea).toBeCloseTo(footprintArea * 10, 0)
  })
})

describe('parts and outlines', () => {
  it('draw the parts, list the outline', async () => {
    const { sets, counts, table } = await join([
      { id: 'outline', at: [121.5, 31.2], properties: { height: 40 } },
      {
        id: 'part',
        at: [121.5, 31.2],
        side: 1.9e-4,
        properties: { building: undefined, 'building:part': 'yes', height: 40 },
      },
      { id: 'other', at: [121.51, 31.2], properties: { height: 10 } },
    ])
    expect(counts).toEqual({ Building: 2, BuildingPart: 1 })
    const hidden = sets.flatMap(set => [...set.hidden].map((value, f) => [value, set.firstRow + f]))
    const ids = findColumn(table, 'id')!
    expect(hidden.filter(([value]) => value === 1).map(([, row]) => cellAt(ids, row))).toEqual(['outline'])
  })
})

describe('the ground', () => {
  /** A slope that rises by 1 m each column to the east. */
  const slope: Grid = {
    width: 10,
    height: 10,
    values: Float32Array.from({ length: 100 }, (_, i) => i % 10),
    affine: [1e-3, 0, 121.5, 0, -1e-3, 31.21],
    crs: 'EPSG:4326',
    unit: 'm',
  }

  it('is the lowest terrain under a building', async () => {
    const city = await join([{ id: 'a', at: [121.5025, 31.205], side: 1e-3, properties: { height: 10 } }], [slope])
    // Centres of columns lie at 121.5005 + k·0.001: at 121.5025 the terrain is 2 m.
    expect(city.sets[0].ground[0]).toBeCloseTo(2, 5)
    expect(city.heights[0]).toBeCloseTo(2, 3)
    expect(city.heights[1]).toBeCloseTo(12, 3)
  })

  it('is the middle of the terrain where this has no data, and zero without terrain', async () => {
    const far = { id: 'a', at: [121.6, 31.3] as const, properties: { height: 10 } }
    expect((await join([far], [slope])).sets[0].ground[0]).toBe(5)
    expect((await join([far])).ground).toBe(0)
  })

  it('may come in another CRS, and be all there is', async () => {
    const utm: Grid = { ...slope, affine: [100, 0, 350000, 0, -100, 3455000], crs: 'EPSG:32651' }
    const notices = createNoticeLog()
    const joiner = createJoiner(notices)
    joiner.addGrid(utm)
    const { terrain, extent, rowCount } = joiner.finish({ id: 'x', title: 'x' })
    expect(rowCount).toBe(0)
    expect(terrain?.crs).toBe('EPSG:4326')
    expect(extent[0]).toBeCloseTo(121.42, 1)
    const finite = terrain!.values.filter(value => !Number.isNaN(value))
    expect(Math.min(...finite)).toBeCloseTo(0, 1)
    expect(Math.max(...finite)).toBeCloseTo(9, 1)
  })

  it('alone of nothing is an error', () => {
    expect(() => createJoiner(createNoticeLog()).finish({ id: 'x', title: 'x' })).toThrow('nothing that can be drawn')
  })
})
