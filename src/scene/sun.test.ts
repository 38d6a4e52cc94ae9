import { Cartesian3 } from 'cesium'
import { expect, test } from 'vitest'
import { moodShares } from './look.ts'
import { nightShare, solarHour, sunDirection, sunElevation } from './sun.ts'

// Oracle: NREL's worked example of the solar position algorithm (Reda and Andreas 2008): 2003-10-17 12:30:30 -07:00 at 39.742476 N,
// 105.1786 W has the zenith 50.11162 degrees, refraction included (about 0.02 degrees there).
test('the sun stands where the solar position algorithm has it', () => {
  const up = Cartesian3.normalize(Cartesian3.fromDegrees(-105.1786, 39.742476), new Cartesian3())
  const normal = geodeticNormal(-105.1786, 39.742476)
  const elevation = sunElevation(sunDirection(Date.UTC(2003, 9, 17, 19, 30, 30)), normal)
  expect(elevation).toBeCloseTo(90 - 50.11162, 1)
  expect(Cartesian3.dot(up, normal)).toBeGreaterThan(0.99999)
})

test('night falls between 3 degrees above and 7 below the horizon, and shares of the moods add up', () => {
  expect([20, 3, -2, -7, -40].map(nightShare)).toEqual([0, 0, 0.5, 1, 1])
  for (let elevation = -30; elevation <= 60; elevation++) {
    const { day, dusk, night } = moodShares(elevation)
    expect(day + dusk + night).toBeCloseTo(1, 12)
    expect(Math.min(day, dusk, night)).toBeGreaterThanOrEqual(0)
  }
})

test('solar hour: noon where the sun is highest', () => {
  expect(solarHour(Date.UTC(2026, 5, 21, 12), 0)).toBe(12)
  expect(solarHour(Date.UTC(2026, 5, 21, 4), 120)).toBe(12)
  expect(solarHour(Date.UTC(2026, 5, 21, 2), -90)).toBe(20)
})

function geodeticNormal(lon: number, lat: number): Cartesian3 {
  const [l, p] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180]
  return new Cartesian3(Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p))
}
