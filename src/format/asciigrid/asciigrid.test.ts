import { readFileSync } from 'node:fs'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { createNoticeLog } from '#model/exchange/notice.ts'
import { defaultLimits, type ReadLimits } from '#model/exchange/reader.ts'
import type { Grid } from '#model/geo/grid.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { parsePrj, reader } from './index.ts'

/** Reads bytes in pieces of `piece` bytes. */
async function read(bytes: Uint8Array, piece = 1000, limits: Partial<ReadLimits> = {}): Promise<Grid> {
  const stream = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += piece) controller.enqueue(bytes.slice(at, at + piece))
        controller.close()
      },
    })
  const source = { name: 'a.asc', size: bytes.length, stream, bytes: async () => bytes }
  let last = 0
  let grid: Grid | undefined
  for await (const event of reader.read(source, {
    limits: { ...defaultLimits, ...limits },
    notices: createNoticeLog(),
  })) {
    if (event.type === 'grid') grid = event.grid
    if (event.type === 'progress') {
      expect(event.fraction).toBeGreaterThanOrEqual(last)
      last = event.fraction
    }
  }
  expect(last).toBe(1)
  return grid!
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
const corner = 'ncols 3\nnrows 2\nxllcorner 100\nyllcorner 200\ncellsize 10\nNODATA_value -1\n1 2.5 -1\n4 -5e1 6\n'

describe('an ASCII grid', () => {
  it.each([1, 3, 7, 1000])('is the same in pieces of %i bytes', async piece => {
    expect(await read(bytesOf(corner), piece)).toEqual({
      width: 3,
      height: 2,
      values: new Float32Array([1, 2.5, Number.NaN, 4, -50, 6]),
      affine: [10, 0, 100, 0, -10, 220],
      crs: undefined,
      unit: 'm',
    })
  })

  it('may give the centre of its first cell, other line ends, dx and dy, and no NODATA line', async () => {
    const centre = corner.replace('xllcorner 100', 'XLLCENTER 105').replace('yllcorner 200', 'yllcenter 205')
    expect((await read(bytesOf(centre))).affine).toEqual([10, 0, 100, 0, -10, 220])
    const other = corner.replace('cellsize 10', 'dx 10\ndy 5').replace('NODATA_value -1\n', '').replaceAll('\n', '\r\n')
    const grid = await read(bytesOf(other))
    expect([grid.affine[4], grid.values[2]]).toEqual([-5, -1])
  })

  it('takes its CRS from a .prj in the same zip', async () => {
    const prj = 'PROJCS["WGS_1984_UTM_Zone_51N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]]'
    const grid = await read(zipSync({ 'dem.asc': bytesOf(corner), 'DEM.prj': bytesOf(prj) }))
    expect([grid.crs, grid.width]).toEqual(['EPSG:32651', 3])
  })

  it.each([
    ['a cell too few', corner.slice(0, -3), 'truncated'],
    ['a cell too many', `${corner} 7`, 'schema'],
    ['a word', corner.replace('2.5', 'two'), 'syntax'],
    ['no cell size', corner.replace('cellsize 10\n', ''), 'schema'],
    ['absurd counts', corner.replace('ncols 3', 'ncols 3000000000'), 'limit-count'],
    ['nothing', '', 'schema'],
  ])('with %s is a typed error', async (_, text, code) => {
    await expect(read(bytesOf(text))).rejects.toMatchObject({ code })
  })

  it('is refused beyond the limit, zipped too', async () => {
    await expect(read(bytesOf(corner), 10, { maxBytes: 50 })).rejects.toMatchObject({ code: 'limit-bytes' })
    await expect(read(zipSync({ 'a.asc': bytesOf(corner) }), 10, { maxBytes: 50 })).rejects.toMatchObject({
      code: 'limit-bytes',
    })
  })
})

describe('parsePrj', () => {
  it('names what it can', () => {
    expect(parsePrj('PROJCS["x",GEOGCS["y",AUTHORITY["EPSG","4326"]],AUTHORITY["EPSG","32650"]]')).toBe('EPSG:32650')
    expect(parsePrj('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]')).toBe('EPSG:4326')
    expect(parsePrj('Projection UTM\nZone -23\nDatum WGS84')).toBe('EPSG:32723')
    expect(parsePrj('LOCAL_CS["somewhere"]')).toBeUndefined()
  })
})

describeWithShared('ASCII grids of others (facts: the data README)', () => {
  it('reads the lakes DEM, whose header gives cell centres', async () => {
    const grid = await read(new Uint8Array(readFileSync(sharedData('horizon/lakes_dem.asc'))), 65_536)
    expect([grid.width, grid.height]).toEqual([156, 168])
    expect([
      Math.round(grid.values.reduce((a, b) => Math.min(a, b))),
      Math.round(grid.values.reduce((a, b) => Math.max(a, b))),
    ]).toEqual([2384, 3581])
    expect(grid.affine).toEqual([50, 0, 319_975, 0, -50, 4_158_275 + 168 * 50])
  })

  it('reads the zipped flood topography and the old form of its .prj', async () => {
    const grid = await read(new Uint8Array(readFileSync(sharedData('flood/merewether/topography1.zip'))), 65_536)
    const known = grid.values.filter(value => !Number.isNaN(value))
    expect([grid.width, grid.height]).toEqual([321, 416])
    expect(known.reduce((a, b) => Math.min(a, b))).toBeCloseTo(16.47, 2)
    expect(known.reduce((a, b) => Math.max(a, b))).toBeCloseTo(51.97, 1)
    expect(parsePrj(readFileSync(sharedData('flood/merewether/topography1.prj'), 'utf8'))).toBe('EPSG:32756')
  })
})
