import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { createStaticHandler } from '../src/cli/static.ts'

/** Where the page looks for the demo city, as `npm start` serves it. */
const mount = '/cities/demo/'

/** Serves the demo city that was made last beside the page in development. */
export function demoCity(): Plugin {
  return {
    name: 'demo-city',
    configureServer({ config, middlewares }) {
      const cache = join(config.root, '.cache')
      if (!findDemo(cache)) config.logger.warn(missing)
      middlewares.use((request, response, next) => {
        if (!request.url?.startsWith(mount)) return next()
        // Asked anew each time: the city may be made while the server runs.
        const folder = findDemo(cache)
        if (folder) return createStaticHandler([{ path: mount, folder }])(request, response)
        response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end(missing)
      })
    },
  }
}

const missing = 'There is no demo city yet: run `npm run demo`, then reload the page.'

/** The newest package that `scripts/demo.mjs` made. */
export function findDemo(cache: string): string | undefined {
  const folders = statSync(cache, { throwIfNoEntry: false }) ? readdirSync(cache) : []
  const made = folders
    .filter(name => /^demo-\d+-\d+$/.test(name))
    .map(name => join(cache, name, 'city'))
    .map(folder => ({ folder, time: statSync(join(folder, 'city.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
  return made.filter(({ time }) => time > 0).sort((a, b) => b.time - a.time)[0]?.folder
}
