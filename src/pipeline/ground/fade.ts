import { toGroundExtent } from '#model/city/ground.ts'
import type { Extent } from '#model/geo/extent.ts'
import { mercatorX, mercatorY } from './mercator.ts'

/** Texels of a mask along a tile's side, from edge to edge, and one more beyond each edge. */
const cells = 16
export const fadeTexels = cells + 3

/** Where, on the way from the middle (0) to the end of the ground (1), it begins to fade. */
const solid = 0.74

/**
 * Opacity of a city's ground over a tile (Web Mercator, y from the north), so that it ends softly instead of at an edge: RGBA of
 * `fadeTexels` squared, alpha alone counts. Texel (i, j) stands for the place (i - 1, j - 1) / 16 of the tile. Undefined where all is
 * opaque. Lines of equal opacity are superellipses of the sixth degree: rectangles with round corners.
 */
export function createFade(extent: Extent): (level: number, x: number, y: number) => Uint8ClampedArray | undefined {
  const [west, south, east, north] = toGroundExtent(extent)
  const middle = [(mercatorX(west) + mercatorX(east)) / 2, (mercatorY(south) + mercatorY(north)) / 2] as const
  const half = [mercatorX(east) - middle[0], mercatorY(south) - middle[1]] as const
  const opacity = (x: number, y: number) => {
    const u = ((x - middle[0]) / half[0]) ** 6
    const v = ((y - middle[1]) / half[1]) ** 6
    const t = Math.min(1, Math.max(0, ((u + v) ** (1 / 6) - solid) / (1 - solid)))
    return 1 - t * t * (3 - 2 * t)
  }

  return (level, x, y) => {
    const side = 2 ** -level
    const mask = new Uint8ClampedArray(fadeTexels * fadeTexels * 4)
    let least = 1
    for (let j = 0; j < fadeTexels; j++)
      for (let i = 0; i < fadeTexels; i++) {
        const alpha = opacity((x + (i - 1) / cells) * side, (y + (j - 1) / cells) * side)
        least = Math.min(least, alpha)
        mask[4 * (j * fadeTexels + i) + 3] = Math.round(255 * alpha)
      }
    return least < 1 ? mask : undefined
  }
}

/** Takes away from a painted tile what has faded: the mask's texel centres lie on the tile's edges, so neighbours meet. */
export function fadeTile(context: OffscreenCanvasRenderingContext2D, mask: Uint8ClampedArray, pixels: number): void {
  const sheet = new OffscreenCanvas(fadeTexels, fadeTexels)
  const image = new ImageData(new Uint8ClampedArray(mask), fadeTexels, fadeTexels)
  sheet.getContext('2d')?.putImageData(image, 0, 0)
  const cell = pixels / cells
  context.globalCompositeOperation = 'destination-in'
  context.imageSmoothingEnabled = true
  context.drawImage(sheet, -1.5 * cell, -1.5 * cell, fadeTexels * cell, fadeTexels * cell)
  context.globalCompositeOperation = 'source-over'
}
