import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRandom } from '#math/random.ts'
import { DataError } from '#model/exchange/error.ts'
import { createNoticeLog } from '#model/exchange/notice.ts'
import { defaultLimits } from '#model/exchange/reader.ts'
import type { Grid } from '#model/geo/grid.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { reader, readGrid, writeGeoTiff } from './index.ts'

function createGrid(width: number, height: number, parts: Partial<Grid> = {}): Grid {
  const random = createRandom(4)
  const values = Float32Array.from({ length: width * height }, (_, i) =>
    i % 17 ? random.between(-5, 900) : Number.NaN,
  )
  return { width, height, values, affine: [0.001, 0, 121.5, 0, -0.001, 31.2], crs: 'EPSG:4326', unit: 'm', ...parts }
}

const bounds = (values: Float32Array) => {
  const known = values.filter(value => !Number.isNaN(value))
  return [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))]
}

// Read by hand with GDAL 3.6.2 (Debian 12), which is not ours: grids in EPSG:28992, 7415, 4549, 4326, 6677, 2263 and a turned one in 32651,
// 1 to 130 rows, had their CRS, corners, unit and no-data value in `gdalinfo`, and `gdal_translate -of ENVI` gave back the very same bytes.
describe('a GeoTIFF of ours', () => {
  it('comes back identical: geographic, projected, turned, of any height', async () => {
    const grids = [
      createGrid(70, 200),
      createGrid(1, 1),
      createGrid(33, 64, { crs: 'EPSG:32651', affine: [30, 0, 300000, 0, -30, 3400000] }),
      createGrid(20, 65, { affine: [2, 1, 300000, 1, -2, 3400000], crs: 'EPSG:3857' }),
    ]
    for (const grid of grids) expect(await readGrid(writeGeoTiff(grid))).toEqual(grid)
    const nameless = createGrid(3, 3, { crs: undefined })
    expect(await readGrid(writeGeoTiff(nameless))).toEqual(nameless)
  })

  it('names the horizontal part of a compound CRS, which is all that its keys can hold', async () => {
    const heights = createGrid(4, 4, { crs: 'EPSG:7415', affine: [5, 0, 92000, 0, -5, 437000] })
    expect((await readGrid(writeGeoTiff(heights))).crs).toBe('EPSG:28992')
    expect((await readGrid(writeGeoTiff(createGrid(4, 4, { crs: 'OGC:CRS84' })))).crs).toBe('EPSG:4326')
  })

  it('has the same bytes for the same grid, and fewer than the values', () => {
    const grid = createGrid(300, 300, { values: Float32Array.from({ length: 90_000 }, (_, i) => i / 1000) })
    expect(writeGeoTiff(grid)).toEqual(writeGeoTiff(grid))
    expect(writeGeoTiff(grid).length).toBeLessThan(grid.values.byteLength / 2)
  })

  it('refuses a CRS it cannot name', () => {
    expect(() => writeGeoTiff(createGrid(2, 2, { crs: 'ESRI:1' }))).toThrow('ESRI:1')
  })
})

describe('a damaged GeoTIFF', () => {
  it('is a typed error when cut, unless nothing is missing but the unit for GDAL at its end', async () => {
    const grid = createGrid(40, 70)
    const bytes = writeGeoTiff(grid)
    for (let length = 0; length < bytes.length; length += 211) {
      const result = await readGrid(bytes.slice(0, length)).catch(error => error)
      if (length < bytes.length - 90) expect(result, `${length} bytes`).toBeInstanceOf(DataError)
      else expect(result).toEqual(grid)
    }
  })
})

describeWithShared('GeoTIFFs of others (facts: the data README)', () => {
  const read = (name: string, band?: number) => readGrid(readFileSync(sharedData(`raster/${name}`)), { band })

  it('reads float32 strips in a UTM that has no code of its own', async () => {
    const grid = await read('olinda_dem_utm25s.tif')
    expect([grid.width, grid.height, grid.crs]).toEqual([111, 111, 'EPSG:32725'])
    expect(grid.affine[0]).toBeCloseTo(90, 0)
    expect(bounds(grid.values)).toEqual([-1, 88])
  })

  it('reads tiled int16 with nodata in degrees', async () => {
    const grid = await read('pysheds-dem.tif')
    expect([grid.width, grid.height, grid.crs]).toEqual([367, 359, 'EPSG:4326'])
    const [a, , west, , e, north] = grid.affine
    const edges = [west, north + 359 * e, west + 367 * a, north]
    ;[-97.485, 32.5225, -97.1792, 32.8217].forEach((edge, i) => {
      expect(edges[i]).toBeCloseTo(edge, 3)
    })
    expect(bounds(grid.values)).toEqual([147, 298])
  })

  it('reads one band of several, and uint8', async () => {
    const landsat = await read('L7_ETMs.tif', 0)
    expect([landsat.width, landsat.height, landsat.crs, ...bounds(landsat.values)]).toEqual([
      349,
      352,
      'EPSG:31985',
      47,
      255,
    ])
    const thermal = await read('landsat5/LT52240631988227CUB02_B6.TIF')
    expect([thermal.width, thermal.height, thermal.crs, ...bounds(thermal.values)]).toEqual([
      287,
      310,
      'EPSG:32622',
      131,
      146,
    ])
  })

  it('gives heights through the reader, and refuses pictures', async () => {
    const run = async (name: string) => {
      const bytes = new Uint8Array(readFileSync(sharedData(`raster/${name}`)))
      expect(reader.detect(bytes.subarray(0, 100), name)).toBeGreaterThan(0.9)
      const source = { name, size: bytes.length, stream: () => new Blob([bytes]).stream(), bytes: async () => bytes }
      const types: string[] = []
      for await (const event of reader.read(source, { limits: defaultLimits, notices: createNoticeLog() }))
        types.push(event.type)
      return types
    }
    expect(await run('olinda_dem_utm25s.tif')).toEqual(['progress', 'header', 'grid', 'progress'])
    await expect(run('L7_ETMs.tif')).rejects.toMatchObject({ code: 'unsupported' })
  })
})
