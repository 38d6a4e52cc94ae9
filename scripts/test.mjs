// @ts-check
// `npm test`: every check the project has, in the order in which it tells most for least time. The last line counts them all.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { ensureChromium, ensureMosquitto } from './tools.mjs'

const reports = join('.cache', 'reports')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

let passed = 0
let failed = 0

/**
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {(status: number) => { passed: number, failed: number }} [count]
 */
function step(title, command, args, count) {
  const start = Date.now()
  console.log(`\n── ${title}`)
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const result = count ? count(status ?? 1) : { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 }
  passed += result.passed
  failed += result.failed
  console.log(
    `── ${title}: ${result.passed} passed, ${result.failed} failed, ${((Date.now() - start) / 1000).toFixed(0)} s`,
  )
  return status === 0
}

/** A runner that died before it could report counts as one failure. @param {string} file @param {number} status @param {(report: any) => [number, number]} read */
function counted(file, status, read) {
  try {
    const [ok, bad] = read(JSON.parse(readFileSync(file, 'utf8')))
    return { passed: ok, failed: bad === 0 && status !== 0 ? 1 : bad }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

/** A port that nothing listens on, so that a development server or a second run is not in the way. @returns {Promise<number>} */
const findPort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, 'localhost', () => {
      const address = probe.address()
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })

process.env.E2E_PORT ??= String(await findPort())
process.env.CHROMIUM_PATH = await ensureChromium()
process.env.MOSQUITTO_PATH = ensureMosquitto()

step('types', 'npx', ['tsc', '-p', '.'])
step('lint and format', 'npx', ['biome', 'check', '--error-on-warnings', '.'])
step('unused code', 'npx', ['knip'])

const unit = join(reports, 'vitest.json')
step(
  'unit, architecture, contract, integration',
  'npx',
  ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${unit}`],
  status => counted(unit, status, report => [report.numPassedTests, report.numFailedTests]),
)

if (step('build', 'npm', ['run', '--silent', 'build'])) {
  step('bundle sizes', 'node', ['scripts/check-bundle.mjs'])
  const e2e = join(reports, 'playwright.json')
  process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = e2e
  step('real Chromium', 'npx', ['playwright', 'test', '--reporter=dot,json'], status =>
    counted(e2e, status, report => [report.stats.expected + report.stats.flaky, report.stats.unexpected]),
  )
}

console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
