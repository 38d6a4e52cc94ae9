import { describe, expect, it } from 'vitest'
import { isLatitudeFirst } from './axisOrder.ts'

// Numbers of PROJ 9.1.1, see math/geodesy/proj.test.ts.
describe('which of two coordinates is the north', () => {
  it.each([
    ['Shanghai, degrees', 'EPSG:4490', 121.5, 31.2],
    ['Stuttgart, Gauss-Krüger zone 3', 'EPSG:31467', 3513304.1821, 5404737.9753],
    ['Shanghai, zone 40', 'EPSG:4528', 40642885.3514, 3458520.2447],
    ['Shanghai, meridian 120', 'EPSG:4549', 642885.3514, 3458520.2447],
    ['Helsinki, GK25FIN', 'EPSG:3879', 25496669.1919, 6673014.6665],
    ['Vienna', 'EPSG:31256', 2700, 341000],
    ['Stockholm', 'EPSG:3006', 674032, 6580822],
  ])('%s: the coordinates tell, whatever the file is thought to do', (_, crs, east, north) => {
    for (const fallback of [true, false]) {
      expect(isLatitudeFirst(crs, east, north, fallback)).toBe(false)
      expect(isLatitudeFirst(crs, north, east, fallback)).toBe(true)
    }
  })

  it('where both could be, degrees follow the form of the name, and metres stand east first', () => {
    expect(isLatitudeFirst('EPSG:4326', 12, 42, true)).toBe(true)
    expect(isLatitudeFirst('EPSG:4326', 12, 42, false)).toBe(false)
    // Tokyo, and Soldner Berlin: some kilometres from their zero, in both directions.
    expect(isLatitudeFirst('EPSG:6677', -6004.2518, -35389.4124, true)).toBe(false)
    expect(isLatitudeFirst('EPSG:3068', 24698, 21457, true)).toBe(false)
  })

  it('systems which are east first by authority are never turned, nor is CRS84 or what nobody knows', () => {
    expect(isLatitudeFirst('EPSG:28992', 463000, 155000, true)).toBe(false)
    expect(isLatitudeFirst('OGC:CRS84', 12, 42, true)).toBe(false)
    expect(isLatitudeFirst('EPSG:99999', 12, 42, true)).toBe(false)
    expect(isLatitudeFirst(undefined, 12, 42, true)).toBe(false)
    expect(isLatitudeFirst('EPSG:4326', Number.NaN, 42, true)).toBe(false)
  })
})
