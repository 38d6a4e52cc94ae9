import { fromEcef, toEcef } from '#math/geodesy/ellipsoid.ts'
import type { Extent } from '#model/geo/extent.ts'
import type { TerrainHeader } from './header.ts'

/** A tile of the geographic tiling: two tiles at level 0, y counted from the north. */
export interface GeographicTile {
  level: number
  x: number
  y: number
}

/** Degrees. */
export function tileExtent({ level, x, y }: GeographicTile): Extent {
  const size = 180 / 2 ** level
  return [-180 + x * size, 90 - (y + 1) * size, -180 + (x + 1) * size, 90 - y * size]
}

const maxLevel = 24

/**
 * The tile of the geographic tiling that a terrain tile with this header must be: the one which has the header's centre in its middle
 * and whose corners at the header's heights lie on its bounding sphere. Undefined where none fits (another tiling).
 */
export function findTile({
  centre,
  minimumHeight,
  maximumHeight,
  boundingSphere,
}: TerrainHeader): GeographicTile | undefined {
  const [lon, lat] = fromEcef(...boundingSphere.centre)
  const [centreLon, centreLat] = fromEcef(...centre)
  let best: { tile: GeographicTile; misfit: number } | undefined
  for (let level = 0; level <= maxLevel; level++) {
    const tile = tileAt(level, centreLon, centreLat)
    const [west, south, east, north] = tileExtent(tile)
    const reach = Math.max(
      ...[west, east].flatMap(x =>
        [south, north].flatMap(y =>
          [minimumHeight, maximumHeight].map(h => distance(toEcef(x, y, h), boundingSphere.centre)),
        ),
      ),
    )
    const offset = Math.hypot(lon - (west + east) / 2, lat - (south + north) / 2) / (east - west)
    const misfit = Math.abs(Math.log2(reach / boundingSphere.radius)) + offset
    if (!best || misfit < best.misfit) best = { tile, misfit }
  }
  // A neighbouring level is off by a factor of 2 in size, which is 1 here.
  return best && best.misfit < 0.4 ? best.tile : undefined
}

function tileAt(level: number, lon: number, lat: number): GeographicTile {
  const size = 180 / 2 ** level
  const clamp = (value: number, count: number) => Math.min(count - 1, Math.max(0, value))
  return {
    level,
    x: clamp(Math.floor((lon + 180) / size), 2 ** (level + 1)),
    y: clamp(Math.floor((90 - lat) / size), 2 ** level),
  }
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
