import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { inspector, openPage, search, searchBox } from './city.ts'
import { openCatalogue } from './files.ts'
import { expect, test } from './fixture.ts'

/** As an init script, because the page's policy keeps injected scripts out. */
async function addAxe(page: Page): Promise<void> {
  await page.addInitScript(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
}

async function expectAccessible(page: Page, what: string): Promise<void> {
  const violations = await page.evaluate(async () => {
    // Colours on their way from one theme to the other are nobody's choice.
    const fading = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations === 1)
    await Promise.allSettled(fading.map(({ finished }) => finished))
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } }
    return (await axe.run()).violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(node => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join(' | ')}`,
    )
  })
  expect(violations, what).toEqual([])
}

const language = (page: Page) => page.locator('html')

test.describe('on a desk', () => {
  test.use({ viewport: { width: 1440, height: 900 } })

  test('two languages, two themes, and axe finds nothing in any of them', async ({ page }) => {
    await addAxe(page)
    await openPage(page)
    await openCatalogue(page)
    await search(page, '临江广播')
    await searchBox(page).press('Enter')
    await expect(inspector(page)).toContainText('219.01')
    await page.getByRole('region', { name: 'Map tools' }).getByRole('button', { name: 'Table' }).click()
    await expect(page.getByRole('region', { name: 'Table' }).getByRole('table')).toBeVisible()
    for (const lang of ['en', 'zh']) {
      await expect(language(page)).toHaveAttribute('lang', new RegExp(`^${lang}`))
      await expect(page).toHaveTitle(lang === 'en' ? /Huijing/ : /慧镜/)
      for (const theme of ['light', 'dark']) {
        await expect(language(page)).toHaveAttribute('data-mantine-color-scheme', theme)
        await expectAccessible(page, `${lang}, ${theme}`)
        await page.keyboard.press('d')
      }
      await page.keyboard.press('l')
    }
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page, 'help')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  test('every control is reached by Tab, shows where focus is, and Esc closes the topmost first', async ({ page }) => {
    await openPage(page)
    await page.getByRole('region', { name: 'Map tools' }).getByRole('button', { name: 'Table' }).click()
    await expect(page.getByRole('region', { name: 'Table' }).getByRole('table')).toBeVisible()
    const { reached, hidden } = await tabThrough(page)
    expect(hidden, 'controls that take focus and do not show it').toEqual([])
    const missed = await page.evaluate(names => {
      const seen = new Set(names)
      const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true })
      const all = [
        ...document.querySelectorAll<HTMLElement>('button, a[href], input, select, [role=slider], [role=application]'),
      ]
      return all
        .filter(
          element =>
            isShown(element) &&
            element.tabIndex >= 0 &&
            !element.matches(':disabled') &&
            !element.closest('[inert], table'),
        )
        .map(element => element.getAttribute('aria-label') ?? element.textContent ?? '')
        .filter(name => !seen.has(name))
    }, reached)
    expect(missed).toEqual([])

    await search(page, '临江广播')
    await searchBox(page).press('Enter')
    await expect(inspector(page)).toBeVisible()
    await page.locator('body').click({ position: { x: 700, y: 5 } })
    await page.keyboard.press('Escape')
    await expect(inspector(page)).toHaveCount(0)
    await expect(page.getByRole('region', { name: 'Table' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('region', { name: 'Table' })).toHaveCount(0)
  })
})

/** Tabs once round the page: names of what took focus, and of what did so without a visible change. */
async function tabThrough(page: Page): Promise<{ reached: string[]; hidden: string[] }> {
  const reached: string[] = []
  const hidden: string[] = []
  await page.getByRole('link', { name: 'Skip to search' }).focus()
  for (let i = 0; i < 120; i++) {
    const at = await page.evaluate(async () => {
      const settle = () =>
        Promise.allSettled(
          document
            .getAnimations()
            .filter(({ effect }) => effect?.getComputedTiming().iterations === 1)
            .map(({ finished }) => finished),
        )
      const element = document.activeElement
      if (!element || element === document.body) return undefined
      const name = element.getAttribute('aria-label') ?? element.textContent ?? ''
      // The parts of a date are one element; to leave and enter it would begin anew.
      const again = Reflect.get(globalThis, 'lastFocus') === element
      Object.assign(globalThis, { lastFocus: element })
      if (again) return { name, visible: true, inTable: false }
      const around = [element, element.parentElement, element.parentElement?.parentElement]
      const look = () =>
        around.map(box => {
          if (!box) return ''
          const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(box)
          const { x, y, width } = box.getBoundingClientRect()
          return [outline, boxShadow, borderColor, backgroundColor, x, y, width].join()
        })
      await settle()
      const focused = look().join()
      ;(element as HTMLElement).blur()
      await settle()
      const visible = look().join() !== focused
      ;(element as HTMLElement).focus()
      return { name, visible, inTable: element.closest('table') !== null }
    })
    if (!at || reached[0] === at.name) break
    if (at.inTable) {
      // Past the rows of the table, which are many.
      await page.evaluate(() => {
        const last = [...document.querySelectorAll<HTMLElement>('table button')].at(-1)
        last?.focus()
      })
    }
    reached.push(at.name)
    if (!at.visible) hidden.push(at.name)
    await page.keyboard.press('Tab')
  }
  return { reached, hidden }
}

test.describe('in the hand', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('one sheet of three heights, and everything large enough for a finger', async ({ page }) => {
    await addAxe(page)
    await openPage(page)
    const sheet = page.getByRole('complementary', { name: 'Panels' })
    const heightOf = async () => (await sheet.boundingBox())!.height
    await expect(sheet).toHaveAttribute('data-height', 'low')
    const low = await heightOf()
    await page.getByRole('button', { name: 'Raise the sheet to half' }).click()
    await expect.poll(heightOf).toBeGreaterThan(low + 100)
    const half = await heightOf()
    await page.getByRole('button', { name: 'Raise the sheet fully' }).click()
    await expect.poll(heightOf).toBeGreaterThan(half + 100)
    expect(await heightOf()).toBeLessThan(844)

    await test.step('targets of 44 pixels', async () => {
      expect(await findSmall(page)).toEqual([])
    })
    await test.step('axe, by day and night', async () => {
      await expectAccessible(page, 'light')
      await page.getByRole('button', { name: 'Dark theme' }).click()
      await expectAccessible(page, 'dark')
    })
    await test.step('a hit opens the inspector in the sheet', async () => {
      await search(page, '临江广播')
      await page.getByRole('search').getByRole('option').first().tap()
      await expect(sheet).toContainText('219.01')
      await expect(sheet).toHaveAttribute('data-height', /half|full/)
      await expectAccessible(page, 'inspector')
      expect(await findSmall(page)).toEqual([])
    })
    await page.getByRole('button', { name: '切换为中文' }).click()
    await expect(language(page)).toHaveAttribute('lang', /^zh/)
    await expectAccessible(page, 'zh')
    // Nothing scrolls sideways.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  })
})

/** Controls that are smaller than a finger, unless a larger label is pressed in their place. */
const findSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>('button, a[href], input:not([type=hidden]), select')]
    return all
      .filter(
        element =>
          element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest('[inert]'),
      )
      .map(element => ({ element, box: (element.closest('label') ?? element).getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1 && (box.width < 43.5 || box.height < 43.5))
      .map(
        ({ element, box }) =>
          `${element.getAttribute('aria-label') ?? element.textContent} ${box.width.toFixed(0)} × ${box.height.toFixed(0)}`,
      )
  })
