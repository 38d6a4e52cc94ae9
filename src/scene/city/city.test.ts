import { Resource } from 'cesium'
import { describe, expect, test } from 'vitest'
import { buildingUses } from '#model/city/vocabulary.ts'
import { createResource } from '../resource.ts'
import { coarsestLevel } from './ground.ts'
import { createRowTexture, rowFlag, textureWidth } from './rows.ts'
import { litShare, litShares } from './uses.ts'

const texelsOf = (rows: ReturnType<typeof createRowTexture>) =>
  rows.toUniform() as unknown as { typedArray: Uint8Array; width: number; height: number }

describe('look of rows', () => {
  test('colours, filter and selection share one texel a row and do not disturb each other', () => {
    const rows = createRowTexture(3)
    rows.setColors(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9))
    rows.setFilter(Uint8Array.of(1, 0, 1))
    rows.setSelection([1, 2])
    const { visible, colored, selected } = rowFlag
    expect([...texelsOf(rows).typedArray.subarray(0, 12)]).toEqual([
      ...[1, 2, 3, visible | colored],
      ...[4, 5, 6, colored | selected],
      ...[7, 8, 9, visible | colored | selected],
    ])
    rows.setColors(undefined)
    rows.setFilter(undefined)
    rows.setSelection([])
    expect([3, 7, 11].map(at => texelsOf(rows).typedArray[at])).toEqual([visible, visible, visible])
  })

  test('a million rows fit a texture of the size that every WebGL 2 has', () => {
    const { width, height } = texelsOf(createRowTexture(1_000_000))
    expect([width, height]).toEqual([textureWidth, 489])
  })

  test('arrays of another length are refused, rows that are not there ignored', () => {
    const rows = createRowTexture(2)
    expect(() => rows.setColors(new Uint8Array(5))).toThrow('Expected 6 bytes, got 5.')
    expect(() => rows.setFilter(new Uint8Array(3))).toThrow(RangeError)
    rows.setSelection([-1, 2, 0.5, 1e9, 1])
    expect(texelsOf(rows).typedArray[7] & rowFlag.selected).toBe(rowFlag.selected)
    expect(texelsOf(rows).typedArray[3] & rowFlag.selected).toBe(0)
  })
})

describe('lit windows', () => {
  test('homes are lit in the evening, offices by day, hospitals all night', () => {
    expect(litShare('residential', 20)).toBeGreaterThan(litShare('residential', 3) * 5)
    expect(litShare('office', 15)).toBeGreaterThan(litShare('office', 2) * 5)
    expect(litShare('health', 3)).toBeGreaterThan(0.4)
  })

  test('shares are continuous over the day and across midnight, and never leave 0 to 1', () => {
    for (const use of buildingUses)
      for (let minute = 0; minute < 1440; minute++) {
        const share = litShare(use, minute / 60)
        const next = litShare(use, ((minute + 1) % 1440) / 60)
        expect(share).toBeGreaterThan(0)
        expect(share).toBeLessThanOrEqual(1)
        expect(Math.abs(next - share), `${use} at minute ${minute}`).toBeLessThan(0.03)
      }
    expect(litShares(20)).toHaveLength(16)
  })
})

test('the coarsest level of painted ground has tiles about as wide as the city', () => {
  expect(coarsestLevel([116, 39, 116.1, 39.1])).toBe(11)
  expect(coarsestLevel([0, 0, 0, 0])).toBeLessThanOrEqual(15)
  expect(coarsestLevel([-180, -85, 180, 85])).toBe(0)
})

describe('a resource without network', () => {
  const read = async (path: string) => new TextEncoder().encode(JSON.stringify({ path })).buffer as ArrayBuffer

  test('what Cesium derives from it reads the relative path through the same function', async () => {
    const root = createResource(read, 'tiles/tileset.json')
    const tile = root.getDerivedResource({ url: '../other/0/高 楼.glb?v=1' } as Resource.ConstructorOptions)
    expect(await tile.fetchJson()).toEqual({ path: 'other/0/高 楼.glb' })
    const again = tile.clone()
    expect(new TextDecoder().decode(await again.fetchArrayBuffer())).toContain('other/0')
    expect(again).toBeInstanceOf(Resource)
  })
})
