import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { expect as base } from '@playwright/test'
import {
  attribute,
  expectCity,
  expectRest,
  inspector,
  map,
  openCity,
  openPage,
  readDrawn,
  search,
  searchBox,
} from './city.ts'
import {
  card,
  cityWorkers,
  closeMessages,
  drop,
  houses,
  message,
  openCatalogue,
  storedFolders,
  writeOwn,
} from './files.ts'
import { createGuard, expect, test } from './fixture.ts'

const one = houses([{ building: 'house', name: 'Only House', height: 9 }])
const two = houses([
  { building: 'house', name: 'First', height: 9 },
  { building: 'house', name: 'Second', height: 9 },
])

test('a worker that dies in the middle of an import says so, and the next import works', async ({
  page,
  guard,
}, info) => {
  guard.expect(/the worker dies|uncaught/i)
  // Seconds of work: it dies in the middle.
  const many = Array.from({ length: 150_000 }, (_, i) => ({ building: 'house', name: `House ${i}`, height: 9 }))
  const big = await writeOwn(info, 'big.geojson', houses(many, [100, 31]))
  await openCity(page)
  const born = page.waitForEvent('worker', worker => /\/assets\/worker-/.test(worker.url()))
  await drop(page, big)
  const worker = await born
  // Between two calls it would be replaced unnoticed.
  await expect(page.getByRole('progressbar', { name: 'big.geojson' })).toHaveAttribute('aria-valuenow', /[1-9]/)
  await worker.evaluate(
    () =>
      void setTimeout(() => {
        throw new Error('the worker dies')
      }),
  )
  await expect(message(page, /big\.geojson.*went wrong/)).toBeVisible()
  await expect.poll(() => cityWorkers(page).length).toBe(1)
  expect(await storedFolders(page)).toEqual([])
  await closeMessages(page)
  await drop(page, await writeOwn(info, 'one.geojson', one))
  await expect(message(page, /one.* is on the map/)).toBeVisible()
})

test('a full disk says so and takes nothing that was there', async ({ page, baseURL }, info) => {
  await openCity(page)
  await drop(page, await writeOwn(info, 'one.geojson', one))
  await expect(message(page, /one.* is on the map/)).toBeVisible()
  await expect.poll(async () => card(page, /^one/).textContent()).toMatch(/\d kB/)
  const kept = await storedFolders(page)

  const session = await page.context().newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', { origin: baseURL!, quotaSize: 1000 })
  await drop(page, await writeOwn(info, 'two.geojson', two))
  await expect(message(page, /on the map but not stored/)).toBeVisible()
  // It is drawn all the same, and lives until the page is closed.
  await search(page, 'Second')
  await searchBox(page).press('Enter')
  await expect(inspector(page)).toContainText('Second')
  await session.send('Storage.overrideQuotaForOrigin', { origin: baseURL! })

  await page.reload()
  await expectCity(page)
  await openCatalogue(page)
  await expect(card(page, /^one/)).toBeVisible()
  await expect(card(page, /^two/)).toHaveCount(0)
  expect(await storedFolders(page)).toEqual(kept)
})

test('a lost graphics context comes back with camera and selection', async ({ page, guard }) => {
  guard.expect(/context/i)
  await openCity(page)
  await search(page, 'Radio & TV')
  await searchBox(page).press('Enter')
  await expect(attribute(page, 'Height')).toHaveText('219.01 m')
  await expectRest(page)
  await expect.poll(() => page.url()).toContain('camera=')
  const camera = new URL(page.url()).searchParams.get('camera')!.split(',').map(Number)
  const before = await readDrawn(page)
  await map(page)
    .locator('canvas')
    .evaluate(canvas => {
      const context = (canvas as HTMLCanvasElement).getContext('webgl2')
      context?.getExtension('WEBGL_lose_context')?.loseContext()
    })
  await expect(message(page, 'graphics card was reset')).toBeVisible()
  await expect.poll(async () => (await readDrawn(page)).frames).toBeGreaterThan(before.frames)
  await expectCity(page)
  await expect(map(page).locator('canvas')).toHaveCount(1)
  await expect(attribute(page, 'Height')).toHaveText('219.01 m')
  const after = new URL(page.url()).searchParams.get('camera')!.split(',').map(Number)
  for (const [i, value] of camera.entries()) expect(after[i]).toBeCloseTo(value, i < 2 ? 4 : 0)
})

test('without WebGL the city is a table, and the page says why', async ({ page, guard }) => {
  guard.expect(/NoWebGlError|WebGL 2/)
  await page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith('webgl') ? null : Reflect.apply(getContext, this, [kind, ...rest])
    } as typeof getContext
  })
  await page.goto('/?lang=en&theme=light')
  await expect(page.getByText('This browser cannot draw in 3D')).toBeVisible()
  await expect(page.getByRole('main').getByRole('table')).toHaveAttribute('aria-rowcount', '1501')
  await search(page, 'Radio & TV')
  await searchBox(page).press('Enter')
  await expect(attribute(page, 'Height')).toHaveText('219.01 m')
})

test.describe('with the gate switched off', () => {
  const port = Number(process.env.E2E_PORT ?? 5181) + 1
  let server: ChildProcess
  test.beforeAll(async () => {
    test.setTimeout(240_000)
    const out = '.cache/dist-gate-off'
    const env = { ...process.env, VITE_GATE_OFF: '1' }
    const { status } = spawnSync('npx', ['vite', 'build', '--outDir', out, '--logLevel', 'error'], {
      env,
      stdio: 'inherit',
    })
    base(status).toBe(0)
    server = spawn(process.execPath, [
      'bin/huijing.js',
      'serve',
      out,
      '--port',
      String(port),
      '--mount',
      '/cities/demo=.cache/demo-1-1500/city',
    ])
    await new Promise(resolve => server.stdout?.once('data', resolve))
  })
  test.afterAll(() => void server.kill())

  test('a layer that stops the drawing is taken off, and frames go on within a second', async ({ browser }, info) => {
    const home = `http://localhost:${port}`
    const context = await browser.newContext({
      baseURL: home,
      viewport: { width: 760, height: 420 },
      reducedMotion: 'reduce',
    })
    const guard = createGuard(home)
    // What the gate would have kept out is told on the console.
    guard.expect(/undefined|matrix/)
    await guard.watch(context)
    const page = await context.newPage()
    await openPage(page)
    await expectCity(page)
    const draw = async () => {
      const { frames } = await readDrawn(page)
      const start = performance.now()
      await page.getByRole('button', { name: 'Zoom out' }).click()
      await expect.poll(async () => (await readDrawn(page)).frames, { intervals: [20] }).toBeGreaterThan(frames)
      return performance.now() - start
    }
    const usual = await draw()
    // Valid by the specification, and deadly: Cesium reads `scenes[0]` without looking.
    const deadly = JSON.stringify({ asset: { version: '2.0' }, nodes: [{}] })
    await drop(page, await writeOwn(info, 'deadly.gltf', deadly))
    await expect(message(page, /stopped the drawing/)).toBeVisible()
    expect(await draw()).toBeLessThan(1000 + 2 * usual)
    await expectCity(page)
    await context.close()
    expect(guard.problems).toEqual([])
  })
})
