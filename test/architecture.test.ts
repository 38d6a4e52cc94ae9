import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { layers, packages, roles, separate, toDiagram } from './layers.ts'

const root = fileURLToPath(new URL('../src/', import.meta.url))

interface Edge {
  from: string
  /** Path below src, or a package name. */
  to: string
  internal: boolean
}

const isTest = (file: string) => /\.(test|bench)\.tsx?$/.test(file)
const files = (readdirSync(root, { recursive: true }) as string[])
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
const sources = files.filter(file => !isTest(file) && !file.includes('fixture'))

function importsOf(file: string): Edge[] {
  const text = readFileSync(root + file, 'utf8')
  const { module, errors } = parseSync(file, text)
  expect(errors, file).toEqual([])
  const specifiers = [
    ...module.staticImports.map(entry => entry.moduleRequest.value),
    ...module.staticExports.flatMap(entry => entry.entries.flatMap(item => item.moduleRequest?.value ?? [])),
    ...module.dynamicImports.flatMap(entry => literal(text.slice(entry.moduleRequest.start, entry.moduleRequest.end))),
    // `new URL('./x.ts', import.meta.url)` starts workers.
    ...[...text.matchAll(/new URL\(\s*'([^']+\.tsx?)',\s*import\.meta\.url/g)].map(match => match[1]),
  ]
  return [...new Set(specifiers)].map(specifier => resolve(file, specifier))
}

function literal(source: string): string[] {
  const match = /^['"`]([^'"`$]+)['"`]$/.exec(source.trim())
  return match ? [match[1]] : []
}

function resolve(file: string, specifier: string): Edge {
  const clean = specifier.replace(/\?.*$/, '')
  if (clean.startsWith('#')) return { from: file, to: clean.slice(1), internal: true }
  if (clean.startsWith('.')) return { from: file, to: posix.join(posix.dirname(file), clean), internal: true }
  return { from: file, to: clean, internal: false }
}

const edges = sources.flatMap(importsOf)
const inside = edges.filter(edge => edge.internal && /\.tsx?$/.test(edge.to))

const top = (file: string) => file.split('/')[0]
const layerOf = (file: string) => layers.findIndex(layer => layer.includes(top(file)))

describe('the house', () => {
  it('sees every file and edge it judges', () => {
    expect(sources.length).toBeGreaterThan(80)
    expect(inside.length).toBeGreaterThan(150)
    const known = new Set(files)
    expect(inside.filter(edge => !known.has(edge.to)).map(edge => `${edge.from} -> ${edge.to}`)).toEqual([])
    expect(sources.filter(file => layerOf(file) < 0)).toEqual([])
  })

  it('imports in one direction', () => {
    const wrong = inside.filter(({ from, to }) => top(from) !== top(to) && layerOf(to) >= layerOf(from))
    expect(wrong.map(edge => `${edge.from} -> ${edge.to}`)).toEqual([])
  })

  it('keeps separate houses apart', () => {
    const wrong = inside.filter(
      ({ from, to }) =>
        top(from) === top(to) &&
        (separate as readonly string[]).includes(top(from)) &&
        from.split('/')[1] !== to.split('/')[1],
    )
    expect(wrong.map(edge => `${edge.from} -> ${edge.to}`)).toEqual([])
  })

  it('lets each file import what its role allows', () => {
    const wrong = inside.flatMap(({ from, to }) => {
      const name = posix.basename(from)
      return roles
        .filter(role => role.file.test(name))
        .filter(
          role =>
            role.mayNotImport?.includes(top(to)) ||
            (role.mayImport && !role.mayImport.includes(top(to)) && posix.dirname(from) !== posix.dirname(to)),
        )
        .map(role => `${from} -> ${to}: ${role.why}`)
    })
    expect(wrong).toEqual([])
  })

  it('keeps packages in their rooms', () => {
    const wrong = edges
      .filter(edge => !edge.internal)
      .flatMap(({ from, to }) =>
        packages
          .filter(rule => rule.name.test(to) && !rule.only.test(from))
          .map(rule => `${from} -> ${to}: ${rule.why}`),
      )
    expect(wrong).toEqual([])
  })

  it('does not import its own folder through index.ts', () => {
    const wrong = inside.filter(
      ({ from, to }) => posix.basename(to) === 'index.ts' && posix.dirname(from) === posix.dirname(to),
    )
    expect(wrong.map(edge => `${edge.from} -> ${edge.to}`)).toEqual([])
  })

  it('has no cycle, types counted', () => {
    expect(findCycle(inside)).toEqual([])
  })

  it('is drawn in the guide as it is', () => {
    const guide = readFileSync(fileURLToPath(new URL('../docs/guide/architecture.md', import.meta.url)), 'utf8')
    expect(guide).toContain(toDiagram())
    for (const folder of layers.flat().filter(name => !name.includes('.')))
      expect(guide, folder).toContain(`\`${folder}/\``)
    for (const role of [...roles, ...packages]) expect(guide, role.why).toContain(role.why)
  })

  it('has no default export', () => {
    const wrong = sources.filter(file => /^export default /m.test(readFileSync(root + file, 'utf8')))
    expect(wrong).toEqual([])
  })
})

/** The first cycle found, as the files along it; empty where there is none. */
function findCycle(graph: readonly Edge[]): string[] {
  const next = new Map<string, Edge[]>()
  for (const edge of graph) next.set(edge.from, [...(next.get(edge.from) ?? []), edge])
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): string[] => {
    if (done.has(file)) return []
    const at = path.indexOf(file)
    if (at >= 0) return [...path.slice(at), file]
    path.push(file)
    for (const edge of next.get(file) ?? []) {
      const cycle = visit(edge.to)
      if (cycle.length > 0) return cycle
    }
    path.pop()
    done.add(file)
    return []
  }
  for (const file of next.keys()) {
    const cycle = visit(file)
    if (cycle.length > 0) return cycle
  }
  return []
}
