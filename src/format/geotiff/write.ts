import { zlibSync } from 'fflate'
import { createTransform } from '#math/geodesy/crs.ts'
import type { Grid } from '#model/geo/grid.ts'
import { encodeTags, type Tag } from './tags.ts'

/** Rows of a strip, which is compressed alone. */
const rowsPerStrip = 64

/**
 * The grid as GeoTIFF 1.1 that GDAL and every GIS read: one band of float32, deflate with the floating-point predictor, NaN for no
 * data, the CRS by its EPSG code (of a compound the horizontal part), heights in metres. The same bytes for the same grid. Throws an `Error` where the CRS is unknown.
 */
export function writeGeoTiff(grid: Grid): Uint8Array {
  const strips: Uint8Array[] = []
  for (let row = 0; row < grid.height; row += rowsPerStrip)
    strips.push(zlibSync(predict(grid, row, Math.min(row + rowsPerStrip, grid.height)), { level: 6 }))
  const headerLength = 8
  const offsets: number[] = []
  let end = headerLength
  for (const strip of strips) {
    offsets.push(end)
    end += strip.length + (strip.length & 1)
  }
  const directory = encodeTags(tagsOf(grid, offsets, strips), end)
  const bytes = new Uint8Array(end + directory.length)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0x4949, true)
  view.setUint16(2, 42, true)
  view.setUint32(4, end, true)
  strips.forEach((strip, i) => {
    bytes.set(strip, offsets[i])
  })
  bytes.set(directory, end)
  return bytes
}

/** TIFF predictor 3 (Adobe technical note 3): per row the bytes by significance, highest first, as differences. */
function predict({ width, values }: Grid, from: number, to: number): Uint8Array {
  const bytes = new Uint8Array((to - from) * width * 4)
  const source = new DataView(values.buffer, values.byteOffset, values.byteLength)
  for (let row = from; row < to; row++) {
    const start = (row - from) * width * 4
    for (let column = 0; column < width; column++) {
      const bits = source.getUint32((row * width + column) * 4, true)
      for (let k = 0; k < 4; k++) bytes[start + k * width + column] = bits >>> (24 - 8 * k)
    }
    for (let i = start + width * 4 - 1; i > start; i--) bytes[i] -= bytes[i - 1]
  }
  return bytes
}

function tagsOf(grid: Grid, offsets: number[], strips: Uint8Array[]): Tag[] {
  return [
    { id: 256, type: 'long', values: [grid.width] },
    { id: 257, type: 'long', values: [grid.height] },
    { id: 258, type: 'short', values: [32] },
    { id: 259, type: 'short', values: [8] },
    { id: 262, type: 'short', values: [1] },
    { id: 273, type: 'long', values: offsets },
    { id: 277, type: 'short', values: [1] },
    { id: 278, type: 'long', values: [rowsPerStrip] },
    { id: 279, type: 'long', values: strips.map(strip => strip.length) },
    { id: 284, type: 'short', values: [1] },
    { id: 317, type: 'short', values: [3] },
    { id: 339, type: 'short', values: [3] },
    ...placement(grid),
    { id: 34735, type: 'short', values: geoKeys(grid.crs) },
    { id: 42112, type: 'ascii', values: toAscii(gdalMetadata) },
    { id: 42113, type: 'ascii', values: toAscii('nan') },
  ]
}

/**
 * The unit of the band as GDAL keeps it. A vertical unit key alone would say the same in GeoTIFF's words, but without a vertical CRS beside
 * it readers make up a compound `WGS 84 + unknown`, which matches no EPSG code.
 */
const gdalMetadata = '<GDALMetadata><Item name="UNITTYPE" sample="0" role="unittype">m</Item></GDALMetadata>'

const toAscii = (text: string) => [...text, '\0'].map(char => char.charCodeAt(0))

/** Pixel scale and tie point where north is up, else the whole transformation. */
function placement({ affine: [a, b, tx, d, e, ty] }: Grid): Tag[] {
  if (b === 0 && d === 0 && a > 0 && e < 0)
    return [
      { id: 33550, type: 'double', values: [a, -e, 0] },
      { id: 33922, type: 'double', values: [0, 0, 0, tx, ty, 0] },
    ]
  return [{ id: 34264, type: 'double', values: [a, b, 0, tx, d, e, 0, ty, 0, 0, 0, 0, 0, 0, 0, 1] }]
}

/** Key directory: version 1.1.0, then key, location 0, count 1 and value each (GeoTIFF 1.1, section 7). */
function geoKeys(crs: string | undefined): number[] {
  const system = crs === undefined ? undefined : createTransform(crs)
  const geographic = system?.kind === 'geographic'
  const keys: [key: number, value: number][] = system
    ? [
        [1024, geographic ? 2 : 1],
        [1025, 1],
        [geographic ? 2048 : 3072, system.horizontal],
      ]
    : [[1025, 1]]
  return [1, 1, 1, keys.length, ...keys.flatMap(([key, value]) => [key, 0, 1, value])]
}
