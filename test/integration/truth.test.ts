import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { readGlb, tilesReady } from '#format/tiles3d/index.ts'
import { createLocalFrame } from '#math/geodesy/ellipsoid.ts'
import { meshVolume } from '#math/mesh/measure.ts'
import type { PrismGeometry } from '#model/city/feature.ts'
import { type Cell, cellAt, findColumn } from '#model/city/table.ts'
import { buildCity } from '#pipeline/build.ts'
import { loadReaders } from '#pipeline/read/readers.ts'
import { createMemorySource } from '#pipeline/read/source.ts'
import type { PackagePlan } from '#pipeline/write/plan.ts'
import { describeWithShared, sharedData } from '../shared.ts'
import { separateFeatures } from './separate.ts'

/** Cities nobody here wrote, through the whole pipeline. Oracle: the facts in ../shared/data/README.md, and closed forms. */

beforeAll(tilesReady)

async function build(paths: string | string[], crs?: string): Promise<PackagePlan> {
  const sources = [paths].flat().map(path => createMemorySource(basename(path), readFileSync(sharedData(path))))
  return buildCity(sources, { readers: await loadReaders(), crs })
}

const cells = ({ city }: PackagePlan, name: string): Cell[] => {
  const column = findColumn(city.table, name)
  return Array.from({ length: city.rowCount }, (_, row) => column && cellAt(column, row))
}

/** Attribute values of the features of some kinds. */
function valuesOf(plan: PackagePlan, name: string, ...kinds: string[]): Cell[] {
  const kindOf = cells(plan, 'kind')
  return cells(plan, name).filter((_, row) => kinds.length === 0 || kinds.includes(String(kindOf[row])))
}

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0)

describeWithShared('every file of city/ with the counts of its README', () => {
  it.each([
    [
      'cityjson/delft.city.json',
      { Building: 160, Road: 143, PlantCover: 126, LandUse: 81, GenericCityObject: 54, Bridge: 3, WaterBody: 3 },
      undefined,
    ],
    ['cityjson/zurich_subset_lod2.city.json', { Building: 49, BuildingPart: 161 }, undefined],
    ['cityjson/DH_01_subs.city.json', { Building: 4, BuildingPart: 8 }, 'EPSG:7415'],
    ['cityjson/rotterdam_subset.city.json', { Building: 16 }, 'EPSG:28992'],
    ['cityjson/multi_lod.city.json', { Building: 10 }, 'EPSG:7415'],
    ['cityjson/3dbag_b2.city.json', { Building: 2, BuildingPart: 2 }, undefined],
    ['cityjson/3dbag_b2.city.jsonl', { Building: 2, BuildingPart: 2 }, undefined],
    ['citygml/lod2_buildings_v3.gml', { Building: 100 }, undefined],
    ['geojson/nyc-lower-manhattan-buildings.json', { Building: 999 }, undefined],
  ] as const)('%s', async (path, features, crs) => {
    const { city } = await build(`city/${path}`, crs)
    expect(city.counts).toEqual(features)
    expect(city.quarantined).toBe(0)
  })

  it('leaves no file of the folder untested', () => {
    const known = { cityjson: 7, citygml: 1, geojson: 3, osm: 3, 'beijing-subway': 28 }
    const found = Object.fromEntries(
      readdirSync(sharedData('city')).map(folder => [folder, readdirSync(sharedData(`city/${folder}`)).length]),
    )
    expect(found).toEqual(known)
  })

  it('Delft has 160 solids among 570 objects, LoD 1', async () => {
    const { city } = await build('city/cityjson/delft.city.json')
    expect(total(city.counts)).toBe(570)
    const solids = city.sets.map(({ geometry }) =>
      geometry.type === 'surface' ? geometry.solid.reduce((sum, solid) => sum + solid, 0) : 0,
    )
    expect(solids.reduce((sum, count) => sum + count)).toBe(160)
  })

  it('multi_lod keeps 10 solids in each of 3 LoDs', async () => {
    const { city } = await build('city/cityjson/multi_lod.city.json', 'EPSG:7415')
    const lods = city.sets.flatMap(({ geometry, otherLods = [] }) => [geometry, ...otherLods])
    const solids = lods.map(
      geometry => geometry.type === 'surface' && [geometry.lod, geometry.solid.filter(Boolean).length],
    )
    expect(solids.sort()).toEqual([
      ['1.2', 10],
      ['1.3', 10],
      ['2.2', 10],
    ])
  })

  it('Berlin has 700 polygons', async () => {
    const { city } = await build('city/citygml/lod2_buildings_v3.gml')
    const polygons = city.sets.map(({ geometry }) =>
      geometry.type === 'surface' ? geometry.polygons.polygonOffsets.length - 1 : 0,
    )
    expect(polygons.reduce((sum, count) => sum + count)).toBe(700)
  })

  it('Helsinki has 536 buildings, 17 of them with a height, 170 with storeys, 31 roof shapes, 1,091 amenities, 2,650 highways', async () => {
    const plan = await build('city/osm/helsinki-centre.osm.pbf')
    expect(plan.city.counts.Building).toBe(536)
    const told = (values: Cell[]) => values.filter(value => value !== undefined).length
    expect(told(valuesOf(plan, 'building:levels', 'Building'))).toBe(170)
    const sources = valuesOf(plan, 'heightSource', 'Building').filter(source => source === 'source')
    expect(sources).toHaveLength(17)
    expect(told(valuesOf(plan, 'amenity', 'PointOfInterest'))).toBe(1091)
    expect(told(valuesOf(plan, 'roof:shape', 'Building', 'BuildingPart'))).toBe(31)
    const ids = cells(plan, 'id')
    const ways = cells(plan, 'highway').filter(
      (value, row) => value !== undefined && /^way\/\d+$/.test(String(ids[row])),
    )
    expect(ways).toHaveLength(2650)
  })

  it('the town district has 489 buildings, in PBF as in XML', async () => {
    for (const name of ['nm-map.osm.pbf', 'nm-map.osm.gz']) {
      expect((await build(`city/osm/${name}`)).city.counts.Building).toBe(489)
    }
  })

  it('Lujiazui has 1,981 building features of 1,450 ids, 963 with a height, the tallest 632 m, and all else', async () => {
    const plan = await build('city/geojson/shanghai-lujiazui-vectortiles.json')
    const { counts } = plan.city
    expect(counts.Building + counts.BuildingPart).toBe(1981)
    expect(total(counts)).toBe(1981 + 1778 + 494 + 327 + 60 + 106 + 6 + 18 + 34)
    const heights = valuesOf(plan, 'height', 'Building', 'BuildingPart').filter(
      height => height !== undefined,
    ) as number[]
    // Footprints and the points that label them; a height that nobody told was estimated.
    const sources = valuesOf(plan, 'heightSource', 'Building', 'BuildingPart')
    const told = valuesOf(plan, 'height', 'Building', 'BuildingPart').filter(
      (height, i) => Number(height) > 0 && sources[i] !== 'estimate' && sources[i] !== 'storeys',
    )
    expect(told).toHaveLength(963)
    expect(Math.max(...heights)).toBe(632)
    const all = cells(plan, 'id')
    const footprints = plan.city.sets.filter(({ geometry }) => geometry.type === 'prism')
    const ids = new Set(
      footprints.flatMap(({ firstRow, count }) =>
        all.slice(firstRow, firstRow + count).map(id => String(id).replace(/#\d+$/, '')),
      ),
    )
    expect(ids.size).toBe(1450)
  })

  it('Nanshan has 5,438 footprints of ten height classes', async () => {
    const plan = await build('city/geojson/shenzhen-nanshan-building.geojson')
    expect(plan.city.counts).toEqual({ Building: 5438 })
    const classes = new Map<Cell, number>()
    for (const height of cells(plan, 'height')) classes.set(height, (classes.get(height) ?? 0) + 1)
    expect(Object.fromEntries(classes)).toEqual({
      18: 3956,
      41: 662,
      64: 392,
      88: 246,
      111: 139,
      134: 36,
      158: 2,
      181: 2,
      204: 1,
      228: 2,
    })
  })

  it('the Beijing subway has 25 lines and 415 names of stations; it is listed, without a place', async () => {
    const folder = 'city/beijing-subway'
    const lines = readdirSync(sharedData(folder)).filter(name => name.endsWith('.json5') && name !== 'metadata.json5')
    const plan = await build(lines.map(name => `${folder}/${name}`))
    expect(plan.city.counts.TransitLine).toBe(25)
    expect(new Set(valuesOf(plan, 'name', 'TransitStop')).size).toBe(415)
    expect(plan.tiles).toBeUndefined()
    expect(plan.city.notices).toMatchObject([{ code: 'no-coordinates', quarantined: false }])
    const transfers = await build(`${folder}/metadata.json5`)
    expect(transfers.city.rowCount).toBe(104)
  })

  it('The Hague names the CRS it lacks', async () => {
    await expect(build('city/cityjson/DH_01_subs.city.json')).rejects.toMatchObject({
      code: 'crs-missing',
      message: expect.stringMatching(/EPSG:28992|EPSG:7415/),
    })
  })
})

/** Metres², the footprint of a feature in its own local frame: shoelace. */
function footprintArea({ footprint }: PrismGeometry, f: number): number {
  const { coordinates, dimension, featureOffsets, polygonOffsets, ringOffsets } = footprint
  const first = ringOffsets[polygonOffsets[featureOffsets[f]]] * dimension
  const frame = createLocalFrame(coordinates[first], coordinates[first + 1], 0)
  const at = (v: number) => {
    const out = new Float64Array(3)
    frame.toLocal(coordinates[v * dimension], coordinates[v * dimension + 1], 0, out, 0)
    return out
  }
  let area = 0
  for (let ring = polygonOffsets[featureOffsets[f]]; ring < polygonOffsets[featureOffsets[f + 1]]; ring++) {
    for (let v = ringOffsets[ring]; v < ringOffsets[ring + 1]; v++) {
      const [ax, ay] = at(v)
      const [bx, by] = at(v + 1 < ringOffsets[ring + 1] ? v + 1 : ringOffsets[ring])
      area += (ax * by - bx * ay) / 2
    }
  }
  return area
}

describeWithShared('extrusions', () => {
  it.each(['city/geojson/nyc-lower-manhattan-buildings.json', 'city/geojson/shenzhen-nanshan-building.geojson'])(
    'of %s have the volume of area times height, as they come out of the tiles',
    async path => {
      const plan = await build(path)
      const [set] = plan.city.sets
      const prism = set.geometry as PrismGeometry
      const tiles = plan.tiles!
      const leaves = tiles.tiles.filter(({ children }) => children.length === 0)
      const crossed = new Set(
        plan.city.notices.filter(({ code }) => code === 'self-intersection').map(({ example }) => example),
      )
      let seen = 0
      let wrong = 0
      let worst = 0
      for (const { path: leaf } of leaves) {
        const { mesh, table } = readGlb(tiles.encodeTile(leaf))
        const rows = findColumn(table, 'row')
        for (const [id, feature] of separateFeatures(mesh)) {
          const f = Number(rows && cellAt(rows, id)) - set.firstRow
          const expected = footprintArea(prism, f) * (prism.height[f] - prism.base[f])
          seen++
          // Corners lie within half a centimetre: the share of that in a volume falls with the size of the building.
          const error = Math.abs(meshVolume(feature) / expected - 1)
          const allowed = 0.05 / Math.sqrt(footprintArea(prism, f)) + 0.01 / prism.height[f]
          if (error > allowed) wrong++
          worst = Math.max(worst, error)
        }
      }
      expect(seen).toBe(set.count)
      expect(wrong).toBeLessThanOrEqual(crossed.size === 0 ? 0 : 3)
      expect(worst).toBeLessThan(crossed.size === 0 ? 0.05 : Number.POSITIVE_INFINITY)
    },
  )
})

describeWithShared('heights of the ground', () => {
  it('of Olinda are those of its DEM', async () => {
    const { city } = await build('raster/olinda_dem_utm25s.tif')
    expect(city.rowCount).toBe(0)
    expect(city.terrain).toMatchObject({ crs: 'EPSG:4326', unit: 'm' })
    expect(city.heights[0]).toBeGreaterThan(-2.5)
    expect(city.heights[1]).toBeLessThan(88.01)
  })

  it('of a DEM in degrees stay to the post', async () => {
    const { city } = await build('raster/pysheds-dem.tif')
    const values = city.terrain!.values.filter(value => !Number.isNaN(value)).sort()
    expect([city.terrain!.width, city.terrain!.height]).toEqual([367, 359])
    expect([values[0], values.at(-1)]).toEqual([147, 298])
    const [west, south, east, north] = city.extent
    for (const [side, expected] of [
      [west, -97.485],
      [south, 32.5225],
      [east, -97.1792],
      [north, 32.8217],
    ]) {
      expect(side).toBeCloseTo(expected, 3)
    }
  })

  it('of an ASCII grid lie at its cells', async () => {
    const { city } = await build('flood/merewether/topography1.zip', 'EPSG:32756')
    expect(city.heights[0]).toBeGreaterThanOrEqual(16.47)
    expect(city.heights[1]).toBeLessThanOrEqual(51.97)
  })
})
