#!/usr/bin/env node
// @ts-check
// The command line of Huijing. It is TypeScript: built here when there is no build of the sources as they are, so that it runs from a
// clean clone after `npm ci` alone. Each build has a folder of its own, so that one that is running keeps the pieces it loads late.
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { fingerprint } from '../scripts/fresh.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const builds = join(root, 'dist-cli')
const layers = ['math', 'model', 'format', 'service', 'compute', 'pipeline', 'demo', 'cli']
const sources = layers.map(layer => join(root, 'src', layer))
const built = join(builds, fingerprint(join(root, 'package-lock.json'), fileURLToPath(import.meta.url), ...sources))

if (!existsSync(join(built, 'main.js'))) await buildCli()
const { main } = await import(pathToFileURL(join(built, 'main.js')).href)
process.exitCode = await main(process.argv.slice(2))

async function buildCli() {
  const { build } = await import('vite')
  // Built beside and moved into place at the end: two commands may start at once, and one may be stopped half-way.
  const fresh = `${built}.${process.pid}`
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
  try {
    renameSync(fresh, built)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    // Another command was quicker: its build is as good.
    if (!existsSync(join(built, 'main.js'))) throw error
  }
  removeOld()
}

/** Builds of older sources, a day after they were made: no command that began with one still runs. */
function removeOld() {
  for (const name of readdirSync(builds)) {
    const path = join(builds, name)
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY
    if (path !== built && Date.now() - made > 86_400_000) rmSync(path, { recursive: true, force: true })
  }
}
