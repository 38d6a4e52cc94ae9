import { describe, expect, it } from 'vitest'
import { createFeatureIndex, indexFeatures } from '../join/featureIndex.ts'
import type { JoinedCity, JoinedSet } from '../join/joined.ts'
import { toLabels } from './labels.ts'

const text = (name: string, cells: readonly string[]) => {
  const parts = cells.map(cell => new TextEncoder().encode(cell))
  const offsets = Uint32Array.from([0, ...parts.map((_, i) => parts.slice(0, i + 1).reduce((n, p) => n + p.length, 0))])
  return { type: 'text', name, offsets, bytes: Uint8Array.from(parts.flatMap(part => [...part])) }
}

/** Two pieces of one street along the equator (0.01 and 0.03 degrees), an alley, and a suburb. */
function createTown(): JoinedCity {
  const roads: JoinedSet = {
    kind: 'Road',
    geometry: {
      type: 'line',
      lines: {
        dimension: 2,
        coordinates: Float64Array.of(0, 0, 0.01, 0, 0.01, 0, 0.02, 0, 0.04, 0, 0, 0.1, 0, 0.2),
        lineOffsets: Uint32Array.of(0, 2, 5, 7),
        featureOffsets: Uint32Array.of(0, 1, 2, 3),
      },
    },
    firstRow: 0,
    count: 3,
    hidden: new Uint8Array(3),
    ground: Float32Array.of(5, 6, 7),
  }
  const places: JoinedSet = {
    kind: 'PointOfInterest',
    geometry: { type: 'point', points: { dimension: 2, coordinates: Float64Array.of(1, 2) } },
    firstRow: 3,
    count: 1,
    hidden: new Uint8Array(1),
    ground: Float32Array.of(8),
  }
  const index = createFeatureIndex(4)
  for (const set of [roads, places]) indexFeatures(index, set.geometry, set.firstRow, set.count, set.ground)
  const columns = [
    text('name', ['一环路', '一环路', 'Back alley', '老城区']),
    text('name:en', ['First Ring', 'First Ring', '', 'Old Town']),
    text('highway', ['primary', 'primary', 'service', '']),
    text('place', ['', '', '', 'suburb']),
  ]
  return { sets: [roads, places], table: { rowCount: 4, columns }, index } as unknown as JoinedCity
}

describe('names for the map', () => {
  const labels = toLabels(createTown())

  it('are those of districts and streets, each once, and of no alley', () => {
    expect(labels.map(({ kind, name, en }) => [kind, name, en])).toEqual([
      ['district', '老城区', 'Old Town'],
      ['street', '一环路', 'First Ring'],
    ])
  })

  it('stand in the middle of the longest piece and run along it', () => {
    const [, street] = labels
    expect([street.lon, street.lat, street.height]).toEqual([0.025, 0, 6])
    expect(street.toward?.[0]).toBeCloseTo(0.025 + 50 / 111_320, 9)
    // A degree of the equator is 111,320 m.
    expect(street.size).toBeCloseTo(0.04 * 111_320, -1)
  })
})
