// @ts-check
// Prints what the page loads, gzipped, and fails when a budget is exceeded or when code that the content security policy forbids came in.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const kB = 1000
const budgets = { shell: 300 * kB, cesium: 1150 * kB, lazy: 150 * kB }

const dist = 'dist'
/** @type {Record<string, { file: string, isEntry?: boolean, imports?: string[], css?: string[], name?: string }>} */
const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'))

/** @param {string} file */
const gzipped = file => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length

/** Files that load together with a chunk: the chunk, its static imports, their styles. @param {string} key @param {Set<string>} [seen] */
function closure(key, seen = new Set()) {
  const chunk = manifest[key]
  if (seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const style of chunk.css ?? []) seen.add(style)
  for (const imported of chunk.imports ?? []) closure(imported, seen)
  return seen
}

const entry = Object.keys(manifest).find(key => manifest[key].isEntry)
if (!entry) throw new Error('The manifest names no entry: was the app built?')

const shell = closure(entry)
const assets = readdirSync(join(dist, 'assets')).map(name => `assets/${name}`)
const code = assets.filter(file => /\.(js|css)$/.test(file))
/** By what it holds: its name is the bundler's. @param {string} file */
const isCesium = file => /\.js$/.test(file) && readFileSync(join(dist, file), 'utf8').includes('CESIUM_BASE_URL')

const rows = [
  {
    part: 'shell',
    bytes: [...shell].filter(file => !isCesium(file)).reduce((sum, file) => sum + gzipped(file), 0),
    budget: budgets.shell,
  },
  ...code.filter(isCesium).map(file => ({ part: `Cesium (${file})`, bytes: gzipped(file), budget: budgets.cesium })),
  ...code
    .filter(file => !shell.has(file) && !isCesium(file))
    .map(file => ({ part: file, bytes: gzipped(file), budget: budgets.lazy })),
]

const problems = []
for (const { part, bytes, budget } of rows) {
  const over = bytes > budget
  console.log(`${(bytes / kB).toFixed(1).padStart(8)} kB of ${budget / kB} kB  ${part}${over ? '  TOO LARGE' : ''}`)
  if (over) problems.push(`${part} is over its budget`)
}

if ([...shell].some(isCesium)) problems.push('Cesium is loaded with the shell')
if (!code.some(isCesium)) problems.push('no chunk of Cesium was found: the check would see nothing')
for (const file of code.filter(name => name.endsWith('.js'))) {
  const text = readFileSync(join(dist, file), 'utf8')
  if (/\bknockout\b/i.test(text)) problems.push(`${file} holds Knockout`)
  if (/(?<![.\w$])eval\s*\(|new Function\s*\(/.test(text)) problems.push(`${file} holds eval or new Function`)
}

for (const problem of problems) console.error(problem)
process.exit(problems.length === 0 ? 0 : 1)
