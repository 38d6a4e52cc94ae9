import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLocalFrame, fromEcef, toEcef } from './ellipsoid.ts'

const place = fc.record({
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -89.9, max: 89.9, noNaN: true }),
  height: fc.double({ min: -500, max: 9000, noNaN: true }),
})

describe('the ellipsoid', () => {
  // IOGP Guidance Note 7-2, section 4.1.1 (geographic/geocentric conversions, method 9602): worked example on WGS84.
  it('agrees with the worked example of IOGP 373-7-2', () => {
    const lat = 53 + 48 / 60 + 33.82 / 3600
    const lon = 2 + 7 / 60 + 46.38 / 3600
    const [x, y, z] = toEcef(lon, lat, 73)
    expect(x).toBeCloseTo(3771793.97, 1)
    expect(y).toBeCloseTo(140253.34, 1)
    expect(z).toBeCloseTo(5124304.35, 1)
  })

  it('comes back to the same place', () => {
    fc.assert(
      fc.property(place, ({ lon, lat, height }) => {
        const [lon2, lat2, height2] = fromEcef(...toEcef(lon, lat, height))
        expect(Math.abs(lat2 - lat)).toBeLessThan(1e-11)
        expect(Math.abs(((lon2 - lon + 540) % 360) - 180)).toBeLessThan(1e-11)
        expect(Math.abs(height2 - height)).toBeLessThan(1e-6)
      }),
      { seed: 20261120 },
    )
  })

  it('knows the poles', () => {
    const [, lat, height] = fromEcef(0, 0, 6356752.314245 + 10)
    expect(lat).toBeCloseTo(90, 9)
    expect(height).toBeCloseTo(10, 5)
  })
})

describe('a local frame', () => {
  it('has its origin at zero, north up the page and up away from the earth', () => {
    const frame = createLocalFrame(121.5, 31.2, 4)
    const out = new Float64Array(9)
    frame.toLocal(121.5, 31.2, 4, out, 0)
    frame.toLocal(121.5, 31.201, 4, out, 3)
    frame.toLocal(121.5, 31.2, 104, out, 6)
    expect([...out.subarray(0, 3)].map(Math.abs).every(v => v < 1e-8)).toBe(true)
    expect(out[4]).toBeGreaterThan(110)
    expect(Math.abs(out[3])).toBeLessThan(1e-6)
    expect(out[8]).toBeCloseTo(100, 8)
  })

  it('is undone by toGeographic, wherever it lies', () => {
    fc.assert(
      fc.property(
        place,
        fc.tuple(fc.double({ min: -0.05, max: 0.05, noNaN: true }), fc.double({ min: -0.05, max: 0.05, noNaN: true })),
        ({ lon, lat, height }, [dLon, dLat]) => {
          const frame = createLocalFrame(lon, lat, 0)
          const out = new Float64Array(3)
          frame.toLocal(lon + dLon, lat + dLat, height, out, 0)
          const [lon2, lat2, height2] = frame.toGeographic(out[0], out[1], out[2])
          expect(Math.abs(lat2 - lat - dLat)).toBeLessThan(1e-10)
          expect(Math.abs(((lon2 - lon - dLon + 900) % 360) - 180)).toBeLessThan(1e-8)
          expect(Math.abs(height2 - height)).toBeLessThan(1e-6)
        },
      ),
      { seed: 20261121 },
    )
  })
})
