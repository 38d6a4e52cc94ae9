import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { findColumn } from '#model/city/table.ts'
import { describeWithShared, sharedData } from '../../test/shared.ts'
import { buildCity } from './build.ts'
import { checkPackage } from './check/check.ts'
import { createMemoryFolder } from './open/memory.ts'
import { loadReaders } from './read/readers.ts'
import { createMemorySource } from './read/source.ts'
import { writePackage } from './write/write.ts'

async function build(paths: string[], crs?: string) {
  const sources = paths.map(path => createMemorySource(basename(path), readFileSync(sharedData(path))))
  const plan = await buildCity(sources, { readers: await loadReaders(), crs })
  const folder = createMemoryFolder()
  return { plan, folder, manifest: await writePackage(plan, folder) }
}

const heightsOf = (plan: Awaited<ReturnType<typeof build>>['plan']): number[] => {
  const column = findColumn(plan.city.table, 'height')
  return column?.type === 'number' ? [...column.values] : []
}

/** Counts of data/README.md; `crs` where the file names none. */
const known: [path: string, features: Record<string, number>, crs?: string][] = [
  [
    'city/cityjson/delft.city.json',
    { Building: 160, Road: 143, PlantCover: 126, LandUse: 81, GenericCityObject: 54, Bridge: 3, WaterBody: 3 },
  ],
  ['city/cityjson/zurich_subset_lod2.city.json', { Building: 49, BuildingPart: 161 }],
  ['city/cityjson/DH_01_subs.city.json', { Building: 4, BuildingPart: 8 }, 'EPSG:7415'],
  ['city/cityjson/rotterdam_subset.city.json', { Building: 16 }, 'EPSG:28992'],
  ['city/cityjson/multi_lod.city.json', { Building: 10 }, 'EPSG:7415'],
  ['city/cityjson/3dbag_b2.city.json', { Building: 2, BuildingPart: 2 }],
  ['city/cityjson/3dbag_b2.city.jsonl', { Building: 2, BuildingPart: 2 }],
  ['city/citygml/lod2_buildings_v3.gml', { Building: 100 }],
  ['city/geojson/shenzhen-nanshan-building.geojson', { Building: 5438 }],
  ['city/geojson/nyc-lower-manhattan-buildings.json', { Building: 999 }],
]

describeWithShared('cities nobody here wrote become packages', () => {
  it.each(known)('%s with the counts of its README, sound and without a feature lost', async (path, features, crs) => {
    const { folder, manifest } = await build([path], crs)
    expect(manifest.features).toEqual(features)
    expect(manifest.quarantined).toBe(0)
    expect(manifest.triangles).toBeGreaterThan(0)
    expect(await checkPackage(folder)).toEqual([])
  })

  it('Lujiazui has its buildings, cut at the edges of map tiles or not, and its tower', async () => {
    const { plan, folder, manifest } = await build(['city/geojson/shanghai-lujiazui-vectortiles.json'])
    expect(manifest.features.Building + manifest.features.BuildingPart).toBe(1981)
    expect(Math.max(...heightsOf(plan).filter(height => !Number.isNaN(height)))).toBe(632)
    expect(manifest.parts).toMatchObject({ ground: 'ground.bin', network: 'network.bin' })
    expect(await checkPackage(folder)).toEqual([])
  })

  it('Helsinki has its streets and places', async () => {
    const { folder, manifest } = await build(['city/osm/helsinki-centre.osm.pbf'])
    expect(manifest.features.Building).toBe(536)
    expect(manifest.features.Road).toBeGreaterThan(2400)
    expect(manifest.parts).toMatchObject({ ground: 'ground.bin', network: 'network.bin', trees: 'trees/tileset.json' })
    expect(await checkPackage(folder)).toEqual([])
  })

  it('the same town is the same in PBF and in XML', async () => {
    const pbf = await build(['city/osm/nm-map.osm.pbf'])
    const xml = await build(['city/osm/nm-map.osm.gz'])
    expect(xml.manifest.features).toEqual(pbf.manifest.features)
    expect(xml.manifest.files).toEqual(pbf.manifest.files)
  })

  it('the tallest of lower Manhattan has 541 m', async () => {
    const { plan } = await build(['city/geojson/nyc-lower-manhattan-buildings.json'])
    expect(Math.max(...heightsOf(plan).filter(height => !Number.isNaN(height)))).toBe(541)
  })

  it('a DEM alone is terrain', async () => {
    const { manifest } = await build(['raster/olinda_dem_utm25s.tif'])
    expect(manifest.parts.terrain).toBe('terrain.tif')
    // Its README says -1 … 88 m; between its cells, which lie askew of the meridians, single extremes are levelled a little.
    expect(Math.abs(manifest.heights[0] + 1)).toBeLessThan(1.5)
    expect(Math.abs(manifest.heights[1] - 88)).toBeLessThan(5)
    expect(manifest.extent[0]).toBeCloseTo(-34.93, 1)
  })

  it('a zipped ASCII grid takes its CRS from a person', async () => {
    const { manifest } = await build(['flood/merewether/topography1.zip'], 'EPSG:32756')
    expect(manifest.extent[1]).toBeCloseTo(-32.94, 1)
    expect(manifest.heights[0]).toBeGreaterThan(16)
    expect(manifest.heights[1]).toBeLessThan(52)
  })

  it('models without a CRS name the likely one', async () => {
    await expect(build(['city/cityjson/DH_01_subs.city.json'])).rejects.toMatchObject({
      code: 'crs-missing',
      message: expect.stringContaining('EPSG:28992'),
    })
  })
})

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap(name => {
    const path = `${folder}/${name}`
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })

describeWithShared('hostile and malformed files', () => {
  it.each([undefined, 'EPSG:7415'])('give a sound package or a typed error within 5 s each (crs %s)', async crs => {
    const readers = await loadReaders()
    const paths = filesBelow(sharedData('corpora'))
    expect(paths.length).toBeGreaterThan(400)
    for (const path of paths) {
      const start = performance.now()
      try {
        const plan = await buildCity([createMemorySource(basename(path), readFileSync(path))], { readers, crs })
        const folder = createMemoryFolder()
        await writePackage(plan, folder)
        expect(await checkPackage(folder), path).toEqual([])
      } catch (error) {
        expect(error, path).toMatchObject({ name: 'DataError' })
      }
      expect(performance.now() - start, path).toBeLessThan(5000)
    }
  })
})
