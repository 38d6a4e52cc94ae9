// @ts-check
// One Chromium, one page at a time, and what can be measured from outside of a page.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { chromium } from '@playwright/test'
import { screen } from './view.mjs'

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.geojson': 'application/json',
  '.wasm': 'application/wasm',
  '.glb': 'model/gltf-binary',
  '.jpg': 'image/jpeg',
}

/**
 * Static files of several folders under one origin, nothing compressed.
 * @param {Record<string, string>} mounts path prefix to folder; the first that fits
 * @returns {Promise<{ origin: string, close(): void }>}
 */
export function serve(mounts) {
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname)
    const path = asked.endsWith('/') ? `${asked}index.html` : asked
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
      resolve({
        origin: `http://127.0.0.1:${address.port}`,
        close() {
          server.close()
          server.closeAllConnections()
        },
      })
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
      '--enable-precise-memory-info',
    ],
  })

/** Draw calls that draw nothing: what is left is the CPU's work. */
const withoutDrawing = () => {
  const names = ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced', 'drawRangeElements']
  for (const prototype of [WebGLRenderingContext.prototype, WebGL2RenderingContext.prototype]) {
    for (const name of names) if (name in prototype) Object.defineProperty(prototype, name, { value: () => {} })
  }
}

/** Notes every long task (above 50 ms) of the main thread. */
const watchTasks = () => {
  const tasks = /** @type {{ start: number, ms: number }[]} */ ([])
  const note = (/** @type {PerformanceEntryList} */ entries) => {
    for (const entry of entries) tasks.push({ start: entry.startTime, ms: entry.duration })
  }
  const observer = new PerformanceObserver(list => note(list.getEntries()))
  observer.observe({ type: 'longtask', buffered: true })
  Object.assign(window, {
    longestTaskSince: (/** @type {number} */ since) => {
      note(observer.takeRecords())
      return Math.max(0, ...tasks.filter(task => task.start + task.ms > since).map(task => task.ms))
    },
  })
}

/**
 * Opens a candidate's page of its own, does something with it and closes it. Rejects with what went wrong, at the latest after `deadline`.
 * @template T
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {{ cpuOnly: boolean, deadline?: number }} options milliseconds
 * @param {(page: import('@playwright/test').Page) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withPage(browser, url, { cpuOnly, deadline = 120_000 }, use) {
  const context = await browser.newContext({ viewport: screen, deviceScaleFactor: 1 })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const errors = /** @type {string[]} */ ([])
  page.on('pageerror', error => errors.push(error.message))
  page.on('console', message => message.type() === 'error' && errors.push(message.text()))
  await page.addInitScript(watchTasks)
  if (cpuOnly) await page.addInitScript(withoutDrawing)
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${deadline / 1000} s`)), deadline)
  })
  const work = (async () => {
    await page.goto(url)
    return use(page)
  })()
  work.catch(() => {})
  try {
    return /** @type {T} */ (await Promise.race([work, late]))
  } catch (error) {
    const [first] = (error instanceof Error ? error.message : String(error)).split('\n')
    throw new Error([first, ...errors.slice(0, 3)].join(' | '))
  } finally {
    clearTimeout(timer)
    await context.close()
  }
}

/** Waits until a candidate's page has loaded its code. @param {import('@playwright/test').Page} page */
export const candidateReady = page => page.waitForFunction(() => window.bench?.ready === true)

/**
 * After two collections: MB on the page's JavaScript heap with the array buffers that it holds, as `performance.memory` counts them; and
 * the share of the buffers. Workers are not in it.
 * @param {import('@playwright/test').Page} page
 */
export async function heapOf(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize, backingStorageSize = 0 } = await session.send('Runtime.getHeapUsage')
  return { heapMb: (usedSize + backingStorageSize) / 1e6, buffersMb: backingStorageSize / 1e6 }
}

/** @param {readonly number[]} values */
export const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
