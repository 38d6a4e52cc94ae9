// @ts-check
// The demo city goes the way of anyone's city: source files, then the pipeline, then a package.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isFresh } from './fresh.mjs'

const huijing = (/** @type {string[]} */ ...args) => {
  const { status } = spawnSync(process.execPath, [join('bin', 'huijing.js'), ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error(`huijing ${args[0]} failed`)
}

/**
 * Makes the package unless it is there and newer than the code which makes it.
 * @param {{ buildings?: number, seed?: number }} [options]
 * @returns {string} folder of the package
 */
export function ensureDemo({ buildings = 20_000, seed = 1 } = {}) {
  const home = join('.cache', `demo-${seed}-${buildings}`)
  const city = join(home, 'city')
  const makers = ['demo', 'pipeline', 'format', 'math', 'model', 'cli'].map(folder => join('src', folder))
  if (isFresh(join(city, 'city.json'), ...makers)) return city
  console.error(`Making the demo city of ${buildings.toLocaleString('en')} buildings …`)
  rmSync(home, { recursive: true, force: true })
  const sources = join(home, 'sources')
  mkdirSync(sources, { recursive: true })
  huijing('demo', '--out', sources, '--seed', String(seed), '--buildings', String(buildings))
  const files = readdirSync(sources).filter(name => !/^readme/i.test(name))
  huijing('build', ...files.map(name => join(sources, name)), '--out', city, '--id', 'demo', '--title', '临江 Linjiang')
  return city
}

// `npm run demo`
if (process.argv[1] === fileURLToPath(import.meta.url)) console.error(`The demo city is in ${ensureDemo()}.`)
