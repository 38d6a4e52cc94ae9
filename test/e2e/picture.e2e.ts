import { brightness, lookAt, openCity, readDrawn } from './city.ts'
import { expect, test } from './fixture.ts'

test('the demo city appears, comes to rest, and glows by night', async ({ page }) => {
  await openCity(page)

  await test.step('the picture is of something, and says whose data it is', async () => {
    const day = await lookAt(page)
    expect(day.spread).toBeGreaterThan(8)
    expect(brightness(day)).toBeGreaterThan(90)
    await expect(page.getByRole('contentinfo')).toContainText('CesiumJS')
    await expect(page.getByRole('contentinfo')).toContainText('Natural Earth')
    await expect(page.getByRole('contentinfo')).toContainText(/Huijing|synthetic|慧镜/i)
  })

  await test.step('an idle scene draws no frame', async () => {
    const before = await readDrawn(page)
    await page.waitForTimeout(1500)
    expect((await readDrawn(page)).frames).toBe(before.frames)
  })
})
