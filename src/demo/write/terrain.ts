import { writeGeoTiff } from '#format/geotiff/index.ts'
import { origin, type Plan } from '../plan/plan.ts'
import { groundHeight, terrainReach } from '../plan/terrain.ts'
import { fromLonLat } from './georeference.ts'

/** Metres a degree of latitude, and of longitude, where the city lies; only to size the grid. */
const metres = { lat: 110_860, lon: 95_690 }

/** The ground on a grid of degrees: about 10 m a post, coarser for large cities. */
export function writeTerrain(plan: Plan): Uint8Array {
  const side = 2 * terrainReach * plan.radius
  const height = Math.min(1400, Math.max(128, Math.round(side / 10)))
  const step = Math.round((side / metres.lat / height) * 1e9) / 1e9
  const width = Math.round(side / metres.lon / step)
  const west = Math.round((origin.lon - (width * step) / 2) * 1e7) / 1e7
  const north = Math.round((origin.lat + (height * step) / 2) * 1e7) / 1e7
  const values = new Float32Array(width * height)
  for (let r = 0; r < height; r++)
    for (let c = 0; c < width; c++) {
      const ground = groundHeight(plan, fromLonLat(west + (c + 0.5) * step, north - (r + 0.5) * step))
      values[r * width + c] = Math.round(ground * 100) / 100
    }
  return writeGeoTiff({ width, height, values, affine: [step, 0, west, 0, -step, north], crs: 'EPSG:4326', unit: 'm' })
}
