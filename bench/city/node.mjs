// @ts-check
// What is measured in Node: extrusion, bytes, and how the build of a package grows with the city.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { isFresh } from '../../scripts/fresh.mjs'
import { median } from './browser.mjs'

const cache = join('.cache', 'bench')

/** @typedef {(line: string) => void} Say */

/** @param {Say} say */
export async function measureExtrusion(say) {
  await buildNode()
  const results = Array.from({ length: 3 }, () => inNode('extrude'))
  const ours = median(results.map(result => result.ours))
  const theirs = median(results.map(result => result.theirs))
  say(
    `extrusion: ours ${(ours * 1000).toFixed(2)} µs a building, Cesium PolygonGeometry ${(theirs * 1000).toFixed(1)} µs`,
  )
  return { extrude_ratio: median(results.map(result => result.ours / result.theirs)) }
}

/** @param {string} folder of tiles @param {Say} say */
export async function measureBytes(folder, say) {
  await buildNode()
  const { files, filesWithoutTable, rawMeshes, rawTables } = inNode('bytes', folder)
  const share = (/** @type {number} */ part, /** @type {number} */ whole) =>
    `${(part / 1e6).toFixed(1)} of ${(whole / 1e6).toFixed(1)} MB = ${(part / whole).toFixed(3)}`
  say(`bytes, GLB to the same GLB uncompressed: ${share(files, rawMeshes + rawTables)}`)
  say(`bytes, meshes to uncompressed meshes:    ${share(filesWithoutTable, rawMeshes)}`)
  say(`bytes, GLB to uncompressed meshes alone: ${share(files, rawMeshes)}`)
  return { bytes_ratio: files / (rawMeshes + rawTables) }
}

/**
 * @param {string} small @param {string} large files of 100,000 and 1,000,000 buildings @param {string} home @param {number} runs
 * @param {Say} say
 */
export function measureScale(small, large, home, runs, say) {
  const times = { small: /** @type {number[]} */ ([]), large: /** @type {number[]} */ ([]) }
  let peakMb = 0
  for (let run = 0; run < runs; run++) {
    times.small.push(buildPackage(small, join(home, 'scale')).seconds)
    const big = buildPackage(large, join(home, 'scale'))
    times.large.push(big.seconds)
    peakMb = Math.max(peakMb, big.peakMb)
    // One build of the large city takes a minute: a second and a third change nothing that matters.
    if (big.seconds > 60) break
  }
  rmSync(join(home, 'scale'), { recursive: true, force: true })
  const [a, b] = [median(times.small), median(times.large)]
  say(`build: ${a.toFixed(1)} s for 100,000, ${b.toFixed(1)} s for 1,000,000 buildings, peak ${peakMb.toFixed(0)} MB`)
  return { scale_ratio: b / a, peak_mb: peakMb }
}

/**
 * A package by the command line. Peak memory is that of the process (resident set), as the system counts it.
 * @param {string} file @param {string} out @param {{ keep?: boolean }} [options] keep: an existing one newer than the code will do
 * @returns {{ folder: string, seconds: number, peakMb: number }}
 */
export function buildPackage(file, out, { keep = false } = {}) {
  const makers = ['pipeline', 'format', 'math', 'model', 'cli'].map(folder => join('src', folder))
  if (keep && isFresh(join(out, 'city.json'), file, ...makers)) return { folder: out, seconds: 0, peakMb: 0 }
  rmSync(out, { recursive: true, force: true })
  // Builds the command itself where it is older than its sources.
  spawnSync(process.execPath, ['bin/huijing.js', '--help'], { stdio: 'ignore' })
  const report = `process.on('exit', () => process.stderr.write('\\nmaxRSS ' + process.resourceUsage().maxRSS + '\\n'))`
  const start = performance.now()
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(report)}`,
      'bin/huijing.js',
      'build',
      file,
      '--out',
      out,
      '--id',
      'bench',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' },
  )
  const seconds = (performance.now() - start) / 1000
  if (status !== 0 || !existsSync(join(out, 'city.json')))
    throw new Error(`huijing build ${file}: ${stderr.slice(-500)}`)
  return { folder: out, seconds, peakMb: Number(/maxRSS (\d+)/.exec(stderr)?.[1]) / 1024 }
}

/** The code of `bench/node` with the product's own, in one file that Node can run. */
async function buildNode() {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, external: ['cesium', 'proj4'] },
    build: {
      ssr: join('bench', 'node', 'main.ts'),
      outDir: join(cache, 'node'),
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'main.js' } },
    },
  })
}

/** @param {string[]} args */
function inNode(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(cache, 'node', 'main.js'), ...args], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr.slice(-500))
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}
