import { attribute, expectRest, inspector, lookAt, map, openCity, readDrawn, search, searchBox } from './city.ts'
import { expect, test } from './fixture.ts'

/** The tallest of the demo city's named buildings, from its source files. */
const tower = { en: 'Linjiang Radio & TV Tower', zh: '临江广播电视塔', id: 'b81', address: '41 Yuehua Street' }

test('a building is found, pointed at and read', async ({ page }) => {
  await openCity(page)

  await test.step('by name in both languages, pinyin, address, id and use', async () => {
    for (const text of ['radio & tv', '广播电视', 'guangbo', tower.id]) {
      const hits = await search(page, text)
      await expect(
        hits.filter({ hasText: text === tower.id ? 'b81Building' : /Radio|广播/ }).first(),
        text,
      ).toBeVisible()
    }
    await expect((await search(page, tower.address)).first()).toBeVisible()
    await expect((await search(page, 'temple')).first()).toBeVisible()
    await expect(page.getByRole('search')).toBeVisible()
    await expect((await search(page, 'no such place anywhere')).first()).toHaveCount(0)
    await expect(page.getByText(/nothing found for/i)).toBeVisible()
  })

  await test.step('Enter flies there and opens the inspector: attributes with units, and the source', async () => {
    const before = await readDrawn(page)
    await search(page, tower.zh)
    await expect(page.getByRole('search').getByRole('option').first()).toBeVisible()
    await searchBox(page).press('Enter')
    await expect(inspector(page)).toContainText(tower.en)
    await expect(attribute(page, 'Height')).toHaveText('219.01 m')
    await expect(attribute(page, 'Storeys')).toHaveText('10')
    await expect(attribute(page, 'Year built')).toHaveText('2004')
    await expect(attribute(page, 'Floor area')).toHaveText('3,421 m²')
    await expect(attribute(page, 'Use')).toHaveText('Public')
    await expect(inspector(page)).toContainText(/Source: .*Huijing demo city \(synthetic\)/)
    await expectRest(page)
    expect((await readDrawn(page)).frames).toBeGreaterThan(before.frames)
  })

  await test.step('Esc closes it and takes the selection away', async () => {
    await page.keyboard.press('Escape')
    if (await inspector(page).isVisible()) await page.keyboard.press('Escape')
    await expect(inspector(page)).toHaveCount(0)
  })

  const { x, y } = await test.step('the pointer over it lifts it', async () => {
    const box = (await map(page).boundingBox())!
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    await page.mouse.move(box.x + 5, box.y + box.height - 5)
    await expectRest(page)
    const before = await lookAt(page)
    await page.mouse.move(middle.x, middle.y)
    await page.mouse.move(middle.x + 1, middle.y)
    await expect(map(page)).toHaveCSS('cursor', 'pointer')
    await expectRest(page)
    expect((await lookAt(page)).mean).not.toEqual(before.mean)
    return middle
  })

  await test.step('a click opens the inspector', async () => {
    await page.mouse.click(x, y)
    await expect(inspector(page)).toContainText('Height')
    await expect(attribute(page, 'Height')).toContainText(' m')
    await inspector(page).getByRole('button', { name: 'Close' }).click()
    await expect(inspector(page)).toHaveCount(0)
  })

  await test.step('in Chinese too', async () => {
    await page.keyboard.press('l')
    await expect(page.locator('html')).toHaveAttribute('lang', /^zh/)
    const hits = await search(page, '办公')
    await expect(hits.first()).toBeVisible()
    await search(page, 'linjiangguangbo')
    await expect(page.getByRole('search').getByRole('option').first()).toContainText(tower.zh)
    await searchBox(page).press('Enter')
    await expect(inspector(page)).toContainText(tower.zh)
    await expect(attribute(page, '高度')).toHaveText('219.01 m')
  })
})
