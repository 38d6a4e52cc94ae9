import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import { expectCity, expectRest, inspector, openCity, search, searchBox } from './city.ts'
import {
  card,
  cityWorkers,
  closeMessages,
  drop,
  escapeDialog,
  houses,
  message,
  openCatalogue,
  sharedFile,
  storedFolders,
  writeOwn,
} from './files.ts'
import { expect, test } from './fixture.ts'

const three = houses([
  { building: 'house', name: 'Alder House', height: 9 },
  { building: 'office', name: 'Birch Tower', height: 60, population: 12 },
  { building: 'house', name: 'Cedar House', height: 7.5 },
])

test('a dropped file becomes a city that stays, leaves as three formats, and goes when told', async ({
  page,
}, info) => {
  await openCity(page)
  const file = await writeOwn(info, 'row.geojson', three)

  await test.step('drop: it is read, drawn, listed and kept', async () => {
    await drop(page, file)
    await expect(message(page, /row.* is on the map/)).toBeVisible()
    await expect(card(page, /^row/)).toContainText('Building3')
    await expect(card(page, /^row/)).toContainText('Imported')
    await expect.poll(() => storedFolders(page)).toHaveLength(1)
    await expectRest(page)
    await search(page, 'birch')
    await searchBox(page).press('Enter')
    await expect(inspector(page)).toContainText('Birch Tower')
    await expect(inspector(page)).toContainText('60 m')
    await page.keyboard.press('Escape')
  })

  await test.step('dropped twice it is not doubled', async () => {
    await closeMessages(page)
    await drop(page, file)
    await expect(message(page, /row.* was there already/)).toBeVisible()
    await expect(card(page, /^row/)).toHaveCount(1)
    expect(await storedFolders(page)).toHaveLength(1)
  })

  await test.step('it is there after a reload', async () => {
    await expect
      .poll(() =>
        page.evaluate(async () => {
          const root = await navigator.storage.getDirectory()
          const library = await root.getDirectoryHandle('library')
          for await (const folder of library.values())
            for await (const name of (folder as FileSystemDirectoryHandle).keys())
              if (name === 'entry.json') return true
          return false
        }),
      )
      .toBe(true)
    await page.reload()
    await expectCity(page)
    await openCatalogue(page)
    await expect(card(page, /^row/)).toContainText('Building3')
    await search(page, 'cedar')
    await searchBox(page).press('Enter')
    await expect(inspector(page)).toContainText('Cedar House')
  })

  await test.step('it is exported as GeoJSON, CityJSON and package', async () => {
    const save = async (item: string) => {
      await card(page, /^row/)
        .getByRole('button', { name: /^More for/ })
        .click()
      const download = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: item }).click()
      return readFile(await (await download).path())
    }
    const geojson = JSON.parse((await save('Export as GeoJSON')).toString())
    expect(geojson.features.map((feature: { properties: { name: string } }) => feature.properties.name).sort()).toEqual(
      ['Alder House', 'Birch Tower', 'Cedar House'],
    )
    const cityjson = JSON.parse((await save('Export as CityJSON')).toString())
    expect(cityjson.type).toBe('CityJSON')
    expect(
      Object.values(cityjson.CityObjects as Record<string, { type: string }>).filter(({ type }) => type === 'Building'),
    ).toHaveLength(3)
    const files = unzipSync(await save('Export as city package'))
    const manifest = JSON.parse(new TextDecoder().decode(files['city.json']))
    expect(manifest.features.Building).toBe(3)
    expect(Object.keys(files)).toContain(manifest.parts.tiles)
  })

  await test.step('removed, it can be taken back; removed again it is gone for good', async () => {
    const remove = async () => {
      await card(page, /^row/)
        .getByRole('button', { name: /^More for/ })
        .click()
      await page.getByRole('menuitem', { name: 'Remove from this browser' }).click()
      await expect(card(page, /^row/)).toHaveCount(0)
    }
    await remove()
    await page.getByRole('alert').getByRole('button', { name: 'Bring it back' }).click()
    await expect(card(page, /^row/)).toHaveCount(1)
    await remove()
    await expect.poll(() => storedFolders(page), { timeout: 30_000 }).toEqual([])
    await expect.poll(() => cityWorkers(page).length).toBe(1)
  })
})

test('files of every kind come in; a long import shows how far it is and can be stopped', async ({ page }, info) => {
  const helsinki = sharedFile('city/osm/helsinki-centre.osm.pbf')
  const hague = sharedFile('city/cityjson/DH_01_subs.city.json')
  await openCity(page)

  await test.step('cancel leaves no folder and no worker', async () => {
    await drop(page, helsinki)
    // A bar at 0 % has no width, and reading takes two seconds: it need only be there.
    await expect(page.getByRole('progressbar', { name: /helsinki/ })).toBeAttached()
    await page.getByRole('button', { name: /^cancel helsinki/i }).click()
    await expect(page.getByRole('progressbar', { name: /helsinki/ })).toHaveCount(0)
    await expect.poll(() => cityWorkers(page).length).toBe(1)
    expect(await storedFolders(page)).toEqual([])
    await expect(message(page, /went wrong|is on the map/)).toHaveCount(0)
  })

  await test.step('OpenStreetMap', async () => {
    await drop(page, helsinki)
    await expect(message(page, /helsinki.* is on the map/i)).toBeVisible({ timeout: 120_000 })
    await expect(card(page, /helsinki/i)).toContainText('OpenStreetMap')
    await expectRest(page)
    await expect.poll(() => page.url()).toMatch(/camera=24\.9\d*,60\.1/)
  })

  await test.step('CityJSON that names no CRS: the page asks, and puts it where it belongs', async () => {
    await drop(page, hague)
    const dialog = page.getByRole('dialog', { name: 'Which coordinate system?' })
    await expect(dialog).toContainText('DH_01_subs.city.json')
    await dialog.getByLabel('Coordinate reference system').first().fill('7415')
    await page.getByRole('option', { name: /EPSG:7415/ }).click()
    await dialog.getByRole('button', { name: 'Read with this system' }).click()
    await expect(message(page, /DH_01.* is on the map/)).toBeVisible()
    await expect.poll(() => page.url()).toMatch(/camera=4\.\d*,52\./)
    await expectRest(page)
  })

  await test.step('buildings and their terrain together', async () => {
    const ring = JSON.parse(houses([{ building: 'yes', height: 8, name: 'On the hill' }], [-34.9, -8.02]))
    const hill = await writeOwn(info, 'hill.geojson', JSON.stringify(ring))
    await drop(page, hill, sharedFile('raster/olinda_dem_utm25s.tif'))
    await expect(message(page, /hill.* is on the map/)).toBeVisible()
    await search(page, 'On the hill')
    await searchBox(page).press('Enter')
    await expect(inspector(page)).toContainText('On the hill')
    await expectRest(page)
  })
})

test('what is no city is told by file, place and cure, and the page goes on', async ({ page }, info) => {
  await openCity(page)
  const broken = await writeOwn(
    info,
    'broken.geojson',
    '{"type":"FeatureCollection","features":[{"type":"Feature",,}]}',
  )
  await drop(page, broken)
  await expect(message(page, 'broken.geojson: The file is damaged')).toBeVisible()
  await expect(message(page, 'broken.geojson')).toContainText('save it again')
  await message(page, 'broken.geojson').getByText('Detail').click()
  await expect(message(page, 'broken.geojson').locator('code')).toContainText(/broken\.geojson, .*\d/)

  const unknown = await writeOwn(info, 'holiday.jpeg', new Uint8Array([255, 216, 255, 224, 0, 16, 74, 70, 73, 70]))
  await drop(page, unknown)
  await expect(message(page, 'holiday.jpeg: The format is not known')).toBeVisible()

  const projected = await writeOwn(info, 'swapped.geojson', houses([{ building: 'yes', height: 3 }], [31.2, 121.5]))
  await drop(page, projected)
  await expect(page.getByRole('dialog', { name: 'Which coordinate system?' })).toContainText('swapped.geojson')
  await escapeDialog(page)

  await closeMessages(page)
  await drop(page, await writeOwn(info, 'good.geojson', three))
  await expect(message(page, /good.* is on the map/)).toBeVisible()
  expect(await storedFolders(page)).toHaveLength(1)
})
