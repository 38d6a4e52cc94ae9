import { expect, type Page, test } from '@playwright/test'
import { createServer, type ViteDevServer } from 'vite'
import type { Fixture } from '../fixtures/scene/main.ts'

/** The scene alone, on a page of its own, over a town made in memory: what only a real WebGL shows. */

let server: ViteDevServer
let address = ''

test.beforeAll(async () => {
  server = await createServer({
    cacheDir: '.cache/vite-scene',
    logLevel: 'error',
    server: { port: 5390, hmr: false, watch: null },
    optimizeDeps: { include: ['cesium'] },
  })
  await server.listen()
  address = `${server.resolvedUrls?.local[0]}test/fixtures/scene/index.html`
})

test.afterAll(() => server.close())

type Scope = typeof globalThis & { fixture: Fixture }

async function open(page: Page, query = ''): Promise<string[]> {
  const outside: string[] = []
  page.on('request', request => {
    if (!/^(http:\/\/localhost:5390\/|data:|blob:)/.test(request.url())) outside.push(request.url())
  })
  await page.setViewportSize({ width: 640, height: 360 })
  await page.goto(`${address}?quality=lite&side=8${query}`)
  await settle(page)
  return outside
}

async function settle(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => (globalThis as Scope).fixture?.scene.stats().settled ?? false), { timeout: 60_000 })
    .toBe(true)
}

const frames = (page: Page) => page.evaluate(() => (globalThis as Scope).fixture.scene.stats().frames)

/** Mean colour of the canvas, 0 to 255 each. */
const mean = (page: Page) =>
  page.evaluate(async () => {
    const bitmap = await createImageBitmap(await (globalThis as Scope).fixture.scene.capture())
    const canvas = new OffscreenCanvas(32, 18)
    const context = canvas.getContext('2d')!
    context.drawImage(bitmap, 0, 0, 32, 18)
    const { data } = context.getImageData(0, 0, 32, 18)
    const sum = [0, 0, 0]
    for (let i = 0; i < data.length; i++) if (i % 4 < 3) sum[i % 4] += data[i]
    return sum.map(value => value / (32 * 18))
  })

test('an idle scene draws nothing and asks nobody outside', async ({ page }) => {
  const outside = await open(page)
  await page.waitForTimeout(1500)
  const before = await frames(page)
  await page.waitForTimeout(2000)
  expect(await frames(page)).toBe(before)
  expect(outside).toEqual([])
})

test('style, filter and time change what is drawn, each by few frames', async ({ page }) => {
  await open(page)
  const porcelain = await mean(page)
  await page.evaluate(() => {
    const { city, town } = (globalThis as Scope).fixture
    city.setColors(Uint8Array.from({ length: town.rowCount * 3 }, (_, i) => (i % 3 === 0 ? 255 : 0)))
  })
  const red = await mean(page)
  expect(red[0] - red[2]).toBeGreaterThan(porcelain[0] - porcelain[2] + 10)
  await page.evaluate(() => {
    const { city, town } = (globalThis as Scope).fixture
    city.setFilter(new Uint8Array(town.rowCount))
  })
  const empty = await mean(page)
  expect(Math.abs(empty[0] - empty[2])).toBeLessThan(red[0] - red[2])
  await page.evaluate(() => (globalThis as Scope).fixture.scene.setTime(Date.UTC(2026, 5, 21, 15)))
  expect((await mean(page))[0]).toBeLessThan(90)
})

test('a layer that stops the drawing is removed within a second, and frames go on', async ({ page }) => {
  await open(page)
  const layers = await page.evaluate(async () => {
    const { scene, faults } = (globalThis as Scope).fixture
    const bad = {
      update() {
        throw new Error('this layer cannot be drawn')
      },
      isDestroyed: () => false,
      destroy() {},
    }
    scene.add({
      id: 'bad',
      mount: ({ widget }) => {
        widget.scene.primitives.add(bad)
        return { dispose: () => void widget.scene.primitives.remove(bad) }
      },
    })
    scene.requestRender()
    const start = performance.now()
    while (!faults.some(fault => fault.layer === 'bad') && performance.now() - start < 5000)
      await new Promise(resolve => setTimeout(resolve, 20))
    return { took: performance.now() - start, ids: scene.stats().layers, frames: scene.stats().frames }
  })
  expect(layers.ids).toEqual(['town'])
  expect(layers.took).toBeLessThan(1000)
  await page.evaluate(() => (globalThis as Scope).fixture.scene.requestRender())
  await expect.poll(() => frames(page)).toBeGreaterThan(layers.frames)
})

test('a lost context comes back with camera, layers and style', async ({ page }) => {
  await open(page)
  const before = await page.evaluate(() => {
    const { scene, city } = (globalThis as Scope).fixture
    city.setSelection([5])
    scene.camera.set({ lon: 116.401, lat: 39.895, height: 400, heading: 20, pitch: -35 })
    const view = scene.camera.get()
    document.querySelector('canvas')!.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext()
    return view
  })
  await expect
    .poll(() => page.evaluate(() => (globalThis as Scope).fixture.faults.map(fault => fault.code)))
    .toContain('context')
  await settle(page)
  const after = await page.evaluate(() => {
    const { scene } = (globalThis as Scope).fixture
    return {
      view: scene.camera.get(),
      layers: scene.stats().layers,
      canvases: document.querySelectorAll('canvas').length,
    }
  })
  expect(after.layers).toEqual(['town'])
  expect(after.canvases).toBe(1)
  for (const key of ['lon', 'lat', 'height', 'heading', 'pitch'] as const)
    expect(after.view[key]).toBeCloseTo(before[key], 3)
})

test('twenty scenes in turn leave contexts for others', async ({ page }) => {
  await open(page)
  const alive = await page.evaluate(async () => {
    const { createScene } = (globalThis as Scope).fixture
    const bystander = document.createElement('canvas').getContext('webgl2')!
    for (let i = 0; i < 20; i++) {
      const box = document.createElement('div')
      box.style.cssText = 'width:64px;height:64px;position:relative'
      document.body.append(box)
      createScene(box, { quality: 'lite' }).dispose()
      box.remove()
    }
    return !bystander.isContextLost()
  })
  expect(alive).toBe(true)
})

test('numbers that are no view are refused before Cesium sees them', async ({ page }) => {
  await open(page)
  const messages = await page.evaluate(() => {
    const { scene } = (globalThis as Scope).fixture
    const view = scene.camera.get()
    return [
      () => scene.camera.set({ ...view, height: Number.NaN }),
      () => scene.camera.set({ ...view, lat: 200 }),
      () => scene.setTime(Number.POSITIVE_INFINITY),
      () => scene.camera.setHome([0, 10, 1, 5], [0, 0]),
    ].map(attempt => {
      try {
        attempt()
        return 'accepted'
      } catch (error) {
        return (error as Error).name
      }
    })
  })
  expect(messages).toEqual(['RangeError', 'RangeError', 'RangeError', 'RangeError'])
})

test('the ray of a pixel meets the ground that the pixel shows', async ({ page }) => {
  await open(page)
  const off = await page.evaluate(() => {
    const { scene } = (globalThis as Scope).fixture
    const ground = scene.toGround(200, 250)!
    const [x, y] = scene.toScreen(...ground)!
    const polygon = scene.toGroundPolygon([100, 200, 300, 200, 300, 300, 100, 300])!
    return { x: x - 200, y: y - 250, corners: polygon.length / 2, sky: scene.toGround(-1e5, -1e5) }
  })
  expect(Math.abs(off.x)).toBeLessThan(0.5)
  expect(Math.abs(off.y)).toBeLessThan(0.5)
  expect(off.corners).toBe(32)
})

/** Valid by the specification, and deadly: Cesium reads `scenes[0]` without looking. */
const withoutScenes = JSON.stringify({ asset: { version: '2.0' }, nodes: [{}] })

async function addDeadly(page: Page): Promise<{ took: number; codes: string[]; layers: string[] }> {
  return page.evaluate(async text => {
    const { scene, faults, addFiles } = (globalThis as Scope).fixture
    const start = performance.now()
    addFiles('model', 'deadly.gltf', { 'deadly.gltf': new TextEncoder().encode(text) })
    while (!faults.some(fault => fault.layer === 'foreign') && performance.now() - start < 20_000)
      await new Promise(resolve => setTimeout(resolve, 20))
    return { took: performance.now() - start, codes: faults.map(fault => fault.code), layers: scene.stats().layers }
  }, withoutScenes)
}

test('the gate refuses a glTF that would stop the drawing', async ({ page }) => {
  await open(page)
  const { codes } = await addDeadly(page)
  expect(codes).toEqual(['gate'])
  const before = await frames(page)
  await page.evaluate(() => (globalThis as Scope).fixture.scene.requestRender())
  await expect.poll(() => frames(page)).toBeGreaterThan(before)
})

test('with the gate off the watchdog removes the layer, or Cesium survives it, and frames go on', async ({ page }) => {
  const unguarded = await createServer({
    cacheDir: '.cache/vite-scene-unguarded',
    logLevel: 'error',
    define: { 'import.meta.env.VITE_GATE_OFF': '"1"' },
    server: { port: 5389, hmr: false, watch: null },
    optimizeDeps: { include: ['cesium'] },
  })
  await unguarded.listen()
  try {
    await page.setViewportSize({ width: 640, height: 360 })
    await page.goto(`${unguarded.resolvedUrls?.local[0]}test/fixtures/scene/index.html?quality=lite&side=8`)
    await settle(page)
    await addDeadly(page)
    const before = await frames(page)
    await page.evaluate(() => (globalThis as Scope).fixture.scene.requestRender())
    await expect.poll(() => frames(page), { timeout: 5_000 }).toBeGreaterThan(before)
  } finally {
    await unguarded.close()
  }
})
