import { beforeAll, describe, expect, it } from 'vitest'
import { reader as geojson } from '#format/geojson/index.ts'
import { reader as geotiff, writeGeoTiff } from '#format/geotiff/index.ts'
import { createLocalFrame } from '#math/geodesy/ellipsoid.ts'
import { cellAt } from '#model/city/table.ts'
import type { Folder } from '#model/exchange/source.ts'
import { buildCity } from '../build.ts'
import { createSampleGeoJson } from '../read/sample.ts'
import { createMemorySource } from '../read/source.ts'
import type { PackagePlan } from '../write/plan.ts'
import { writePackage } from '../write/write.ts'
import { createZipFolder } from '../write/zip.ts'
import { createCity, type OpenedCity } from './city.ts'
import { readPackageData } from './data.ts'
import { createMemoryFolder, openZipFolder } from './memory.ts'
import { createPlanData } from './planData.ts'

const buildings = createSampleGeoJson([
  {
    id: 'tower',
    at: [121.5, 31.2],
    properties: { name: '东方明珠', 'name:en': 'Oriental Pearl', height: 468, use: 'leisure' },
  },
  {
    id: 'school',
    at: [121.501, 31.2],
    properties: { name: '黄浦小学', height: 12, use: 'school', 'addr:street': '南京路' },
  },
  { id: 'house', at: [121.502, 31.2], properties: { height: 9, use: 'residential' } },
])

const hill = writeGeoTiff({
  width: 20,
  height: 20,
  values: new Float32Array(400).fill(25),
  affine: [1e-3, 0, 121.49, 0, -1e-3, 31.21],
  crs: 'EPSG:4326',
  unit: 'm',
})

const build = (): Promise<PackagePlan> =>
  buildCity([buildings, createMemorySource('dem.tif', hill)], {
    readers: [geojson, geotiff],
    id: 'huangpu',
    title: '黄浦',
  })

const cities = new Map<string, OpenedCity>()
let folder: Folder

beforeAll(async () => {
  const plan = await build()
  cities.set('not written yet', createCity(createPlanData(plan)))
  folder = createMemoryFolder()
  await writePackage(plan, folder)
  cities.set('of a folder', createCity(await readPackageData(folder)))
  const zip = createZipFolder()
  await writePackage(plan, zip)
  const bytes = new Uint8Array(await new Blob(zip.finish()).arrayBuffer())
  cities.set('of a zip', createCity(await readPackageData(openZipFolder(bytes, 'city.zip', 1e9))))
})

describe.each(['not written yet', 'of a folder', 'of a zip'])('a package %s', name => {
  const city = () => cities.get(name)!

  it('says what it holds', async () => {
    const { manifest, rowCount } = city()
    expect(rowCount).toBe(3)
    expect(manifest).toMatchObject({ id: 'huangpu', title: '黄浦', features: { Building: 3 }, tiles: 1 })
    expect(manifest.heights).toEqual([25, 493])
    expect(manifest.sources.map(source => source.name)).toEqual(['buildings.geojson', 'dem.tif'])
  })

  it('knows the attributes of a building', async () => {
    const cells = Object.fromEntries(await city().attributes(1))
    expect(cells).toMatchObject({ id: 'school', name: '黄浦小学', use: 'education', address: '南京路', height: 12 })
    const use = await city().column('use')
    expect([0, 1, 2].map(row => cellAt(use, row))).toEqual(['leisure', 'education', 'residential'])
    await expect(city().column('colour')).rejects.toMatchObject({ code: 'not-found' })
  })

  it.each([
    ['东方', 'tower'],
    ['oriental', 'tower'],
    ['pearl', 'tower'],
    ['dongfangmingzhu', 'tower'],
    ['dong fang', 'tower'],
    ['dfmz', 'tower'],
    ['hpxx', 'school'],
    ['南京路', 'school'],
    ['HOUSE', 'house'],
    ['education', 'school'],
    ['school', 'school'],
    ['schools', 'school'],
    ['学校', 'school'],
    ['xuexiao', 'school'],
    ['xue xiao', 'school'],
    ['住宅', 'house'],
    ['zhuzhai', 'house'],
    ['apartments', 'house'],
    ['文体休闲', 'tower'],
    ['museum', 'tower'],
  ])('finds %s', async (text, id) => {
    const hits = await city().search(text, 5)
    const ids = await city().column('id')
    expect(cellAt(ids, hits[0].row)).toBe(id)
    expect(hits[0].kind).toBe('Building')
    expect(hits[0].lat).toBeCloseTo(31.2001, 6)
  })

  it('finds nothing for nonsense', async () => {
    expect(await city().search('zzzz', 5)).toEqual([])
    expect(await city().search(' ', 5)).toEqual([])
  })

  it('selects by polygon and knows bounds', async () => {
    const around = Float64Array.of(121.4999, 31.19, 121.5015, 31.19, 121.5015, 31.21, 121.4999, 31.21)
    expect([...(await city().select(around))]).toEqual([0, 1])
    const { extent, heights } = await city().bounds(0)
    expect(extent).toEqual([121.5, 31.2, 121.5002, 31.2002])
    expect(heights).toEqual([25, 493])
    await expect(city().bounds(3)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('picks from above', async () => {
    const { matrix } = createLocalFrame(121.5011, 31.2001, 1000)
    const hit = await city().pick({
      origin: [matrix[12], matrix[13], matrix[14]],
      direction: [-matrix[8], -matrix[9], -matrix[10]],
    })
    expect(hit?.row).toBe(1)
    // The roof of the school: 25 m of hill and 12 m of school.
    expect(hit?.distance).toBeCloseTo(1000 - 37, 1)
  })

  it('picks what is seen: through what is filtered away, to what stands behind', async () => {
    // Level and below all three roofs, from the west: the tower, the school behind it, the house behind both.
    const { matrix } = createLocalFrame(121.499, 31.2001, 30)
    const eastward = () =>
      city().pick({
        origin: [matrix[12], matrix[13], matrix[14]],
        direction: [matrix[0], matrix[1], matrix[2]],
      })
    expect((await eastward())?.row).toBe(0)
    await city().showRows(Uint8Array.of(0, 1, 1))
    expect((await eastward())?.row).toBe(1)
    await city().showRows(Uint8Array.of(0, 0, 1))
    expect((await eastward())?.row).toBe(2)
    await city().showRows(new Uint8Array(3))
    expect(await eastward()).toBeUndefined()
    await city().showRows(undefined)
    expect((await eastward())?.row).toBe(0)
  })

  it('gives heights of its hill, to the edge of the tile and beyond the terrain', async () => {
    const level = 14
    const x = Math.floor(((121.5 + 180) / 180) * 2 ** level)
    const y = Math.floor(((90 - 31.2) / 180) * 2 ** level)
    const heights = await city().heights(level, x, y, 5)
    expect([...heights!]).toEqual(Array(25).fill(25))
    expect(await city().heights(level, 0, 0, 5)).toBeUndefined()
  })

  it('gives its tiles', async () => {
    const tileset = JSON.parse(new TextDecoder().decode(await city().tile('tiles/tileset.json')))
    const glb = await city().tile(`tiles/${tileset.root.content.uri}`)
    expect(new TextDecoder().decode(glb.slice(0, 4))).toBe('glTF')
  })
})

describe('a written package', () => {
  it('is the same bytes every time', async () => {
    const again = createMemoryFolder()
    await writePackage(await build(), again)
    expect(await again.list()).toEqual(await folder.list())
    for (const path of await folder.list()) expect(await again.read(path), path).toEqual(await folder.read(path))
  })

  it('is not taken for what it was where a file has changed', async () => {
    const files = new Map<string, Uint8Array>()
    for (const path of await folder.list()) files.set(path, await folder.read(path))
    const index = files.get('index.bin')!.slice()
    index[index.length - 1] ^= 1
    files.set('index.bin', index)
    const city = createCity(await readPackageData(createMemoryFolder(files)))
    await expect(city.bounds(0)).rejects.toMatchObject({ code: 'checksum' })
  })

  it('is none where its manifest is missing, broken or of another kind', async () => {
    const open = (text?: string) =>
      readPackageData(
        createMemoryFolder(new Map(text === undefined ? [] : [['city.json', new TextEncoder().encode(text)]])),
      )
    await expect(open()).rejects.toMatchObject({ code: 'not-found' })
    await expect(open('{')).rejects.toMatchObject({ code: 'syntax' })
    await expect(open('{"format":"else"}')).rejects.toMatchObject({ code: 'schema' })
  })

  it('stops between two files when told to, without a manifest', async () => {
    const controller = new AbortController()
    const partial = createMemoryFolder()
    const writing = writePackage(await build(), partial, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    })
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' })
    expect(await partial.list()).not.toContain('city.json')
  })
})

describe('what has no place', () => {
  it('is found too, and says that it is nowhere', async () => {
    const station = { type: 'Feature', id: 's', properties: { name: '东直门', railway: 'station' }, geometry: null }
    const list = new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features: [station] }))
    const sources = [buildings, createMemorySource('stations.geojson', list)]
    const city = createCity(createPlanData(await buildCity(sources, { readers: [geojson], id: 'a', title: 'a' })))
    for (const text of ['东直门', 'dongzhimen', 'dzm']) {
      const [hit] = await city.search(text, 5)
      expect(hit).toEqual({ row: 3, kind: expect.any(String), label: '东直门' })
      await expect(city.bounds(hit.row)).rejects.toMatchObject({ code: 'not-found' })
    }
  })
})
