import { createReadStream, statSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join, normalize, resolve, sep } from 'node:path'
import type { Plugin } from 'vite'

/** Where the page finds Cesium's own files, relative to itself. */
const base = 'cesium/'

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.xml': 'application/xml',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.ktx2': 'image/ktx2',
}

/**
 * Of Cesium's static files what a `CesiumWidget` without token can ask for: decoders, its workers, the offline imagery, stars, and the
 * tables of the earth's rotation. Widgets (Knockout, CSS) and the textures of examples stay away.
 */
const wanted = [
  'Workers',
  'ThirdParty',
  'Assets/approximateTerrainHeights.json',
  'Assets/IAU2006_XYS',
  'Assets/Textures/NaturalEarthII',
  'Assets/Textures/SkyBox',
  'Assets/Textures/waterNormals.jpg',
  'Assets/Textures/moonSmall.jpg',
]

const folder = join(dirname(createRequire(import.meta.url).resolve('cesium/package.json')), 'Build', 'Cesium')

const isWanted = (path: string) => wanted.some(entry => path === entry || path.startsWith(`${entry}/`))

/** Serves Cesium's static files beside the page in development and copies them on build. */
export function cesiumFiles(): Plugin {
  let out = ''
  let build = false
  return {
    name: 'cesium-files',
    config: () => ({ define: { CESIUM_BASE_URL: JSON.stringify(`./${base}`) } }),
    configResolved(config) {
      out = resolve(config.root, config.build.outDir, base)
      build = config.command === 'build' && !config.build.ssr
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        // Pages in a subfolder (fixtures) look for them beside themselves too.
        const asked = decodeURIComponent((request.url ?? '').split('?')[0]).split(`/${base}`)
        if (asked.length < 2) return next()
        const path = normalize(asked[asked.length - 1])
        const file = join(folder, path)
        if (!file.startsWith(folder + sep) || !isWanted(path.replaceAll(sep, '/')) || !isFile(file)) return next()
        response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream')
        createReadStream(file).pipe(response)
      })
    },
    async closeBundle() {
      if (!build) return
      await Promise.all(wanted.map(entry => cp(join(folder, entry), join(out, entry), { recursive: true })))
    },
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
