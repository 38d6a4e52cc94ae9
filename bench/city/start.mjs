// @ts-check
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureDemo } from '../../scripts/demo.mjs'
import { isFresh } from '../../scripts/fresh.mjs'
import { median, serve, withPage } from './browser.mjs'

const appSources = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']

/**
 * From navigation to the first frame in which everything of the view was there: the product opening its demo city, to a page with an
 * empty CesiumWidget on the same imagery. Drawn in software; nothing is cached.
 * @param {import('./pages.mjs').Bench} bench
 */
export async function measureStart({ browser, origin, runs, say }) {
  if (!isFresh(join('dist', 'index.html'), ...appSources)) {
    const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] })
    if (status !== 0) throw new Error('the app could not be built')
  }
  const app = await serve({ '/cities/demo/': ensureDemo(), '/': 'dist' })
  try {
    const empty = []
    const ours = []
    for (let run = 0; run < runs; run++) {
      empty.push(await waitForMark(browser, `${origin}/empty.html`, 'first-picture'))
      ours.push(await waitForMark(browser, `${app.origin}/`, 'city:demo'))
    }
    say(`empty CesiumWidget ${show(empty)}; demo city ${show(ours)}`)
    return median(ours) / median(empty)
  } finally {
    app.close()
  }
}

/** Milliseconds from navigation to a mark. @param {import('@playwright/test').Browser} browser @param {string} url @param {string} name */
function waitForMark(browser, url, name) {
  return withPage(browser, url, { cpuOnly: false }, page =>
    page.evaluate(
      wanted =>
        new Promise(resolve => {
          const look = () => {
            const [mark] = performance.getEntriesByName(wanted)
            if (mark) resolve(mark.startTime)
            else setTimeout(look, 20)
          }
          look()
        }),
      name,
    ),
  )
}

/** @param {number[]} values */
const show = values => `${median(values).toFixed(0)} ms (runs: ${values.map(ms => ms.toFixed(0)).join(' ')})`
