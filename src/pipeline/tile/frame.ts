import { createLocalFrame, eccentricitySquared, semiMajor } from '#math/geodesy/ellipsoid.ts'

/**
 * The east-north-up frame of a tile, in two steps: `project` takes longitude and latitude to the east and north of their point on the
 * ellipsoid, in which footprints are triangulated and extruded; `lift` takes such a point and its height to the exact place.
 * Vertices above one another stand on one vertical, which leans away from the frame's own with distance.
 */
export interface TileFrame {
  /** Column-major, frame to earth-centred metres. */
  readonly matrix: Float64Array
  /** Writes `count` pairs (east, north) for the vertices from `from` on; `out` starts at `outFrom` and has `outStride` numbers a vertex. */
  project(
    coordinates: ArrayLike<number>,
    from: number,
    count: number,
    stride: number,
    out: Float64Array,
    outFrom: number,
    outStride: number,
  ): void
  /** (east, north, height)s to exact east, north, up; `count` vertices from the first on. */
  lift(positions: Float64Array, count: number): Float32Array
}

const radians = Math.PI / 180
const polar = 1 - eccentricitySquared

export function createTileFrame(lon0: number, lat0: number, height0: number): TileFrame {
  const sin0 = Math.sin(lat0 * radians)
  const cos0 = Math.cos(lat0 * radians)
  const normal0 = semiMajor / Math.sqrt(1 - eccentricitySquared * sin0 * sin0)
  const planar0 = normal0 * cos0
  const axial0 = normal0 * polar * sin0
  const place = surfaceAround(sin0, cos0, normal0)
  return {
    matrix: createLocalFrame(lon0, lat0, height0).matrix,
    project(coordinates, from, count, stride, out, outFrom, outStride) {
      let at = outFrom
      for (let i = from * stride, end = (from + count) * stride; i < end; i += stride, at += outStride) {
        const dLon = (coordinates[i] - lon0) * radians
        const dLat = (coordinates[i + 1] - lat0) * radians
        // Addition theorems with series for the small angles: exact to 1e-12 within 0.05 rad, without a sine a vertex.
        const near = Math.abs(dLon) < 0.05 && Math.abs(dLat) < 0.05
        const sLat = near ? smallSine(dLat) : Math.sin(dLat)
        const cLat = near ? smallCosine(dLat) : Math.cos(dLat)
        const sin = sin0 * cLat + cos0 * sLat
        const cos = cos0 * cLat - sin0 * sLat
        const normal = semiMajor / Math.sqrt(1 - eccentricitySquared * sin * sin)
        const planar = normal * cos
        const cLon = near ? smallCosine(dLon) : Math.cos(dLon)
        out[at] = planar * (near ? smallSine(dLon) : Math.sin(dLon))
        out[at + 1] = cos0 * (normal * polar * sin - axial0) - sin0 * (planar * cLon - planar0)
      }
    },
    lift(positions, count) {
      const lifted = new Float32Array(count * 3)
      for (let i = 0; i < count * 3; i += 3) {
        const east = positions[i]
        const north = positions[i + 1]
        const height = positions[i + 2]
        // Point of the ellipsoid above (or below) the frame's plane: the near root of its quadric.
        const b = place.up + place.northUp * north
        const c = place.east2 * east * east + place.north2 * north * north
        const up = -c / (b + Math.sqrt(b * b - place.up2 * c))
        // Its normal is the gradient there.
        const gx = place.east2 * east
        const gy = place.north2 * north + place.northUp * up
        const gz = place.up2 * up + b
        const scale = height / Math.sqrt(gx * gx + gy * gy + gz * gz)
        lifted[i] = east + gx * scale
        lifted[i + 1] = north + gy * scale
        lifted[i + 2] = up + gz * scale - height0
      }
      return lifted
    },
  }
}

/**
 * The ellipsoid x²/a² + y²/a² + z²/b² = 1 in the frame at a point of it, times a²:
 * east2·e² + north2·n² + up2·u² + 2·northUp·n·u + 2·up·u = 0.
 */
function surfaceAround(sin0: number, cos0: number, normal0: number) {
  const axial = 1 / polar
  return {
    east2: 1,
    north2: sin0 * sin0 + cos0 * cos0 * axial,
    up2: cos0 * cos0 + sin0 * sin0 * axial,
    northUp: sin0 * cos0 * (axial - 1),
    up: normal0,
  }
}

function smallSine(x: number): number {
  const q = x * x
  return x * (1 - (q / 6) * (1 - (q / 20) * (1 - q / 42)))
}

function smallCosine(x: number): number {
  const q = x * x
  return 1 - (q / 2) * (1 - (q / 12) * (1 - (q / 30) * (1 - q / 56)))
}
