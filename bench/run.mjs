// @ts-check
// `npm run bench -- NAME [options]`: prints a table, and as its last line one JSON object {"name", "figures"}.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = dirname(fileURLToPath(import.meta.url))
process.chdir(join(home, '..'))
const benches = ['city']
const [name, ...args] = process.argv.slice(2)
if (!benches.includes(name)) {
  console.error(`Usage: npm run bench -- NAME, where NAME is one of: ${benches.join(', ')}`)
  process.exit(1)
}
if (!existsSync(join(home, 'node_modules'))) {
  console.error('Installing the peers …')
  const { status } = spawnSync('npm', ['ci', '--prefix', home], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) process.exit(1)
}
const { run } = await import(`./${name}/run.mjs`)
const figures = await run(args)
console.log(JSON.stringify({ name, figures }))
