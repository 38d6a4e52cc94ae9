import { Cartesian3, JulianDate, Matrix3, Simon1994PlanetaryPositions, Transforms } from 'cesium'

/** Unit vector from the earth's centre to the sun, earth-fixed. `time` in milliseconds since 1970 UTC. */
export function sunDirection(time: number): Cartesian3 {
  const date = JulianDate.fromDate(new Date(time))
  const inertial = Simon1994PlanetaryPositions.computeSunPositionInEarthInertialFrame(date, new Cartesian3())
  const toFixed = Transforms.computeTemeToPseudoFixedMatrix(date, new Matrix3())
  const fixed = toFixed ? Matrix3.multiplyByVector(toFixed, inertial, inertial) : inertial
  return Cartesian3.normalize(fixed, fixed)
}

/** Degrees of the sun above the horizon of a place whose unit normal is `up`. No refraction. */
export function sunElevation(sun: Cartesian3, up: Cartesian3): number {
  return (Math.asin(Math.min(1, Math.max(-1, Cartesian3.dot(sun, up)))) * 180) / Math.PI
}

/** 0 by day, 1 by night; between them the sun goes from 3 degrees above the horizon to 7 below it. */
export function nightShare(elevation: number): number {
  const t = Math.min(1, Math.max(0, (3 - elevation) / 10))
  return t * t * (3 - 2 * t)
}

/** Mean solar hour of day, 0 to 24, at a longitude in degrees. */
export function solarHour(time: number, lon: number): number {
  const hours = time / 3_600_000 + lon / 15
  return ((hours % 24) + 24) % 24
}
