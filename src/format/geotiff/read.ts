import { fromArrayBuffer, type GeoTIFFImage } from 'geotiff'
import { DataError } from '#model/exchange/error.ts'
import type { Grid } from '#model/geo/grid.ts'

/** Pixels of one grid; 1 GB of float32. */
const maxPixels = 2 ** 28

/**
 * One band of a GeoTIFF at full resolution: tiled or in strips, any sample type, as float32. `nodata` and what is not finite is NaN;
 * values are as stored, `unit` is what the vertical unit key says, `m` without one.
 * Throws `DataError`: `syntax`, `schema`, `unsupported`, `limit-count`, `cancelled`.
 */
export async function readGrid(
  bytes: Uint8Array,
  { band = 0, signal }: { band?: number; signal?: AbortSignal } = {},
): Promise<Grid> {
  const image = await openImage(bytes)
  if (band >= image.getSamplesPerPixel())
    throw new DataError('not-found', `Band ${band} of ${image.getSamplesPerPixel()}.`)
  return readBand(image, band, signal)
}

export async function openImage(bytes: Uint8Array): Promise<GeoTIFFImage> {
  const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice()
  const tiff = await guard(() => fromArrayBuffer(whole.buffer as ArrayBuffer))
  return guard(() => tiff.getImage(0))
}

async function readBand(image: GeoTIFFImage, band: number, signal: AbortSignal | undefined): Promise<Grid> {
  const [width, height] = [image.getWidth(), image.getHeight()]
  if (!(width > 0 && height > 0)) throw new DataError('schema', `Image of ${width} by ${height} pixels.`)
  if (width * height > maxPixels)
    throw new DataError('limit-count', `At most ${maxPixels} pixels expected, got ${width} by ${height}.`)
  const keys = image.getGeoKeys() ?? {}
  const affine = affineOf(image, keys.GTRasterTypeGeoKey === 2)
  const [raster] = (await guard(() => image.readRasters({ samples: [band], signal }))) as unknown as ArrayLike<number>[]
  if (signal?.aborted) throw new DataError('cancelled', 'Reading was cancelled.')
  return {
    width,
    height,
    values: toFloats(raster, image.getGDALNoData()),
    affine,
    crs: crsOf(keys),
    unit: unitOf(keys),
  }
}

function toFloats(raster: ArrayLike<number>, nodata: number | null): Float32Array {
  const values = new Float32Array(raster.length)
  const missing = nodata === null ? undefined : nodata
  // The tag is text with more digits than a float32 keeps.
  const single = missing === undefined ? undefined : Math.fround(missing)
  for (let i = 0; i < raster.length; i++) {
    const value = raster[i]
    values[i] = value === missing || value === single || !Number.isFinite(value) ? Number.NaN : value
  }
  return values
}

/** The pixel-corner affine; where pixels are points, tie points are their centres. */
function affineOf(image: GeoTIFFImage, pixelIsPoint: boolean): Grid['affine'] {
  const matrix = image.fileDirectory.getValue('ModelTransformation')
  const scale = image.fileDirectory.getValue('ModelPixelScale')
  const tie = image.fileDirectory.getValue('ModelTiepoint')
  const shift = pixelIsPoint ? -0.5 : 0
  const place = (a: number, b: number, tx: number, d: number, e: number, ty: number): Grid['affine'] => {
    const affine = [a, b, tx + shift * (a + b), d, e, ty + shift * (d + e)] as const
    if (!affine.every(Number.isFinite) || a * e === b * d)
      throw new DataError('schema', 'The georeference of the image is degenerate.')
    return affine
  }
  if (matrix) return place(matrix[0], matrix[1], matrix[3], matrix[4], matrix[5], matrix[7])
  if (!scale || !tie || tie.length < 6)
    throw new DataError('schema', 'The TIFF has no georeference.', {
      cure: 'Save it as a GeoTIFF with a CRS and an origin.',
    })
  return place(scale[0], 0, tie[3] - tie[0] * scale[0], 0, -scale[1], tie[4] + tie[1] * scale[1])
}

type GeoKeys = NonNullable<ReturnType<GeoTIFFImage['getGeoKeys']>>

/** 32767 means user-defined, for which there is no code. */
function crsOf(keys: GeoKeys): string | undefined {
  const code = keys.GTModelTypeGeoKey === 2 ? keys.GeographicTypeGeoKey : keys.ProjectedCSTypeGeoKey
  if (Number.isInteger(code) && code > 0 && code < 32767) return `EPSG:${code}`
  return keys.GTModelTypeGeoKey === 1 ? utmOf(keys) : undefined
}

/** UTM by its projection code (160zz north, 161zz south) on an ellipsoid of WGS84's size, from which GRS80's differs by 0.1 mm. */
function utmOf(keys: GeoKeys): string | undefined {
  const projection = Number(keys.ProjectionGeoKey)
  const zone = projection % 100
  const isUtm = (projection - zone === 16000 || projection - zone === 16100) && zone >= 1 && zone <= 60
  if (!isUtm || keys.GeogSemiMajorAxisGeoKey !== 6378137) return undefined
  return `EPSG:${projection - zone === 16000 ? 326 : 327}${String(zone).padStart(2, '0')}`
}

function unitOf(keys: GeoKeys): string {
  const units: Record<number, string> = { 9001: 'm', 9002: 'ft', 9003: 'ft' }
  return units[keys.VerticalUnitsGeoKey] ?? 'm'
}

/** Whatever the library throws at a file, as a `DataError`. */
async function guard<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof DataError) throw error
    if ((error as Error).name === 'AbortError') throw new DataError('cancelled', 'Reading was cancelled.')
    throw new DataError('syntax', `The TIFF cannot be read: ${(error as Error).message}`)
  }
}
