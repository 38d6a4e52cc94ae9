import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTransform } from './crs.ts'
import { findDefinition } from './register.ts'

const dms = (d: number, m: number, s: number) => d + m / 60 + s / 3600
/** Metres between two places that are near each other. */
const apart = (a: readonly number[], b: readonly number[]) =>
  Math.hypot((a[0] - b[0]) * 111320 * Math.cos((a[1] * Math.PI) / 180), (a[1] - b[1]) * 110574)

describe('coordinate reference systems agree with published coordinates', () => {
  // [what and where published, code, x, y, lon, lat, tolerance in metres]
  const published: [string, string, number, number, number, number, number][] = [
    // Kadaster, RDNAPTRANS: the tower of Amersfoort, origin of RD, in ETRS89.
    ['Amersfoort', 'EPSG:28992', 155000, 463000, dms(5, 23, 13.9331), dms(52, 9, 18.6221), 0.5],
    // swisstopo, approximate formulas for the transformation between Swiss coordinates and WGS84, worked example (good to 1 m).
    ['Swiss example', 'EPSG:2056', 2700000, 1100000, dms(8, 43, 49.8), dms(46, 2, 38.86), 1.5],
    ['Swiss example, LV03', 'EPSG:21781', 700000, 100000, dms(8, 43, 49.8), dms(46, 2, 38.86), 1.5],
    // IOGP 373-7-2: Pseudo-Mercator (method 1024) worked example.
    ['Web Mercator', 'EPSG:3857', -11169055.58, 2800000.0, dms(-100, -20, 0), dms(24, 22, 54.433), 0.02],
    // NGA: the origin of a zone has the easting 500000; the CN Tower, 17N 630084 4833438 (Wikipedia, Universal Transverse Mercator).
    ['CN Tower', 'EPSG:32617', 630084, 4833438, -(79 + 23 / 60 + 13.7 / 3600), dms(43, 38, 33.24), 3],
    // Ordnance Survey, A guide to coordinate systems in Great Britain: Caister water tower (Helmert, good to 5 m).
    ['Caister water tower', 'EPSG:27700', 651409.903, 313177.27, dms(1, 42, 57.8), dms(52, 39, 28.8), 8],
  ]
  for (const [name, crs, x, y, lon, lat, tolerance] of published) {
    it(`${name} (${crs})`, () => {
      const transform = createTransform(crs)
      expect(apart(transform.toWgs84(x, y), [lon, lat])).toBeLessThan(tolerance)
    })
  }

  it('comes back to the same coordinates in every system, within 5 mm', () => {
    const codes = [4326, 4490, 3857, 28992, 7415, 2056, 21781, 3068, 2263, 2154, 27700, 3035, 2326, 3414, 3826]
    for (let code = 4491; code <= 4554; code++) codes.push(code)
    for (let code = 3873; code <= 3885; code++) codes.push(code)
    codes.push(25831, 25832, 25833, 31985, 32622, 32630, 32756, 28356, 26918)
    for (const code of codes) {
      const { toWgs84, fromWgs84, area } = createTransform(`EPSG:${code}`)
      const share = fc.double({ min: 0.1, max: 0.9, noNaN: true })
      fc.assert(
        fc.property(share, share, (u, v) => {
          const lon = area[0] + u * (area[2] - area[0])
          const lat = area[1] + v * (area[3] - area[1])
          expect(apart(toWgs84(...fromWgs84(lon, lat)), [lon, lat]), `EPSG:${code}`).toBeLessThan(5e-3)
        }),
        { seed: code, numRuns: 20 },
      )
    }
  })
})

describe('families of zones', () => {
  // epsg.io, one of each family.
  it('CGCS2000 zones have the names and false eastings of the register', () => {
    expect(findDefinition(4491)).toMatchObject({ name: 'CGCS2000 / Gauss-Kruger zone 13' })
    expect(findDefinition(4509)).toMatchObject({ name: 'CGCS2000 / Gauss-Kruger CM 117E' })
    expect(findDefinition(4526)).toMatchObject({ name: 'CGCS2000 / 3-degree Gauss-Kruger zone 38' })
    expect(findDefinition(4549)).toMatchObject({ name: 'CGCS2000 / 3-degree Gauss-Kruger CM 120E' })
    expect(createTransform('EPSG:4526').fromWgs84(114, 30)[0]).toBeCloseTo(38500000, 3)
    expect(createTransform('EPSG:4549').fromWgs84(120, 30)[0]).toBeCloseTo(500000, 3)
    expect(createTransform('EPSG:4498').fromWgs84(117, 30)[0]).toBeCloseTo(20500000, 3)
  })

  it('UTM zones have their meridian, and 10,000 km at the equator in the south', () => {
    expect(findDefinition(31985)?.name).toBe('SIRGAS 2000 / UTM zone 25S')
    expect(createTransform('EPSG:32756').fromWgs84(153, 0)).toEqual([
      expect.closeTo(500000, 4),
      expect.closeTo(10000000, 4),
    ])
    expect(createTransform('EPSG:3879').fromWgs84(25, 60)[0]).toBeCloseTo(25500000, 4)
  })
})

describe('how a CRS may be written', () => {
  it.each([
    ['28992', 'EPSG:28992'],
    ['epsg:28992', 'EPSG:28992'],
    ['urn:ogc:def:crs:EPSG::7415', 'EPSG:7415'],
    ['https://www.opengis.net/def/crs/EPSG/0/7415', 'EPSG:7415'],
    ['urn:ogc:def:crs,crs:EPSG:6.12:3068,crs:EPSG:6.12:5783', 'EPSG:3068'],
    ['EPSG:3068+5783', 'EPSG:3068'],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'OGC:CRS84'],
  ])('%s', (written, crs) => {
    expect(createTransform(written).crs).toBe(crs)
  })

  it('names the code that it does not know', () => {
    expect(() => createTransform('EPSG:99999')).toThrow('EPSG:99999')
  })
})
