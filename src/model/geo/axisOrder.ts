import { createTransform, type Transform } from '#math/geodesy/crs.ts'

/**
 * Whether coordinates come latitude (north) first. Authorities order degrees so, and some projected systems (Gauss-Krüger, the Japanese
 * plane), but many files do not. The coordinates decide where they can: a latitude is at most 90, and the CRS has an area of use. Where
 * they cannot, `fallback` counts for degrees; projected coordinates are then east first, as nearly all files have them. False for unknown CRS
 * and for projected ones whose authority names the east first: such a swap is a fault, which the pipeline names.
 */
export function isLatitudeFirst(crs: string | undefined, x: number, y: number, fallback: boolean): boolean {
  const transform = findTransform(crs)
  if (!transform?.northFirst || !Number.isFinite(x) || !Number.isFinite(y)) return false
  const degrees = transform.kind === 'geographic'
  if (degrees && Math.abs(x) > 90) return false
  if (degrees && Math.abs(y) > 90) return true
  const asIs = contains(transform, x, y)
  const swapped = contains(transform, y, x)
  return asIs === swapped ? degrees && fallback : swapped
}

function findTransform(crs: string | undefined): Transform | undefined {
  if (!crs) return undefined
  try {
    return createTransform(crs)
  } catch {
    return undefined // The pipeline names a CRS that nobody knows.
  }
}

function contains({ area: [west, south, east, north], toWgs84 }: Transform, x: number, y: number): boolean {
  const [lon, lat] = toWgs84(x, y)
  return lon >= west && lon <= east && lat >= south && lat <= north
}
