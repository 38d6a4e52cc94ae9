// @ts-check
// What is measured in pages: load, frame, pick, restyle, start. Each candidate has a page of its own, opened anew for every run.
import { candidateReady, heapOf, median, withPage } from './browser.mjs'
import { structuralSimilarity } from './ssim.mjs'
import { pickPoints, screen, viewOf } from './view.mjs'

/** Slower candidates than this are measured once: their figure is far from any limit. */
const slowMs = 30_000

/**
 * @typedef {object} Bench what the parts share
 * @property {import('@playwright/test').Browser} browser
 * @property {string} origin
 * @property {number} runs
 * @property {(line: string) => void} say
 */

/** @typedef {{ candidate: string, ms: number, longest: number, heapMb: number, buffersMb: number }} LoadRow */

export const candidates = {
  deck: 'deck.html',
  'deck with worker': 'deck.html?worker',
  maplibre: 'maplibre.html',
  three: 'three.html',
  'three on files': 'three.html?tileset=/package/tiles/tileset.json',
  cesium: 'cesium.html',
  ours: 'ours.html',
}
/** @typedef {keyof typeof candidates} Candidate */

/**
 * From bytes to the complete picture with draw calls that do nothing, longest task meanwhile, heap afterwards. Undefined where it failed.
 * @param {Bench} bench @param {Candidate} candidate @param {number} count @returns {Promise<LoadRow | undefined>}
 */
export async function measureLoad(bench, candidate, count) {
  const results = []
  try {
    while (results.length < bench.runs && !(results[0]?.ms > slowMs))
      results.push(await loadOnce(bench, candidate, count))
  } catch (error) {
    bench.say(`${candidate.padEnd(18)} failed: ${String(error).slice(0, 160)}`)
    return undefined
  }
  const of = (/** @type {'ms' | 'longest' | 'heapMb' | 'buffersMb'} */ key) =>
    median(results.map(result => result[key]))
  const row = { candidate, ms: of('ms'), longest: of('longest'), heapMb: of('heapMb'), buffersMb: of('buffersMb') }
  const each = results.map(result => result.ms.toFixed(0)).join(' ')
  bench.say(
    `${candidate.padEnd(18)} ${number(row.ms)} ms  longest task ${number(row.longest)} ms  heap ${number(row.heapMb)} MB (buffers ${number(row.buffersMb)})   runs: ${each}`,
  )
  return row
}

/** @param {Bench} bench @param {Candidate} candidate @param {number} count */
function loadOnce({ browser, origin }, candidate, count) {
  return withPage(browser, `${origin}/${candidates[candidate]}`, { cpuOnly: true, deadline: 150_000 }, async page => {
    const loaded = await load(page, count)
    return { ...loaded, ...(await heapOf(page)) }
  })
}

/** @param {import('@playwright/test').Page} page @param {number} count */
async function load(page, count) {
  await candidateReady(page)
  return page.evaluate(
    ([file, view]) => window.bench.load(file, view),
    /** @type {const} */ ([`/data/city-${count}.geojson`, viewOf(count)]),
  )
}

/**
 * Milliseconds of a frame that is really drawn, of ours (low power) and of three (full detail), and what ours looks like beside its own
 * full detail.
 * @param {Bench} bench @param {number} count
 */
export async function measureFrames(bench, count) {
  const frame = async (/** @type {Candidate} */ candidate) => {
    const times = []
    for (let run = 0; run < bench.runs; run++) {
      const all = await withPage(
        bench.browser,
        `${bench.origin}/${candidates[candidate]}`,
        { cpuOnly: false },
        async page => {
          await load(page, count)
          return page.evaluate(() => window.bench.frames(9))
        },
      )
      times.push(median(all.slice(2)))
    }
    bench.say(
      `${candidate.padEnd(18)} frame ${number(median(times))} ms   runs: ${times.map(ms => ms.toFixed(0)).join(' ')}`,
    )
    return median(times)
  }
  const ours = await frame('ours')
  const three = await frame('three on files')
  const likeness = await withPage(bench.browser, `${bench.origin}/ours.html`, { cpuOnly: false }, async page => {
    await load(page, count)
    const quick = await page.evaluate(() => window.bench.picture())
    await page.evaluate(() => window.bench.fullDetail())
    return compare(quick, await page.evaluate(() => window.bench.picture()))
  })
  bench.say(
    `likeness of the low-power frame with full detail: ${likeness.all.toFixed(4)}; where the city is, ${likeness.inside.toFixed(4)}`,
  )
  return { ours, three, likeness }
}

/** @param {string} a @param {string} b base64 of RGB */
function compare(a, b) {
  return structuralSimilarity(Buffer.from(a, 'base64'), Buffer.from(b, 'base64'), screen.width, screen.height)
}

/**
 * Median milliseconds from a pixel to the attributes of what is there.
 * @param {Bench} bench @param {Candidate} candidate @param {number} count @returns {Promise<number | undefined>}
 */
export async function measurePicks(bench, candidate, count) {
  try {
    const medians = []
    let hits = 0
    for (let run = 0; run < bench.runs; run++) {
      const picked = await withPage(
        bench.browser,
        `${bench.origin}/${candidates[candidate]}`,
        { cpuOnly: false },
        async page => {
          await load(page, count)
          return page.evaluate(points => window.bench.picks(points), pickPoints())
        },
      )
      // The first pick of a page prepares what the others use.
      medians.push(median(picked.ms.slice(1)))
      hits = picked.hits
    }
    if (hits === 0) throw new Error('hit nothing')
    bench.say(
      `${candidate.padEnd(18)} pick ${median(medians).toFixed(2).padStart(7)} ms, ${hits} of ${pickPoints().length} points hit   runs: ${medians.map(ms => ms.toFixed(2)).join(' ')}`,
    )
    return median(medians)
  } catch (error) {
    bench.say(`${candidate.padEnd(18)} failed: ${String(error).slice(0, 160)}`)
    return undefined
  }
}

/**
 * Milliseconds to colour all buildings by another attribute, draw calls doing nothing.
 * @param {Bench} bench @param {Candidate} candidate @param {number} count @returns {Promise<number | undefined>}
 */
export async function measureRestyle(bench, candidate, count) {
  try {
    const times = []
    for (let run = 0; run < bench.runs; run++) {
      times.push(
        await withPage(bench.browser, `${bench.origin}/${candidates[candidate]}`, { cpuOnly: true }, async page => {
          await load(page, count)
          const each = []
          for (const attribute of ['year', 'use', 'year']) {
            each.push(await page.evaluate(name => window.bench.restyle(name), attribute))
          }
          return median(each)
        }),
      )
    }
    bench.say(
      `${candidate.padEnd(18)} restyle ${number(median(times))} ms   runs: ${times.map(ms => ms.toFixed(0)).join(' ')}`,
    )
    return median(times)
  } catch (error) {
    bench.say(`${candidate.padEnd(18)} failed: ${String(error).slice(0, 160)}`)
    return undefined
  }
}

const number = (/** @type {number} */ value) => value.toFixed(0).padStart(6)
