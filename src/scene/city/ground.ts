import { Event, type ImageryProvider, Rectangle, WebMercatorTilingScheme } from 'cesium'
import type { CitySource, GroundTheme } from '#model/city/city.ts'
import { toGroundExtent } from '#model/city/ground.ts'
import type { Extent } from '#model/geo/extent.ts'

/** Pixels of a tile's side for choosing the level. Cesium is content when one of them covers two of the screen; painted are twice as many. */
const tileSize = 256
const finestLevel = 19

/**
 * Roads, water and green of a city as imagery: tiles are painted in a worker when the globe asks for them. `arrived` asks for a frame: at
 * rest Cesium hears of the end of its own requests only, and a picture that came after the last frame would wait for the next touch.
 */
export function createGroundProvider(
  source: CitySource,
  extent: Extent,
  theme: GroundTheme,
  arrived: () => void,
): ImageryProvider {
  const [west, south, east, north] = toGroundExtent(extent)
  const provider = {
    tileWidth: tileSize,
    tileHeight: tileSize,
    minimumLevel: coarsestLevel(extent),
    maximumLevel: finestLevel,
    tilingScheme: new WebMercatorTilingScheme(),
    rectangle: Rectangle.fromDegrees(west, south, east, north),
    tileDiscardPolicy: undefined,
    errorEvent: new Event(),
    credit: undefined,
    proxy: undefined,
    hasAlphaChannel: true,
    ready: true,
    getTileCredits: () => [],
    pickFeatures: () => undefined,
    requestImage: async (x: number, y: number, level: number) => {
      try {
        const image = await source.groundImage(level, x, y, theme)
        return image ? await flip(image) : emptyImage()
      } finally {
        // When Cesium has taken it.
        setTimeout(arrived)
      }
    },
  }
  return provider as unknown as ImageryProvider
}

/** WebGL takes the lowest row first, and cannot turn an ImageBitmap over itself. */
async function flip(image: ImageBitmap): Promise<ImageBitmap> {
  const flipped = await createImageBitmap(image, { imageOrientation: 'flipY', premultiplyAlpha: 'none' })
  image.close()
  return flipped
}

function emptyImage(): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = 1
  canvas.height = 1
  return canvas
}

/** Level at which a tile is about as wide as the city: fewer levels are never seen, and Cesium wants few tiles at the first. */
export function coarsestLevel([west, , east]: Extent): number {
  const width = Math.max(east - west, 1e-4)
  return Math.max(0, Math.min(finestLevel - 4, Math.floor(Math.log2(360 / width))))
}
