/** WGS84: semi-major axis in metres, flattening, and what follows from them (NIMA TR8350.2, table 3.1). */
export const semiMajor = 6378137
export const flattening = 1 / 298.257223563
export const eccentricitySquared = flattening * (2 - flattening)
const semiMinor = semiMajor * (1 - flattening)
const secondEccentricitySquared = eccentricitySquared / (1 - eccentricitySquared)

const radians = Math.PI / 180

/** Degrees and metres above the ellipsoid to earth-centred, earth-fixed metres (EPSG method 9602). */
export function toEcef(lon: number, lat: number, height: number): [x: number, y: number, z: number] {
  const sinLat = Math.sin(lat * radians)
  const cosLat = Math.cos(lat * radians)
  const normal = semiMajor / Math.sqrt(1 - eccentricitySquared * sinLat * sinLat)
  return [
    (normal + height) * cosLat * Math.cos(lon * radians),
    (normal + height) * cosLat * Math.sin(lon * radians),
    (normal * (1 - eccentricitySquared) + height) * sinLat,
  ]
}

/**
 * Earth-centred, earth-fixed metres to degrees and metres above the ellipsoid. Bowring's formula (EPSG method 9602, reverse) and one
 * refinement: within 1e-9 m for heights between -10 km and 10,000 km. The centre of the earth gives latitude 90.
 */
export function fromEcef(x: number, y: number, z: number): [lon: number, lat: number, height: number] {
  const p = Math.hypot(x, y)
  const lon = Math.atan2(y, x)
  let tanReduced = (z * semiMajor) / (p * semiMinor)
  if (!Number.isFinite(tanReduced)) return [lon / radians, z < 0 ? -90 : 90, Math.abs(z) - semiMinor]
  let lat = 0
  for (let pass = 0; pass < 2; pass++) {
    const cosReduced = 1 / Math.sqrt(1 + tanReduced * tanReduced)
    const sinReduced = tanReduced * cosReduced
    lat = Math.atan2(
      z + secondEccentricitySquared * semiMinor * sinReduced ** 3,
      p - eccentricitySquared * semiMajor * cosReduced ** 3,
    )
    tanReduced = (1 - flattening) * Math.tan(lat)
  }
  const sinLat = Math.sin(lat)
  const height = p * Math.cos(lat) + z * sinLat - semiMajor * Math.sqrt(1 - eccentricitySquared * sinLat * sinLat)
  return [lon / radians, lat / radians, height]
}

/** A flat east-north-up frame at a point of the ellipsoid. */
export interface LocalFrame {
  /** Longitude and latitude in degrees, metres above the ellipsoid. */
  readonly origin: readonly [lon: number, lat: number, height: number]
  /** 16 numbers, column-major: east-north-up metres to earth-centred, earth-fixed metres. */
  readonly matrix: Float64Array
  /** Writes exact east, north, up metres into out[offset] .. out[offset + 2]. */
  toLocal(lon: number, lat: number, height: number, out: Float64Array | Float32Array, offset: number): void
  toGeographic(east: number, north: number, up: number): [lon: number, lat: number, height: number]
}

export function createLocalFrame(lon: number, lat: number, height: number): LocalFrame {
  const sinLon = Math.sin(lon * radians)
  const cosLon = Math.cos(lon * radians)
  const sinLat = Math.sin(lat * radians)
  const cosLat = Math.cos(lat * radians)
  const [x0, y0, z0] = toEcef(lon, lat, height)
  // biome-ignore format: the matrix is read by its columns
  const matrix = Float64Array.of(
    -sinLon, cosLon, 0, 0,
    -sinLat * cosLon, -sinLat * sinLon, cosLat, 0,
    cosLat * cosLon, cosLat * sinLon, sinLat, 0,
    x0, y0, z0, 1,
  )
  return {
    origin: [lon, lat, height],
    matrix,
    toLocal(pointLon, pointLat, pointHeight, out, offset) {
      // The conversion of `toEcef`, spelled out: this runs once a vertex and must not allocate.
      const sinB = Math.sin(pointLat * radians)
      const cosB = Math.cos(pointLat * radians)
      const normal = semiMajor / Math.sqrt(1 - eccentricitySquared * sinB * sinB)
      const planar = (normal + pointHeight) * cosB
      const dx = planar * Math.cos(pointLon * radians) - x0
      const dy = planar * Math.sin(pointLon * radians) - y0
      const dz = (normal * (1 - eccentricitySquared) + pointHeight) * sinB - z0
      const outward = cosLon * dx + sinLon * dy
      out[offset] = cosLon * dy - sinLon * dx
      out[offset + 1] = cosLat * dz - sinLat * outward
      out[offset + 2] = cosLat * outward + sinLat * dz
    },
    toGeographic: (east, north, up) =>
      fromEcef(
        matrix[0] * east + matrix[4] * north + matrix[8] * up + x0,
        matrix[1] * east + matrix[5] * north + matrix[9] * up + y0,
        matrix[2] * east + matrix[6] * north + matrix[10] * up + z0,
      ),
  }
}
