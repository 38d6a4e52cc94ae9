import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCity } from '../../scripts/vite-demo.ts'

let root: string
let server: ViteDevServer
const get = (path: string) => {
  const address = server.httpServer?.address()
  return fetch(`http://localhost:${typeof address === 'object' ? address?.port : ''}${path}`)
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'huijing-dev-'))
  const plugins = [demoCity()]
  const options = { root, configFile: false, logLevel: 'silent', plugins } as const
  server = await createServer({ ...options, server: { port: 0, host: 'localhost', ws: false } })
  await server.listen()
})
afterAll(async () => {
  await server.close()
  await rm(root, { recursive: true, force: true })
})

it('`npm run dev` says how to make the demo city, and serves it as soon as there is one', async () => {
  const before = await get('/cities/demo/city.json')
  expect([before.status, await before.text()]).toEqual([404, expect.stringContaining('npm run demo')])
  const city = join(root, '.cache', 'demo-1-500', 'city')
  await mkdir(city, { recursive: true })
  await writeFile(join(city, 'city.json'), '{"format":"huijing-city"}')
  const after = await get('/cities/demo/city.json')
  expect(after.headers.get('content-type')).toContain('json')
  expect(await after.json()).toEqual({ format: 'huijing-city' })
  expect((await get('/cities/demo/../../package.json')).status).toBe(404)
})
