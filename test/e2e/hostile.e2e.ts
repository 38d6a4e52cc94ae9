import { readFile } from 'node:fs/promises'
import { expectRest, inspector, openCity, readDrawn, search, searchBox } from './city.ts'
import {
  card,
  closeMessages,
  drop,
  escapeDialog,
  houses,
  message,
  openCatalogue,
  sharedFile,
  writeOwn,
} from './files.ts'
import { expect, test } from './fixture.ts'

/** Payloads that run a script wherever text is taken for markup. That none ran is seen by the guard: the policy would have told. */
async function readPayloads(): Promise<string[]> {
  const cases = JSON.parse(await readFile(sharedFile('corpora/dompurify/expect.json'), 'utf8')) as { payload: string }[]
  const naughty = JSON.parse(await readFile(sharedFile('corpora/blns/blns.json'), 'utf8')) as string[]
  return [...cases.map(({ payload }) => payload), ...naughty].filter(text => text.trim() !== '')
}

test('texts of a file are texts on the page, wherever they are shown', async ({ page }, info) => {
  const payloads = await readPayloads()
  const marked = '<img src=x onerror="document.title=\'run\'">'
  const own = [marked, '<svg onload=alert(1)>', '"><script>alert(1)</script>', "javascript:alert('x')"]
  const dialogs: string[] = []
  page.on('dialog', dialog => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  const properties = [...own, ...payloads].map((name, i) => ({
    building: 'yes',
    height: 5 + (i % 20),
    name,
    address: name,
    [`${marked}`]: own[i % own.length],
    use: name,
  }))
  await openCity(page)
  await drop(page, await writeOwn(info, `${marked.replaceAll('/', '')}.geojson`, houses(properties)))
  await expect(message(page, / is on the map/)).toBeVisible()
  await openCatalogue(page)
  await expect(card(page, marked)).toBeVisible()

  await test.step('search and inspector', async () => {
    const hits = await search(page, 'onerror')
    await expect(hits.filter({ hasText: marked }).first()).toBeVisible()
    await search(page, marked)
    await searchBox(page).press('Enter')
    await expect(inspector(page).getByRole('heading', { level: 3 }).first()).toHaveText(marked)
  })

  await test.step('table and legend', async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: 'Map tools' }).getByRole('button', { name: 'Table' }).click()
    await expect(page.getByRole('region', { name: 'Table' }).getByText(marked, { exact: true }).first()).toBeVisible()
    await page.getByRole('region', { name: 'Table' }).getByRole('button', { name: 'Close' }).click()
    await page.getByRole('tab', { name: 'Layers' }).click()
    await page.getByRole('button', { name: /^Colours of <img/ }).click()
    await page.getByLabel('Colour by').first().click()
    await page.getByRole('option', { name: marked }).click()
    await page.getByRole('button', { name: 'Back to the layers' }).click()
    await expect(page.getByRole('figure').filter({ hasText: '<svg onload' })).toBeVisible()
  })

  await expectRest(page)
  expect(dialogs).toEqual([])
  expect(await page.title()).not.toBe('run')
  expect(await page.locator('img[onerror], svg[onload]').count()).toBe(0)
})

/** What each nasty file must end in; a stopped render loop or a page that no longer answers fails the test. */
const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
const cycle = {
  asset: { version: '2.0' },
  scene: 0,
  scenes: [{ nodes: [0] }],
  nodes: [{ children: [1] }, { children: [0] }],
}
const nasty: readonly { name: string; content: string | (() => Promise<Uint8Array>) }[] = [
  { name: 'deep.geojson', content: `{"type":"FeatureCollection","features":${deep}}` },
  {
    name: 'deep.city.json',
    content: `{"type":"CityJSON","version":"2.0","transform":{"scale":[1,1,1],"translate":[0,0,0]},"CityObjects":${deep},"vertices":[]}`,
  },
  { name: 'huge.geojson', content: houses([{ building: 'yes', height: 1e308 }]).replaceAll('31.23', '1e400') },
  { name: 'infinite.geojson', content: houses([{ building: 'yes', height: 3 }], [1e300, -1e300]) },
  {
    name: 'truncated.osm.pbf',
    content: async () => (await readFile(sharedFile('city/osm/helsinki-centre.osm.pbf'))).subarray(0, 100_001),
  },
  { name: 'cycle.gltf', content: JSON.stringify(cycle) },
  { name: 'sceneless.gltf', content: JSON.stringify({ asset: { version: '2.0' }, nodes: [{}] }) },
  {
    name: 'itself/tileset.json',
    content: JSON.stringify({
      asset: { version: '1.1' },
      geometricError: 10,
      root: {
        boundingVolume: { sphere: [0, 0, 0, 1e9] },
        geometricError: 5,
        refine: 'ADD',
        content: { uri: 'tileset.json' },
      },
    }),
  },
  {
    name: 'poisoned/tileset.json',
    content: JSON.stringify({
      asset: { version: '1.1' },
      geometricError: 1e308,
      root: { boundingVolume: { box: [null, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1] }, geometricError: -1, refine: 'ADD' },
    }),
  },
  { name: 'empty.geojson', content: '' },
]

test('the nastiest files one after another: each has its message, and the city is still drawn', async ({
  page,
}, info) => {
  await openCity(page)
  for (const { name, content } of nasty) {
    await test.step(name, async () => {
      const path = await writeOwn(info, name, typeof content === 'string' ? content : await content())
      await drop(page, path)
      await expect(page.getByRole('alert').or(page.getByRole('dialog')).first()).toBeVisible({ timeout: 30_000 })
      if (await page.getByRole('dialog').isVisible()) await escapeDialog(page)
      await closeMessages(page)
      const { frames } = await readDrawn(page)
      await page.getByRole('button', { name: 'Zoom in' }).click()
      await page.getByRole('button', { name: 'Zoom out' }).click()
      await expect.poll(async () => (await readDrawn(page)).frames).toBeGreaterThan(frames)
    })
  }
  await page.getByRole('button', { name: 'Whole city' }).click()
  await expectRest(page)
  expect((await readDrawn(page)).triangles).toBeGreaterThan(1500)
})
