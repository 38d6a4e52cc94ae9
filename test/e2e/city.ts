import { expect, type Page } from '@playwright/test'

/** How a person finds their way about the page, and what the canvas shows. */

/** Milliseconds: software draws a frame in a tenth of a second, or in ten where others keep the processor busy. */
const patience = 180_000

/** What WebGL was told to draw, counted below the product: frames with draw calls in them, and triangles of the last one. */
export interface Drawn {
  frames: number
  triangles: number
}

type Counting = typeof globalThis & { drawn: Drawn }

/** Counts draw calls of every WebGL 2 context of the page. To be called before the page is opened. */
export async function countDrawing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const drawn = { frames: 0, triangles: 0 }
    Object.assign(globalThis, { drawn })
    let counting = false
    let triangles = 0
    const add = (mode: number, count: number) => {
      if (mode === WebGL2RenderingContext.TRIANGLES) triangles += count / 3
      if (counting) return
      counting = true
      drawn.frames++
      // A frame is drawn in one task.
      setTimeout(() => {
        drawn.triangles = triangles
        triangles = 0
        counting = false
      })
    }
    const { prototype } = WebGL2RenderingContext
    const { drawElements, drawElementsInstanced, drawArrays } = prototype
    prototype.drawElements = function (mode, count, ...rest) {
      add(mode, count)
      drawElements.call(this, mode, count, ...rest)
    }
    prototype.drawElementsInstanced = function (mode, count, type, offset, instances) {
      add(mode, count * instances)
      drawElementsInstanced.call(this, mode, count, type, offset, instances)
    }
    prototype.drawArrays = function (mode, first, count) {
      add(mode, count)
      drawArrays.call(this, mode, first, count)
    }
  })
}

export const readDrawn = (page: Page): Promise<Drawn> => page.evaluate(() => ({ ...(globalThis as Counting).drawn }))

/** The page with its frame and a map on which something may still be missing. */
export async function openPage(page: Page, query = ''): Promise<void> {
  await countDrawing(page)
  await page.goto(`/?quality=lite&lang=en&theme=light${query}`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
}

export async function openCity(page: Page, query = ''): Promise<void> {
  await openPage(page, query)
  await expectCity(page)
}

/** The map is there, draws a city, and has come to rest. */
export async function expectCity(page: Page): Promise<void> {
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await expect.poll(async () => (await readDrawn(page)).triangles, { timeout: patience }).toBeGreaterThan(1500)
  await expectRest(page)
}

/** Nothing was drawn for 700 ms, and nothing is being loaded. */
export async function expectRest(page: Page): Promise<void> {
  await expect(page.getByRole('progressbar', { name: /loading the city/i })).toHaveCount(0, { timeout: patience })
  let before = -1
  await expect
    .poll(
      async () => {
        const { frames } = await readDrawn(page)
        const still = frames === before
        before = frames
        return still
      },
      { intervals: [700], timeout: patience },
    )
    .toBe(true)
}

/** The canvas as the person sees it, in numbers: mean red, green and blue (0 to 255), spread of brightness, share of warm bright pixels. */
export interface Picture {
  mean: [number, number, number]
  spread: number
  warm: number
}

/** The middle of the map, where nothing lies over it. */
export async function lookAt(page: Page): Promise<Picture> {
  const { width, height } = page.viewportSize()!
  const clip = { x: width * 0.4, y: height * 0.25, width: width * 0.25, height: height * 0.4 }
  const shot = await page.screenshot({ clip, animations: 'disabled' })
  return page.evaluate(async png => {
    const bytes = Uint8Array.from(atob(png), char => char.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
    context.drawImage(bitmap, 0, 0)
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
    const pixels = data.length / 4
    const sum = [0, 0, 0]
    let squares = 0
    let light = 0
    let warm = 0
    for (let i = 0; i < data.length; i += 4) {
      const [r, g, b] = data.subarray(i, i + 3)
      sum[0] += r
      sum[1] += g
      sum[2] += b
      const brightness = (r + g + b) / 3
      light += brightness
      squares += brightness * brightness
      if (r > 110 && r > b * 1.35) warm++
    }
    const mean = sum.map(value => value / pixels) as [number, number, number]
    return { mean, spread: Math.sqrt(squares / pixels - (light / pixels) ** 2), warm: warm / pixels }
  }, shot.toString('base64'))
}

export const brightness = ({ mean }: Picture): number => (mean[0] + mean[1] + mean[2]) / 3

export const map = (page: Page) => page.getByRole('application')
export const inspector = (page: Page) => page.getByRole('region', { name: /^(Inspector|属性)$/ })

export const searchBox = (page: Page) => page.getByRole('search').getByRole('combobox')

/** Types into the search box and gives the results once they belong to what was typed. */
export async function search(page: Page, text: string) {
  await searchBox(page).fill(text)
  await expect(page.getByLabel(/^(searching|正在搜索)/i)).toHaveCount(0)
  return page.getByRole('search').getByRole('option')
}

/** The value beside an attribute's name in the inspector. */
export const attribute = (page: Page, name: string) =>
  inspector(page)
    .locator('dl > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd')
    .first()

/** A number as the page writes it in English. */
export const toNumber = (text: string | null): number => Number((text ?? '').replaceAll(/[^\d.-]/g, ''))
