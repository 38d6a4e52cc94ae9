import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type Page, type TestInfo, test } from '@playwright/test'

/** Files for dropping, and what became of them. */

const shared = fileURLToPath(new URL('../../../shared/data/', import.meta.url))

/** Absolute path of a file of the reference data beside the checkout; skips the test where that is absent, unless CI says it must be there. */
export function sharedFile(path: string): string {
  const isThere = existsSync(shared)
  if (!isThere && process.env.CI === 'true') throw new Error('../shared/data is absent, and CI=true requires it')
  test.skip(!isThere, '../shared/data is absent')
  return shared + path
}

/** Writes a file of the test's own and gives its path. */
export async function writeOwn(info: TestInfo, name: string, content: string | Uint8Array): Promise<string> {
  const path = info.outputPath(name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  return path
}

/** Drops files or folders of this machine on the page, as the browser's own drag and drop does. */
export async function drop(page: Page, ...paths: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { width, height } = page.viewportSize()!
  const data = { items: [], files: paths, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data })
  await session.detach()
}

export const message = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text })

/** Closes every message, so that the next one is new. */
export async function closeMessages(page: Page): Promise<void> {
  const buttons = page.getByRole('alert').getByRole('button', { name: 'Close' })
  await expect(async () => {
    // In the page: a message that leaves by itself meanwhile cannot be clicked. One more may come while the first go.
    await buttons.evaluateAll(all => {
      for (const button of all) (button as HTMLElement).click()
    })
    await expect(page.getByRole('alert')).toHaveCount(0, { timeout: 1500 })
  }).toPass({ timeout: 30_000 })
}

/** Esc closes the topmost thing first: an open list, then the dialog itself. */
export async function escapeDialog(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 1000 })
  }).toPass({ timeout: 20_000 })
}

export const card = (page: Page, title: string | RegExp) =>
  page.getByRole('tabpanel', { name: 'Catalogue' }).getByRole('listitem').filter({ hasText: title })

export async function openCatalogue(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Catalogue' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Catalogue' })).toBeVisible()
}

/** Names of the folders in the browser's own file system. */
export const storedFolders = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const library = await root.getDirectoryHandle('library', { create: true })
    const names: string[] = []
    for await (const name of library.keys()) names.push(name)
    return names.sort()
  })

/** Workers that hold cities; Cesium has some of its own. */
export const cityWorkers = (page: Page) => page.workers().filter(worker => /\/assets\/worker-/.test(worker.url()))

/** A GeoJSON of square houses in a row, 30 m apart, beside each other in Shanghai. */
export function houses(properties: readonly object[], [lon, lat] = [121.5, 31.23]): string {
  const features = properties.map((own, i) => {
    const [w, s] = [lon + i * 0.0003, lat]
    const [e, n] = [w + 0.00015, s + 0.00013]
    const ring = [
      [w, s],
      [e, s],
      [e, n],
      [w, n],
      [w, s],
    ]
    return { type: 'Feature', id: `h${i}`, properties: own, geometry: { type: 'Polygon', coordinates: [ring] } }
  })
  return JSON.stringify({ type: 'FeatureCollection', features })
}
