import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { generateDemo } from './index.ts'

function files(seed: number) {
  const out: [name: string, sha256: string][] = []
  for (const event of generateDemo({ seed, buildings: 800 }))
    if (event.type === 'file') out.push([event.name, createHash('sha256').update(event.bytes).digest('hex')])
  return out
}

interface Parcel {
  id: string
  properties: { FAR: number; heightLimit: number; builtFAR: number; builtHeight: number }
}

describe('generateDemo', () => {
  it('plants the zoning violations which it lists, and no others', () => {
    for (const event of generateDemo({ seed: 3, buildings: 4000 })) {
      if (event.type !== 'file' || event.name !== 'linjiang-zoning.geojson') continue
      const zoning = JSON.parse(new TextDecoder().decode(event.bytes))
      const features: Parcel[] = zoning.features
      const broken = features.filter(({ properties: p }) => p.builtFAR > p.FAR + 0.005 || p.builtHeight > p.heightLimit)
      expect(broken.length).toBeGreaterThan(0)
      expect(broken.map(f => f.id)).toEqual(zoning.planted.map((p: { id: string }) => p.id))
    }
  })

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
