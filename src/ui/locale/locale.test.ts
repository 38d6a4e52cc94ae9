import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

/** Oracle: the sources themselves. A key counts as used where it is written out, or where a template builds keys below its prefix. */

const root = fileURLToPath(new URL('../../', import.meta.url))
const paths = (readdirSync(root, { recursive: true }) as string[]).map(path => path.replaceAll('\\', '/'))
const sources = paths.filter(path => /\.tsx?$/.test(path) && !path.includes('.test.'))

interface Namespace {
  id: string
  folder: string
}

const namespaces: Namespace[] = [
  { id: 'ui', folder: 'ui/' },
  ...paths
    .flatMap(path => /^system\/([^/]+)\/locale\/zh\.json$/.exec(path)?.[1] ?? [])
    .map(id => ({ id, folder: `system/${id}/` })),
]

function readTexts({ folder }: Namespace, language: string): Map<string, string> {
  const texts = JSON.parse(readFileSync(`${root}${folder}locale/${language}.json`, 'utf8')) as object
  return new Map(flatten(texts))
}

function flatten(texts: object, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value as object, `${prefix}${key}.`),
  )
}

/** Plurals are one key to whoever asks. */
const toBase = (key: string) => key.replace(/_(one|other)$/, '')

/** Keys that the code asks for in full, and prefixes below which it builds them. Those of other namespaces carry their name. */
function findUses({ id, folder }: Namespace): { keys: Set<string>; prefixes: string[] } {
  const keys = new Set<string>()
  const prefixes: string[] = []
  for (const path of sources) {
    const text = readFileSync(root + path, 'utf8')
    for (const [, namespace, key] of text.matchAll(/['"`](?:(\w+):)?([a-z][\w-]*(?:\.[\w-]+)+)['"`]/gi))
      if (namespace === id || (!namespace && path.startsWith(folder))) keys.add(key)
    for (const [, namespace, prefix] of text.matchAll(/`(?:(\w+):)?([a-z][\w-]*\.(?:[\w-]+\.)*)\$\{/gi))
      if (namespace === id || (!namespace && path.startsWith(folder))) prefixes.push(prefix)
  }
  return { keys, prefixes }
}

/** Keys within calls of `t`, and titles that carry the namespace: these must exist. */
function findAsked({ id, folder }: Namespace): string[] {
  return sources.flatMap(path => {
    const text = readFileSync(root + path, 'utf8')
    const inCalls = path.startsWith(folder)
      ? [...text.matchAll(/\bt\([^)]*?'([a-z]\w*(?:\.[\w-]+)+)'(?:\s*:\s*'([a-z]\w*(?:\.[\w-]+)+)')?/gi)]
      : []
    const named = [...text.matchAll(new RegExp(`'${id}:([\\w.-]+)'`, 'g'))]
    return [...inCalls.flatMap(match => [match[1], match[2]]), ...named.map(match => match[1])].filter(Boolean)
  })
}

describe.each(namespaces)('texts of $id', namespace => {
  const zh = readTexts(namespace, 'zh')
  const en = readTexts(namespace, 'en')
  const bases = new Set([...zh.keys(), ...en.keys()].map(toBase))

  it('are there in both languages, with the same values to fill in', () => {
    expect([...new Set([...zh.keys()].map(toBase))].sort()).toEqual([...new Set([...en.keys()].map(toBase))].sort())
    const fills = (text: string | undefined) =>
      [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]).sort()
    for (const [key, text] of zh) if (!/_(one|other)$/.test(key)) expect(fills(text), key).toEqual(fills(en.get(key)))
    for (const [key, text] of [...zh, ...en]) expect(text.trim(), key).not.toBe('')
  })

  it('have the plural forms of their language', () => {
    for (const key of en.keys())
      if (key.endsWith('_other')) expect(en.has(key.replace(/_other$/, '_one')), key).toBe(true)
    for (const key of zh.keys()) expect(key).not.toMatch(/_one$/)
  })

  it('are Chinese in the Chinese file, but for proper names', () => {
    const allowed = /^(shell\.toEnglish|style\.(ramps|palettes)\.|origin\.tileset|action\.language)/
    for (const [key, text] of zh) if (!allowed.test(key)) expect(text, key).toMatch(/[\u4e00-\u9fff]|^\W|\{\{/)
  })

  it('are all used, and all that are used exist', () => {
    const { keys, prefixes } = findUses(namespace)
    const unused = [...bases].filter(key => !keys.has(key) && !prefixes.some(prefix => key.startsWith(prefix)))
    expect(unused).toEqual([])
    const asked = findAsked(namespace)
    expect(asked.length).toBeGreaterThan(10)
    expect(asked.filter(key => !bases.has(key))).toEqual([])
  })
})
