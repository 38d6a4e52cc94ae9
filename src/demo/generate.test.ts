import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { generateDemo } from './index.ts'

function files(seed: number) {
  const out: [name: string, sha256: string][] = []
  for (const event of generateDemo({ seed, buildings: 800 }))
    if (event.type === 'file') out.push([event.name, createHash('sha256').update(event.bytes).digest('hex')])
  return out
}

describe('generateDemo', () => {
  it('writes the same bytes for the same seed, others for another', () => {
    const first = files(5)
    expect(files(5)).toEqual(first)
    expect(files(6)).not.toEqual(first)
    expect(first.map(([name]) => name)).toEqual([
      'linjiang-buildings.geojson',
      'linjiang-landmarks.city.json',
      'linjiang-zoning.geojson',
      'linjiang-places.osm',
      'linjiang-streets.osm',
      'linjiang-trees.osm',
      'linjiang-terrain.tif',
    ])
  })

  it('tells its progress, from low to one', () => {
    const seen: number[] = []
    for (const event of generateDemo({ seed: 1, buildings: 800 }))
      if (event.type === 'progress') seen.push(event.fraction)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen.at(-1)).toBe(1)
  })
})
