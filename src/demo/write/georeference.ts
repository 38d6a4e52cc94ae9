import { createTransform } from '#math/geodesy/crs.ts'
import { createLocalFrame } from '#math/geodesy/ellipsoid.ts'
import { origin } from '../plan/plan.ts'
import type { Point } from '../plan/plane.ts'

/** CGCS2000 / 3-degree Gauss-Kruger CM 111E, in which a city of the region would keep its models. */
export const projectedCrs = 'EPSG:4546'

const frame = createLocalFrame(origin.lon, origin.lat, 0)
const projection = createTransform(projectedCrs)
const scratch = new Float64Array(3)

/** Local metres to degrees, seven decimals (a centimetre): so that no engine's last digit shows. */
export function toLonLat([x, y]: Point): [lon: number, lat: number] {
  const [lon, lat] = frame.toGeographic(x, y, 0)
  return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7]
}

export function fromLonLat(lon: number, lat: number): Point {
  frame.toLocal(lon, lat, 0, scratch, 0)
  return [scratch[0], scratch[1]]
}

/** Local metres to easting and northing of the projected CRS. */
export function toProjected([x, y]: Point): Point {
  const [lon, lat] = frame.toGeographic(x, y, 0)
  return projection.fromWgs84(lon, lat)
}
