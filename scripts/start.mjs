// @ts-check
// `npm start`: builds what is missing, makes the demo city, and serves the production build.
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureDemo } from './demo.mjs'
import { isFresh } from './fresh.mjs'

const { values } = parseArgs({
  options: { buildings: { type: 'string' }, seed: { type: 'string' }, connect: { type: 'string', multiple: true } },
})

const appSources = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']
if (!isFresh(join('dist', 'index.html'), ...appSources)) {
  console.error('Building the app …')
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) process.exit(status ?? 1)
}

const demo = ensureDemo({
  ...(values.buildings && { buildings: Number(values.buildings) }),
  ...(values.seed && { seed: Number(values.seed) }),
})

const server = spawn(
  process.execPath,
  [
    join('bin', 'huijing.js'),
    'serve',
    'dist',
    '--mount',
    `/cities/demo=${demo}`,
    ...(values.connect ?? []).flatMap(host => ['--connect', host]),
  ],
  { stdio: 'inherit' },
)
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => server.kill(signal))
server.on('exit', code => process.exit(code ?? 0))
