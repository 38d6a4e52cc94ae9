import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** Oracle: the contrast ratio of WCAG 2.2 (relative luminance of sRGB colours), AA for text of any size. */

const css = readFileSync(fileURLToPath(new URL('./tokens.css', import.meta.url)), 'utf8')

function readTokens(scheme: string): Record<string, string> {
  const start = css.indexOf(`[data-mantine-color-scheme="${scheme}"]`)
  const block = css.slice(start, css.indexOf('}', start))
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(match => [match[1], match[2]]))
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map(at => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

describe.each(['light', 'dark'])('tokens of the %s theme', scheme => {
  const tokens = readTokens(scheme)

  it('can be read on every surface', () => {
    for (const text of ['text', 'muted', 'accent', 'gold', 'critical', 'warning', 'information', 'good'])
      for (const surface of ['ground', 'panel'])
        expect(contrast(tokens[text], tokens[surface]), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5)
    for (const text of ['text', 'muted'])
      expect(contrast(tokens[text], tokens.raised), `${text} on raised`).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens['on-accent'], tokens.accent)).toBeGreaterThanOrEqual(4.5)
  })

  it('are those of the design', () => {
    const wanted = {
      light: ['#f7f5ef', '#ffffff', '#eeeae0', '#23695c'],
      dark: ['#0e1416', '#161d20', '#1f282c', '#6cc3b0'],
    }
    const { ground, panel, raised, accent } = tokens
    expect([ground, panel, raised, accent]).toEqual(wanted[scheme as 'light' | 'dark'])
  })
})
