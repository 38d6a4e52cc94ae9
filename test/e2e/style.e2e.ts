import type { Page } from '@playwright/test'
import { expectRest, inspector, lookAt, map, openCity, toNumber } from './city.ts'
import { expect, test } from './fixture.ts'

const legend = (page: Page) => page.getByRole('figure').filter({ hasText: 'Source' })

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page
    .getByRole('combobox', { name: label })
    .or(page.getByRole('textbox', { name: label }))
    .click()
  await page.getByRole('option', { name: option }).first().click()
}

test('a city is coloured, filtered and measured', async ({ page }) => {
  await openCity(page)
  const porcelain = await lookAt(page)

  await test.step('by category, with a legend that counts', async () => {
    await page.getByRole('button', { name: /colours of/i }).click()
    await choose(page, 'Colour by', 'Use')
    await expectRest(page)
    expect((await lookAt(page)).mean).not.toEqual(porcelain.mean)
    await page.getByRole('button', { name: 'Back to the layers' }).click()
    await expect(legend(page)).toContainText('Residential')
  })

  await test.step('by number, with unit and classes that can be edited', async () => {
    await page.getByRole('button', { name: /colours of/i }).click()
    await choose(page, 'Colour by', /^Height/)
    await expect(page.getByLabel('Break 1')).toBeVisible()
    await page.getByLabel('Number of classes').fill('3')
    await page.getByLabel('Number of classes').blur()
    await expect(page.getByLabel('Break 3')).toHaveCount(0)
    await page.getByLabel('Break 1').fill('12')
    await page.getByLabel('Break 1').blur()
    await page.getByRole('button', { name: 'Back to the layers' }).click()
    await expect(legend(page)).toContainText('Height (m)')
    await expect(legend(page)).toContainText('< 12')
    await expect.poll(async () => sum(await legend(page).locator('li small').allTextContents())).toBeGreaterThan(1500)
    await expectRest(page)
  })

  await test.step('a filter leaves part of it, and says how much', async () => {
    const before = await lookAt(page)
    await page.getByRole('button', { name: /^filter /i }).click()
    await page.getByRole('button', { name: 'Add a rule' }).click()
    await choose(page, 'Colour by', 'Height')
    await choose(page, 'Comparison', 'is more than')
    await page.getByLabel('Value').fill('100')
    await page.getByLabel('Value').blur()
    const told = page.getByText(/of [\d,]+ features are shown/)
    await expect(told).toBeVisible()
    const [shown, all] = (await told.textContent())!.match(/[\d,]+/g)!.map(toNumber)
    expect(shown).toBeGreaterThan(3)
    expect(shown).toBeLessThan(all / 20)
    await expectRest(page)
    expect((await lookAt(page)).mean).not.toEqual(before.mean)
    await page.getByRole('button', { name: 'Show everything' }).click()
    await page.getByRole('button', { name: 'Back to the layers' }).click()
    await expectRest(page)
  })

  await test.step('a box selects: count, sums and histogram are those of the table', async () => {
    await page.getByRole('button', { name: 'Select by box' }).click()
    const { x, y, width, height } = (await map(page).boundingBox())!
    await page.mouse.move(x + width * 0.55, y + height * 0.55)
    await page.mouse.down()
    await page.mouse.move(x + width * 0.6, y + height * 0.6)
    await page.mouse.move(x + width * 0.63, y + height * 0.64)
    await page.mouse.up()
    await expectSumsOfTable(page)
  })

  await test.step('a polygon selects', async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(inspector(page)).toHaveCount(0)
    await page.getByRole('button', { name: 'Select by polygon' }).click()
    const { x, y, width, height } = (await map(page).boundingBox())!
    for (const [u, v] of [
      [0.45, 0.5],
      [0.65, 0.5],
      [0.55, 0.62],
    ])
      await page.mouse.click(x + width * u, y + height * v)
    await page.getByRole('button', { name: 'Finish' }).click()
    await expect(inspector(page)).toContainText('Heights of buildings (m)')
    expect(toNumber(await figure(page, 'Buildings').textContent())).toBeGreaterThan(5)
  })
})

const sum = (texts: readonly string[]) => texts.map(toNumber).reduce((total, value) => total + value, 0)

const figure = (page: Page, name: string) =>
  inspector(page)
    .locator('dl > div')
    .filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) })
    .locator('dd')
    .first()

/** Reads the drawer's table from top to bottom and holds it against what the inspector says of the area. */
async function expectSumsOfTable(page: Page): Promise<void> {
  await expect(inspector(page)).toContainText('Heights of buildings (m)')
  const told = {
    count: toNumber(await figure(page, 'Buildings').textContent()),
    population: toNumber(await figure(page, 'Population').textContent()),
    floorArea: toNumber((await figure(page, 'Floor area').textContent())!.replace('m²', '')),
  }
  expect(told.count).toBeGreaterThan(5)
  const bins = await inspector(page).getByRole('table').getByRole('cell').allTextContents()
  expect(sum(bins.map(text => text.split(':')[1]))).toBe(told.count)

  await inspector(page).getByRole('button', { name: 'List them in the table' }).click()
  const drawer = page.getByRole('region', { name: 'Table' })
  await drawer.getByText('Selected', { exact: true }).click()
  await expect(drawer.getByText(/^[\d,]+ rows?$/)).toHaveText(`${told.count} rows`)
  await drawer.getByRole('button', { name: 'Columns' }).click()
  for (const name of ['Population', 'Floor area']) {
    const item = page.getByRole('menuitemcheckbox', { name, exact: true })
    if ((await item.getAttribute('aria-checked')) === 'false') await item.click()
  }
  await page.keyboard.press('Escape')
  await expect(drawer.getByRole('columnheader', { name: 'Floor area' })).toBeAttached()
  const rows = await readTable(page)
  expect(rows.length).toBe(told.count)
  const total = (name: string) => sum(rows.map(row => (row[name] === '–' ? '0' : row[name])))
  expect(total('Population')).toBe(told.population)
  expect(Math.abs(total('Floor area') - told.floorArea)).toBeLessThan(1)
  await drawer.getByRole('button', { name: 'Close' }).click()
}

/** All rows of the table, by scrolling: only those in view are on the page. */
async function readTable(page: Page): Promise<Record<string, string>[]> {
  return page.evaluate(async () => {
    const table = document.querySelector('table[aria-rowcount]')!
    const box = table.parentElement!
    const text = (element: Element) => (element.firstChild?.textContent ?? '').trim()
    const rows = new Map<string, Record<string, string>>()
    const total = Number(table.getAttribute('aria-rowcount')) - 1
    for (let top = 0; rows.size < total && top < total * 60 + 1000; top += 100) {
      box.scrollTop = top
      await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      const names = [...table.querySelectorAll('th button')].map(text)
      for (const row of table.querySelectorAll('tbody tr[aria-rowindex]'))
        rows.set(
          row.getAttribute('aria-rowindex')!,
          Object.fromEntries([...row.children].map((cell, i) => [names[i], cell.textContent ?? ''])),
        )
    }
    return [...rows.values()]
  })
}
