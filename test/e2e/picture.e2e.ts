import { brightness, expectCity, expectRest, lookAt, openCity, readDrawn } from './city.ts'
import { expect, test } from './fixture.ts'

test('the demo city appears, comes to rest, and glows by night', async ({ page, guard }) => {
  await openCity(page)
  // The guard sees what workers ask for too: one that sees nothing must not pass.
  expect(guard.requests.filter(url => url.includes('/cities/demo/')).length).toBeGreaterThan(3)

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

  const setHour = async (hour: number) => {
    const time = page.getByRole('region', { name: 'Time of day' })
    const { x, y, width, height } = (await time.locator('.mantine-Slider-track').boundingBox())!
    await page.mouse.click(x + (width * (hour + 0.5)) / 24, y + height / 2)
    await expect(time.getByRole('status')).toContainText(new RegExp(`^${hour}:`))
    await expectRest(page)
  }

  await test.step('by night it is dark and windows are lit; by day it is as before', async () => {
    await page.goto('/?quality=lite&lang=en&theme=light&camera=112.05,30.7455,420,0,-30')
    await expectCity(page)
    const day = await lookAt(page)
    await setHour(22)
    const night = await lookAt(page)
    expect(brightness(night)).toBeLessThan(brightness(day) * 0.6)
    expect(night.warm).toBeGreaterThan(day.warm + 0.002)
    await setHour(10)
    expect(Math.abs(brightness(await lookAt(page)) - brightness(day))).toBeLessThan(8)
  })
})
