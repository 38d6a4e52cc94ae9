import { createTransform } from '#math/geodesy/crs.ts'

/**
 * Whether coordinates in a geographic CRS come latitude first. Authorities order most of them so, many files do not: the coordinates
 * decide where they can (a latitude is at most 90, and the CRS has an area of use), `fallback` where they cannot. False for projected
 * and unknown CRS, which are east first in practice.
 */
export function isLatitudeFirst(crs: string | undefined, x: number, y: number, fallback: boolean): boolean {
  const area = geographicArea(crs)
  if (!area || !Number.isFinite(x) || !Number.isFinite(y)) return false
  if (Math.abs(x) > 90) return false
  if (Math.abs(y) > 90) return true
  const asIs = contains(area, x, y)
  const swapped = contains(area, y, x)
  return asIs === swapped ? fallback : swapped
}

type Area = ReturnType<typeof createTransform>['area']

function geographicArea(crs: string | undefined): Area | undefined {
  if (!crs || crs === 'OGC:CRS84') return undefined
  try {
    const transform = createTransform(crs)
    return transform.kind === 'geographic' ? transform.area : undefined
  } catch {
    return undefined // The pipeline names a CRS that nobody knows.
  }
}

function contains([west, south, east, north]: Area, lon: number, lat: number): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north
}
