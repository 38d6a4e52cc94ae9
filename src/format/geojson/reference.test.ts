import { readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { PrismGeometry } from '#model/city/feature.ts'
import { DataError } from '#model/exchange/error.ts'
import { countKinds, readBytes, rowsOf } from '../../../test/reading.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { reader } from './index.ts'

const city = (name: string) => readBytes(reader, readFileSync(sharedData(`city/geojson/${name}`)), name)

function prismsOf(sets: Awaited<ReturnType<typeof city>>['sets']): PrismGeometry[] {
  return sets.map(({ geometry }) => geometry).filter(geometry => geometry.type === 'prism')
}

// Oracle: the facts in shared/data/README.md.
describeWithShared('the cities of the reference data', () => {
  it('recognises each of them', () => {
    for (const name of readdirSync(sharedData('city/geojson'))) {
      const head = readFileSync(sharedData(`city/geojson/${name}`)).subarray(0, 65536)
      expect(reader.detect(head, 'x'), name).toBeGreaterThan(0.8)
    }
  })

  it('has 999 buildings in Lower Manhattan, the tallest 541 m', async () => {
    const { sets } = await city('nyc-lower-manhattan-buildings.json')
    expect(countKinds(sets)).toEqual({ Building: 999 })
    expect(Math.max(...prismsOf(sets).flatMap(({ height }) => [...height]))).toBe(541)
  })

  it('has 1,981 building features in Lujiazui, 963 with a height, the tallest 632 m', async () => {
    const { sets } = await city('shanghai-lujiazui-vectortiles.json')
    const counts = countKinds(sets)
    expect(counts.Building + counts.BuildingPart).toBe(1981)
    const buildings = rowsOf(sets.filter(({ kind }) => kind.startsWith('Building')))
    const heights = buildings.map(({ height }) => height).filter(height => Number(height) > 0)
    expect(heights).toHaveLength(963)
    expect(Math.max(...heights.map(Number))).toBe(632)
    expect(Object.values(counts).reduce((a, b) => a + b)).toBe(1981 + 1778 + 494 + 327 + 60 + 106 + 6 + 18 + 34)
  })

  it('has 5,438 footprints of ten heights in Nanshan', async () => {
    const { sets } = await city('shenzhen-nanshan-building.geojson')
    expect(countKinds(sets)).toEqual({ Building: 5438 })
    const counts = new Map<number, number>()
    for (const { height } of prismsOf(sets)) for (const one of height) counts.set(one, (counts.get(one) ?? 0) + 1)
    expect([...counts].sort(([a], [b]) => a - b)).toEqual([
      [18, 3956],
      [41, 662],
      [64, 392],
      [88, 246],
      [111, 139],
      [134, 36],
      [158, 2],
      [181, 2],
      [204, 1],
      [228, 2],
    ])
  })
})

function filesUnder(path: string): string[] {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap(name => filesUnder(`${path}/${name}`)) : [path]
}

/** Success, or the code of the typed error. */
async function outcome(file: string, step: number): Promise<string> {
  try {
    await readBytes(reader, readFileSync(file), file.split('/').at(-1)!, { step })
    return 'read'
  } catch (error) {
    if (error instanceof DataError) return error.code
    throw error
  }
}

describeWithShared('hostile input', () => {
  const json = filesUnder(sharedData('corpora/jsontestsuite/test_parsing')).filter(file => file.endsWith('.json'))
  const geojson = filesUnder(sharedData('corpora/geojson-bad/test')).filter(file => file.endsWith('.geojson'))

  // Oracle: the first letter of the file's name; none of these files is GeoJSON, so what is valid ends in `schema`.
  it('refuses what is no JSON and accepts what is, whole or byte by byte', async () => {
    expect(json.length).toBeGreaterThan(300)
    for (const file of json) {
      const name = file.split('/').at(-1)!
      for (const step of [1, 65536]) {
        const code = await outcome(file, step)
        if (name.startsWith('y_')) expect([name, code]).toEqual([name, 'schema'])
        else if (name.startsWith('n_')) expect(['syntax', 'truncated', 'limit-depth'], name).toContain(code)
      }
    }
  })

  it('reads or refuses every bad GeoJSON with a typed error', async () => {
    expect(geojson.length).toBeGreaterThan(30)
    for (const file of geojson) {
      const code = await outcome(file, 7)
      const good = file.split('/').at(-1)!.startsWith('good-')
      expect(good ? ['read'] : ['read', 'syntax', 'schema', 'truncated'], file).toContain(code)
    }
  })
})
