import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { FeatureSet } from '#model/city/feature.ts'
import { cellAt, findColumn } from '#model/city/table.ts'
import { DataError } from '#model/exchange/error.ts'
import { createNoticeLog } from '#model/exchange/notice.ts'
import { defaultLimits } from '#model/exchange/reader.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { reader } from './index.ts'

async function readText(text: string, name = 'line.json5') {
  const bytes = new TextEncoder().encode(text)
  const source = { name, size: bytes.length, stream: () => new Blob([bytes]).stream(), bytes: async () => bytes }
  const notices = createNoticeLog()
  const sets: FeatureSet[] = []
  for await (const event of reader.read(source, { limits: defaultLimits, notices })) {
    if (event.type === 'features') sets.push(event.set)
  }
  return { sets, notices: notices.list() }
}

const texts = (set: FeatureSet, name: string) =>
  Array.from({ length: set.table.rowCount }, (_, row) => {
    const column = findColumn(set.table, name)
    return column && cellAt(column, row)
  })

it('names what is wrong with a file that is none of them', async () => {
  await expect(readText('{name: ')).rejects.toThrow(DataError)
  await expect(readText('{name: 3}')).rejects.toMatchObject({ code: 'schema' })
})

// Oracle: the facts in shared/data/README.md.
describeWithShared('the Beijing subway', () => {
  const folder = sharedData('city/beijing-subway/')
  const open = (name: string) => readText(readFileSync(folder + name, 'utf8'), name)
  const lines = readdirSync(folder).filter(name => name.endsWith('.json5') && name !== 'metadata.json5')

  it('has 25 lines with 415 names of stations, all without a place', async () => {
    expect(lines).toHaveLength(25)
    const names = new Set<unknown>()
    for (const name of lines) {
      const { sets, notices } = await open(name)
      expect(sets.map(({ kind }) => kind)).toEqual(['TransitLine', 'TransitStop'])
      expect(sets.every(({ geometry }) => geometry.type === 'none')).toBe(true)
      expect(notices).toMatchObject([{ code: 'no-coordinates', quarantined: false }])
      for (const station of texts(sets[1], 'name')) names.add(station)
    }
    expect(names.size).toBe(415)
  })

  it('knows line 2 as a loop of 18 stations and line 10 with 45', async () => {
    const [line2, stops2] = (await open('line2.json5')).sets
    expect(stops2.table.rowCount).toBe(18)
    expect(texts(line2, 'loop')).toEqual(['yes'])
    // The 18 distances in the file, added by hand.
    expect(texts(line2, 'length')).toEqual([23_000])
    expect((await open('line10.json5')).sets[1].table.rowCount).toBe(45)
  })

  it('has 104 stations with transfers', async () => {
    const { sets } = await open('metadata.json5')
    expect(sets[0].table.rowCount).toBe(104)
    expect(texts(sets[0], 'lines')[0]).toBe('1号线; 2号线')
  })

  it('reads the places of the map as pixels', async () => {
    const { sets } = await open('maps/real_distance.json5')
    expect(sets[0].table.rowCount).toBe(425)
    expect(texts(sets[0], 'mapX')[0]).toBe(6467)
  })

  it('recognises each of them', () => {
    for (const name of [...lines, 'metadata.json5', 'maps/real_distance.json5']) {
      expect(reader.detect(readFileSync(folder + name).subarray(0, 65536), name)).toBeGreaterThan(0.9)
    }
  })
})
