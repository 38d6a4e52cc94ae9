import { beforeAll, describe, expect, it } from 'vitest'
import { checkTileset, readGlb, type Tile, type Tileset, tilesReady } from '#format/tiles3d/index.ts'
import { createLocalFrame } from '#math/geodesy/ellipsoid.ts'
import { reverseRing } from '#math/geometry/ring.ts'
import { isClosed, meshVolume } from '#math/mesh/measure.ts'
import { createRandom } from '#math/random.ts'
import type { PrismGeometry } from '#model/city/feature.ts'
import type { NumberColumn } from '#model/city/table.ts'
import { findColumn } from '#model/city/table.ts'
import { DataError } from '#model/exchange/error.ts'
import type { TileInput } from './input.ts'
import { planTiles } from './plan.ts'
import { createSampleCity } from './sample.ts'

beforeAll(tilesReady)

const parse = (bytes: Uint8Array): Tileset => JSON.parse(new TextDecoder().decode(bytes))

function walk(tile: Tile, visit: (tile: Tile, parent?: Tile) => void, parent?: Tile): void {
  visit(tile, parent)
  for (const child of tile.children ?? []) walk(child, visit, tile)
}

describe('a city of 6,000 buildings', () => {
  const city = createSampleCity(6000)
  const plan = planTiles(city, { leafVertices: 8000 })
  const leaves = plan.tiles.filter(tile => tile.children.length === 0)

  it('has every building in one leaf, and in a block of every level above', () => {
    const rows = leaves.flatMap(({ path }) => [...rowsOf(plan.contentOf(path).table)])
    expect(rows.length).toBe(6000)
    expect(new Set(rows).size).toBe(6000)
    const root = plan.contentOf('0/0/0.glb')
    const volumeOfRoot = meshVolumeOf(root.mesh)
    const volumeOfLeaves = leaves.reduce((sum, { path }) => sum + meshVolumeOf(plan.contentOf(path).mesh), 0)
    expect(volumeOfRoot / volumeOfLeaves).toBeGreaterThan(0.95)
    expect(volumeOfRoot / volumeOfLeaves).toBeLessThan(1.05)
    expect(root.mesh.positions.length).toBeLessThan(leaves.length * 3 * 8000 * 0.5)
  })

  it('has errors that fall towards the leaves and a tileset error that scales with the extent', () => {
    const tileset = parse(plan.tileset)
    expect(tileset.geometricError).toBeGreaterThan(tileset.root.geometricError)
    walk(tileset.root, (tile, parent) => {
      if (parent) expect(tile.geometricError).toBeLessThan(parent.geometricError)
      expect(tile.geometricError === 0).toBe(!tile.children)
    })
    const small = parse(planTiles(createSampleCity(600)).tileset)
    const factor = Math.sqrt(10)
    expect(tileset.geometricError / small.geometricError).toBeGreaterThan(factor * 0.8)
    expect(tileset.geometricError / small.geometricError).toBeLessThan(factor * 1.2)
  })

  it('has boxes that hold their content, tightly, and their children', () => {
    for (const tile of plan.tiles) {
      const { mesh } = readGlb(plan.encodeTile(tile.path))
      for (let k = 0; k < 3; k++) {
        const [least, most] = rangeOf(mesh.positions, k)
        expect(least).toBeGreaterThanOrEqual(tile.min[k])
        expect(most).toBeLessThanOrEqual(tile.max[k])
        if (tile.children.length === 0) expect(tile.max[k] - tile.min[k]).toBeLessThan(most - least + 0.2)
      }
    }
  })

  it('passes the check of packages', async () => {
    const { problems } = await checkTileset(parse(plan.tileset), async path => plan.encodeTile(path))
    expect(problems).toEqual([])
  })

  it('puts vertices where the ellipsoid has them (oracle: exact local frame)', () => {
    const { coordinates } = (city.sets[0].geometry as { footprint: { coordinates: Float64Array } }).footprint
    const tile = leaves[0]
    const { mesh, table } = plan.contentOf(tile.path)
    const row = rowsOf(table)[0]
    const geometry = city.sets[0].geometry as unknown as { footprint: { ringOffsets: Uint32Array } }
    const first = geometry.footprint.ringOffsets[row]
    const ecef = (v: number) =>
      [0, 1, 2].map(
        k =>
          tile.matrix[k] * mesh.positions[v * 3] +
          tile.matrix[4 + k] * mesh.positions[v * 3 + 1] +
          tile.matrix[8 + k] * mesh.positions[v * 3 + 2] +
          tile.matrix[12 + k],
      )
    const expected = createLocalFrame(coordinates[first * 2], coordinates[first * 2 + 1], 4).matrix.slice(12, 15)
    const actual = ecef(0)
    expect(Math.hypot(...actual.map((value, k) => value - expected[k]))).toBeLessThan(1e-3)
  })

  it('gives the same bytes every time and names what it lacks', () => {
    const again = planTiles(createSampleCity(6000), { leafVertices: 8000 })
    expect(Buffer.compare(again.tileset, plan.tileset)).toBe(0)
    expect(Buffer.compare(again.encodeTile('0/0/0.glb'), plan.encodeTile('0/0/0.glb'))).toBe(0)
    expect(() => plan.encodeTile('9/9/9.glb')).toThrow(DataError)
  })

  it('has attributes which styling by range and class can use in massings', () => {
    const { table } = readGlb(plan.encodeTile('0/0/0.glb'))
    const height = findColumn(table, 'height') as NumberColumn
    expect(height.values.every(value => value >= 4 && value <= 160)).toBe(true)
    expect(findColumn(table, 'use')?.type).toBe('category')
    expect(table.columns.map(column => column.name).slice(0, 2)).toEqual(['row', 'base'])
  })
})

describe('cities at the ends of the scale', () => {
  it('a single building is its own root, always drawn', () => {
    const plan = planTiles(createSampleCity(1))
    expect(plan.paths).toEqual(['0/0/0.glb'])
    const tileset = parse(plan.tileset)
    expect(tileset.geometricError).toBeGreaterThan(0)
    expect(tileset.root.geometricError).toBe(0)
    expect(readGlb(plan.encodeTile('0/0/0.glb')).table.rowCount).toBe(1)
  })

  it('no building at all is a typed error', () => {
    const city = createSampleCity(1)
    city.sets[0].hidden[0] = 1
    expect(() => planTiles(city)).toThrow(expect.objectContaining({ code: 'empty' }))
  })

  it('buildings on one spot stay together', () => {
    const city = createSampleCity(50)
    const footprint = (city.sets[0].geometry as { footprint: { coordinates: Float64Array } }).footprint
    footprint.coordinates.fill(5)
    expect(planTiles(city, { leafVertices: 20 }).features).toBe(50)
  })
})

it('walls look outward whichever way the rings of the file run (oracle: the same city, rings reversed)', () => {
  const volume = (city: TileInput) => meshVolumeOf(planTiles(city).contentOf('0/0/0.glb').mesh)
  const turned = createSampleCity(200)
  const { footprint } = turned.sets[0].geometry as PrismGeometry
  for (let f = 0; f < 200; f++)
    reverseRing(footprint.coordinates, footprint.ringOffsets[f], footprint.ringOffsets[f + 1])
  expect(volume(turned) / volume(createSampleCity(200))).toBeCloseTo(1, 5)
})

it('buildings come out closed', () => {
  const { mesh } = planTiles(createSampleCity(400)).contentOf('0/0/0.glb')
  expect(isClosed({ ...mesh, indexCount: mesh.indices.length, vertexCount: mesh.positions.length / 3 })).toBe(true)
})

function rowsOf(table: { columns: { name: string }[] }): Float64Array {
  return (table.columns.find(column => column.name === 'row') as NumberColumn).values
}

function meshVolumeOf(mesh: { positions: Float32Array; indices: Uint32Array; featureIds: Uint32Array }): number {
  // Massings have no bottom: close the volume by summing over the plane z = 0 of the tile, which is their foot.
  return meshVolume({
    positions: Float64Array.from([...mesh.positions, 0, 0, 0]),
    indices: Uint32Array.from([
      mesh.positions.length / 3,
      mesh.positions.length / 3,
      mesh.positions.length / 3,
      ...mesh.indices,
    ]),
    vertexCount: mesh.positions.length / 3 + 1,
    indexCount: mesh.indices.length + 3,
  })
}

it('footprints of every sad sort make a tile (no triangle, a spike, a bow tie, a point, holes outside)', () => {
  const city = createSampleCity(60)
  const { footprint } = city.sets[0].geometry as PrismGeometry
  const { coordinates, ringOffsets } = footprint
  const random = createRandom('sad')
  for (let f = 0; f < 60; f++) {
    const ring = coordinates.subarray(ringOffsets[f] * 2, ringOffsets[f + 1] * 2)
    if (f % 6 === 0) ring.fill(ring[0])
    else if (f % 6 === 1) ring.set(ring.subarray(0, 2), 4)
    else if (f % 6 === 2) ring.set([...ring.subarray(4, 6), ...ring.subarray(2, 4)], 2)
    else if (f % 6 === 3) for (let i = 3; i < ring.length; i += 2) ring[i] = ring[1]
    else if (f % 6 === 4) for (let i = 0; i < ring.length; i++) ring[i] += random.between(-1e-4, 1e-4)
  }
  footprint.polygonOffsets = Uint32Array.from(
    [...footprint.featureOffsets].map(i => Math.min(60, i + (i > 30 ? 1 : 0))),
  )
  const { mesh } = readGlb(planTiles(city).encodeTile('0/0/0.glb'))
  expect(mesh.positions.every(Number.isFinite)).toBe(true)
})

it('a surface without a triangle still makes a tile', () => {
  const polygons = {
    dimension: 3 as const,
    coordinates: Float64Array.of(5, 50, 1, 5, 50, 2),
    ringOffsets: Uint32Array.of(0, 2),
    polygonOffsets: Uint32Array.of(0, 1),
    featureOffsets: Uint32Array.of(0, 1),
  }
  const geometry = {
    type: 'surface' as const,
    lod: '2',
    polygons,
    surfaceType: new Uint8Array(1),
    solid: new Uint8Array(1),
  }
  const plan = planTiles({
    sets: [{ geometry, firstRow: 0, count: 1, hidden: new Uint8Array(1), ground: new Float32Array(1) }],
    table: { rowCount: 1, columns: [] },
  })
  expect(readGlb(plan.encodeTile('0/0/0.glb')).table.rowCount).toBe(1)
})

function rangeOf(positions: Float32Array, axis: number): [least: number, most: number] {
  let least = Infinity
  let most = -Infinity
  for (let i = axis; i < positions.length; i += 3) {
    least = Math.min(least, positions[i])
    most = Math.max(most, positions[i])
  }
  return [least, most]
}
