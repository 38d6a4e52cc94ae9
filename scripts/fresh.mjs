// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Newest modification below the paths, milliseconds; 0 where there is nothing. @param {string[]} paths */
export function newest(...paths) {
  let latest = 0
  for (const path of paths.filter(existsSync)) {
    const status = statSync(path)
    if (!status.isDirectory()) latest = Math.max(latest, status.mtimeMs)
    else
      for (const name of readdirSync(path))
        if (!/\.test\.tsx?$/.test(name)) latest = Math.max(latest, newest(join(path, name)))
  }
  return latest
}

/** Whether what was built exists and is not older than what it is built from. @param {string} built @param {string[]} sources */
export function isFresh(built, ...sources) {
  return existsSync(built) && statSync(built).mtimeMs >= newest(...sources)
}

/** One name for the state of all files below the paths: other sizes or times, other names. @param {string[]} paths */
export function fingerprint(...paths) {
  const hash = createHash('sha256')
  const add = (/** @type {string} */ path) => {
    const status = statSync(path)
    if (status.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else if (!/\.test\.tsx?$/.test(path)) hash.update(`${path} ${status.size} ${status.mtimeMs}\n`)
  }
  paths.filter(existsSync).forEach(add)
  return hash.digest('hex').slice(0, 16)
}
