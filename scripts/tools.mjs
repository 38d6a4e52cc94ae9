// @ts-check
// Finds the programs that the tests drive, and brings those that a fresh machine lacks.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** @param {string} name */
function onPath(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map(folder => join(folder, name)).find(existsSync)
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return path && existsSync(path) ? path : undefined
}

async function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) return existsSync(named) ? named : undefined
  return onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome') ?? (await playwrightsOwn())
}

const mayInstall = () => process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get') !== undefined

let listsAreFresh = false

/** @param {string[]} packages */
function aptInstall(packages) {
  console.error(`Installing from Debian: ${packages.join(' ')}`)
  const run = (/** @type {string[]} */ args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  if (!listsAreFresh) run(['-qq', 'update'])
  listsAreFresh = true
  return run(['-qq', '-y', '--no-install-recommends', 'install', ...packages]).status === 0
}

/** Text in pictures needs a Chinese font; absent, the tests still pass. */
function ensureChineseFont() {
  if (process.platform !== 'linux') return
  const known = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  if (known.status === 0 && known.stdout.trim() !== '') return
  if (mayInstall()) aptInstall(['fonts-noto-cjk', 'fontconfig'])
}

/** @returns {Promise<string>} path of a Chromium that starts; throws with the one command to run. */
export async function ensureChromium() {
  ensureChineseFont()
  let path = await findChromium()
  if (!path && mayInstall() && aptInstall(['chromium'])) path = await findChromium()
  if (!path) {
    spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit' })
    path = await findChromium()
  }
  if (!path)
    throw new Error('No Chromium was found. Run `npx playwright install chromium`, or set CHROMIUM_PATH to one.')
  execFileSync(path, ['--version', '--no-sandbox'])
  return path
}

/** @returns {string} path of the MQTT broker mosquitto; throws with the one command to run. */
export function ensureMosquitto() {
  const find = () => process.env.MOSQUITTO_PATH ?? onPath('mosquitto')
  let path = find()
  if (!path && mayInstall() && aptInstall(['mosquitto'])) path = find()
  if (!path)
    throw new Error(
      "No mosquitto was found. Run `apt-get install mosquitto` (or your system's like), or set MOSQUITTO_PATH.",
    )
  return path
}
