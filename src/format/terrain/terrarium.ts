import type { Grid } from '#model/geo/grid.ts'

/** A tile of the Web Mercator tiling, y counted from the north. */
export interface MercatorTile {
  level: number
  x: number
  y: number
}

/** Half the side of the square of EPSG:3857: pi times the radius of its sphere. */
const halfWorld = Math.PI * 6378137

/**
 * Heights of a Terrarium tile from its decoded pixels (RGBA, row-major, north row first): red * 256 + green + blue / 256 - 32768
 * metres; NaN where a pixel is fully transparent. In EPSG:3857 where the tile is given, else with pixel coordinates and no CRS.
 * Throws a `RangeError` where the pixels do not fit the size.
 */
export function toTerrariumGrid(
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  tile?: MercatorTile,
): Grid {
  if (rgba.length !== width * height * 4)
    throw new RangeError(`${width * height * 4} bytes of pixels expected, got ${rgba.length}.`)
  const values = new Float32Array(width * height)
  for (let i = 0; i < values.length; i++)
    values[i] = rgba[i * 4 + 3] === 0 ? Number.NaN : rgba[i * 4] * 256 + rgba[i * 4 + 1] + rgba[i * 4 + 2] / 256 - 32768
  return {
    width,
    height,
    values,
    affine: tile ? placeOf(tile, width, height) : [1, 0, 0, 0, 1, 0],
    crs: tile && 'EPSG:3857',
    unit: 'm',
  }
}

function placeOf({ level, x, y }: MercatorTile, width: number, height: number): Grid['affine'] {
  const side = (2 * halfWorld) / 2 ** level
  return [side / width, 0, -halfWorld + x * side, 0, -side / height, halfWorld - y * side]
}
