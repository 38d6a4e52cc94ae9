import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DataError } from '#model/exchange/error.ts'
import type { Reader } from '#model/exchange/reader.ts'
import { buildCity } from '#pipeline/build.ts'
import { loadReaders } from '#pipeline/read/readers.ts'
import { createMemorySource } from '#pipeline/read/source.ts'
import { describeWithShared, sharedData } from '../shared.ts'

/** Hostile and malformed files that others collected: each ends in a city, or in an error with a code, within five seconds. */
const folders = [
  'corpora/jsontestsuite',
  'corpora/geojson-bad',
  'corpora/cityjson',
  'corpora/blns',
  'corpora/xss',
  'corpora/dompurify',
]

const filesOf = (folder: string) =>
  (readdirSync(sharedData(folder), { recursive: true }) as string[])
    .filter(name => statSync(sharedData(join(folder, name))).isFile())
    .sort()

type Outcome = 'city' | DataError['code']

async function importFile(path: string, name: string, readers: readonly Reader[]): Promise<Outcome> {
  try {
    await buildCity([createMemorySource(name, new Uint8Array(readFileSync(path)))], { readers, crs: undefined })
    return 'city'
  } catch (error) {
    if (error instanceof DataError) return error.code
    throw error
  }
}

describeWithShared('files that are meant to break readers', () => {
  for (const folder of folders) {
    it(`${folder}: a city or a typed error for each file, within five seconds`, async () => {
      const readers = await loadReaders()
      const outcomes = new Map<Outcome, number>()
      const slow: string[] = []
      const broken: string[] = []
      for (const name of filesOf(folder)) {
        const start = performance.now()
        // The name of a GeoJSON file makes its reader take what it would otherwise refuse to touch.
        for (const alias of [name, `${name}.geojson`, `${name}.city.json`, `${name}.osm`]) {
          try {
            const outcome = await importFile(sharedData(join(folder, name)), alias, readers)
            outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
          } catch (error) {
            broken.push(`${alias}: ${error}`)
          }
        }
        if (performance.now() - start > 5000) slow.push(name)
      }
      expect(broken).toEqual([])
      expect(slow).toEqual([])
      expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(4 * filesOf(folder).length)
    })
  }

  it('refuses what is no JSON under the name of GeoJSON', async () => {
    const readers = await loadReaders()
    const folder = 'corpora/jsontestsuite/test_parsing'
    const refused = filesOf(folder).filter(name => name.startsWith('n_'))
    expect(refused.length).toBe(188)
    for (const name of refused) {
      expect(await importFile(sharedData(join(folder, name)), 'file.geojson', readers), name).not.toBe('city')
    }
  })
})
