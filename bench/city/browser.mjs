// @ts-check
// One Chromium, one page at a time, and what can be measured from outside of a page.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { chromium } from '@playwright/test'

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.geojson': 'application/json',
  '.wasm': 'application/wasm',
  '.glb': 'model/gltf-binary',
}

/** Static files of several folders under one origin. @param {Record<string, string>} mounts path prefix to folder @returns {Promise<{ origin: string, close(): void }>} */
export function serve(mounts) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname)
    const prefix = Object.keys(mounts).find(key => path.startsWith(key))
    const file = prefix && join(mounts[prefix], normalize(path.slice(prefix.length)))
    if (!file || !existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end()
    response.writeHead(200, {
      'content-type': types[/** @type {keyof typeof types} */ (extname(file))] ?? 'application/octet-stream',
      'content-length': statSync(file).size,
    })
    createReadStream(file).pipe(response)
  })
  return new Promise(resolve =>
    server.listen(0, '127.0.0.1', () => {
      const address = /** @type {import('node:net').AddressInfo} */ (server.address())
      resolve({ origin: `http://127.0.0.1:${address.port}`, close: () => server.close() })
    }),
  )
}

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      '--js-flags=--expose-gc',
      '--enable-precise-memory-info',
    ],
  })

/** Draw calls that draw nothing: what is left is the CPU's work. */
const withoutDrawing = () => {
  for (const prototype of [WebGLRenderingContext.prototype, WebGL2RenderingContext.prototype]) {
    for (const name of [
      'drawArrays',
      'drawElements',
      'drawArraysInstanced',
      'drawElementsInstanced',
      'drawRangeElements',
    ]) {
      if (name in prototype) Object.defineProperty(prototype, name, { value: () => {} })
    }
  }
}

const watchTasks = () => {
  const longest = { ms: 0 }
  Object.defineProperty(window, 'longestTask', { value: longest })
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) longest.ms = Math.max(longest.ms, entry.duration)
  }).observe({ type: 'longtask', buffered: true })
}

/**
 * Opens a candidate's page of its own, does something with it and closes it.
 * @template T
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {{ cpuOnly: boolean, width?: number, height?: number }} options
 * @param {(page: import('@playwright/test').Page) => Promise<T>} use
 */
export async function withPage(browser, url, { cpuOnly, width = 1280, height = 720 }, use) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 1 })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  const errors = /** @type {string[]} */ ([])
  page.on('pageerror', error => errors.push(error.message))
  page.on('console', message => message.type() === 'error' && errors.push(message.text()))
  await page.addInitScript(watchTasks)
  if (cpuOnly) await page.addInitScript(withoutDrawing)
  await page.goto(url)
  await page.waitForFunction(() => window.bench?.ready === true)
  try {
    return await use(page)
  } catch (error) {
    throw new Error(`${url}: ${error instanceof Error ? error.message : error}\n${errors.slice(0, 5).join('\n')}`)
  } finally {
    await context.close()
  }
}

/** Bytes on the page's JavaScript heap after two collections. @param {import('@playwright/test').Page} page */
export async function heapOf(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize
}

/** @param {import('@playwright/test').Page} page */
export const longestTaskOf = page => page.evaluate(() => /** @type {any} */ (window).longestTask.ms)

/** @param {number[]} values */
export const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
