// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { heapOf, launch, longestTaskOf, median, serve, withPage } from './browser.mjs'
import { ensureGeojson, halfSide } from './geojson.mjs'

const cache = join('.cache', 'bench')
const width = 1280
const height = 720

/** @param {string[]} args */
export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      runs: { type: 'string', default: '3' },
      million: { type: 'boolean', default: true },
      'no-million': { type: 'boolean', default: false },
    },
  })
  const runs = Number(values.runs)
  const wanted = (/** @type {string} */ name) => !values.only || values.only.split(',').includes(name)
  await build({ configFile: 'bench/vite.config.ts', logLevel: 'warn' })
  const hundredThousand = ensureGeojson(join(cache, 'city-100000.geojson'), 100_000)
  const server = await serve({ '/data/': cache, '/': join(cache, 'pages') })
  const browser = await launch()
  const url = (/** @type {string} */ page) => `${server.origin}/${page}`

  /** @param {string} page @param {number} count */
  const load = async (page, count) => {
    const view = viewOf(count)
    const results = []
    for (let i = 0; i < runs; i++) {
      results.push(
        await withPage(browser, url(page), { cpuOnly: true, width, height }, async opened => {
          const ms = await opened.evaluate(
            ([file, camera]) => window.bench.load(file, camera),
            /** @type {const} */ ([`/data/city-${count}.geojson`, view]),
          )
          return { ms, longest: await longestTaskOf(opened), heap: await heapOf(opened) }
        }),
      )
    }
    const row = {
      candidate: page,
      ms: median(results.map(r => r.ms)),
      longest: median(results.map(r => r.longest)),
      heapMb: median(results.map(r => r.heap)) / 1e6,
    }
    console.log(
      `${page.padEnd(32)} load ${row.ms.toFixed(0).padStart(7)} ms  longest task ${row.longest.toFixed(0).padStart(6)} ms  heap ${row.heapMb.toFixed(0).padStart(6)} MB`,
    )
    return row
  }
  void hundredThousand
  void existsSync
  void readFileSync
  void spawnSync
  const peers = ['deck.html', 'deck.html?loader', 'maplibre.html', 'cesium.html', 'ours.html'].filter(page =>
    wanted(page.replace('.html', '')),
  )
  for (const page of peers) await load(page, 100_000)
  await browser.close()
  server.close()
  return {}
}

const centre = { lon: 114.3, lat: 30.6 }

/** As `toBenchView` in view.ts, which pages use. @param {number} count */
function viewOf(count) {
  const metresPerPixel = (2 * halfSide(count)) / (0.85 * width)
  const equator = 40_075_016.686 * Math.cos((centre.lat * Math.PI) / 180)
  return {
    ...centre,
    metresPerPixel,
    distance: 1.5 * height * metresPerPixel,
    fovY: 2 * Math.atan(0.5 / 1.5),
    zoom: Math.log2(equator / (512 * metresPerPixel)),
  }
}
