#!/usr/bin/env node
// @ts-check
// The command line of Huijing. It is TypeScript: built here when it is missing or older than its sources, so that it runs
// from a clean clone after `npm ci` alone.
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isFresh } from '../scripts/fresh.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const built = join(root, 'dist-cli', 'main.js')
const layers = ['math', 'model', 'format', 'service', 'compute', 'pipeline', 'demo', 'cli']

if (!isFresh(built, join(root, 'package-lock.json'), ...layers.map(layer => join(root, 'src', layer)))) await buildCli()
const { main } = await import(pathToFileURL(built).href)
process.exitCode = await main(process.argv.slice(2))

async function buildCli() {
  const { build } = await import('vite')
  // Built beside and moved into place at the end: two commands may start at once, and one may be stopped half-way.
  const fresh = `${join(root, 'dist-cli')}.${process.pid}`
  await build({
    root,
    configFile: false,
    // Errors only: stdout belongs to the command.
    logLevel: 'error',
    // public/ is the app's.
    publicDir: false,
    ssr: { noExternal: true, external: ['gltf-validator', 'proj4', 'geotiff', 'pinyin-pro'] },
    build: {
      ssr: join(root, 'src', 'cli', 'main.ts'),
      outDir: fresh,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'main.js' } },
    },
  })
  rmSync(join(root, 'dist-cli'), { recursive: true, force: true })
  try {
    renameSync(fresh, join(root, 'dist-cli'))
  } catch {
    // Another command was quicker: its build is as good.
    rmSync(fresh, { recursive: true, force: true })
  }
}
