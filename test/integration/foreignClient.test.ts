import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { toEcef } from '#math/geodesy/ellipsoid.ts'
import { cellAt, findColumn } from '#model/city/table.ts'
import { buildCity } from '#pipeline/build.ts'
import { createCity } from '#pipeline/open/city.ts'
import { createMemoryFolder } from '#pipeline/open/memory.ts'
import { createPlanData } from '#pipeline/open/planData.ts'
import { loadReaders } from '#pipeline/read/readers.ts'
import { createMemorySource } from '#pipeline/read/source.ts'
import { writePackage } from '#pipeline/write/write.ts'
import { type ForeignClient, openForeignClient } from '../fixtures/foreignClient.ts'
import { toyTown } from '../library.ts'
import { describeWithShared, sharedData } from '../shared.ts'

vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 0))
vi.stubGlobal('cancelAnimationFrame', clearTimeout)
vi.stubGlobal('window', { location: { href: 'http://package/' } })

const clients: ForeignClient[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.dispose()
})

async function build(name: string, bytes: Uint8Array, crs?: string) {
  const plan = await buildCity([createMemorySource(name, bytes)], { readers: await loadReaders(), crs })
  const folder = createMemoryFolder()
  await writePackage(plan, folder)
  const { extent, heights } = plan.tiles!
  const middle = [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2] as const
  const [lon, lat] = middle
  const across = toEcef(extent[0], extent[1], 0).map((v, i) => v - toEcef(extent[2], extent[3], 0)[i])
  const open = async (errorTarget: number, up = heights[1] + Math.hypot(...across)) => {
    const client = await openForeignClient(
      folder,
      'tiles/tileset.json',
      toEcef(lon, lat, up),
      toEcef(lon, lat, 0),
      errorTarget,
    )
    clients.push(client)
    return client
  }
  return { plan, open }
}

/** Rows of the features that are drawn as solids, by the joiner's own account. */
function drawnRows(plan: Awaited<ReturnType<typeof build>>['plan']): number[] {
  const solid = new Set(['Building', 'BuildingPart', 'Bridge', 'GenericCityObject'])
  return plan.city.sets.flatMap(({ kind, geometry, hidden, firstRow }) =>
    solid.has(kind) && (geometry.type === 'prism' || geometry.type === 'surface')
      ? [...hidden].flatMap((flag, f) => (flag === 0 ? [firstRow + f] : []))
      : [],
  )
}

const rowsOf = (client: ForeignClient) => client.properties().map(({ row }) => Number(row))

/** A ray straight down on to a place. */
const fromAbove = (lon: number, lat: number): [number[], number[]] => {
  const origin = toEcef(lon, lat, 5000)
  const foot = toEcef(lon, lat, 0)
  return [origin, foot.map((v, i) => v - origin[i])]
}

describe('a client that is not ours (3d-tiles-renderer)', () => {
  let town: Awaited<ReturnType<typeof build>>
  const side = 60
  beforeAll(async () => {
    town = await build('town.geojson', new TextEncoder().encode(toyTown(side)))
  })

  it('sees every building exactly once in the leaves', async () => {
    expect(town.plan.tiles!.paths.length).toBeGreaterThan(4)
    const client = await town.open(0)
    const rows = rowsOf(client)
    expect(rows.length).toBe(side * side)
    expect([...rows].sort((a, b) => a - b)).toEqual(drawnRows(town.plan))
  })

  it('sees something from far away too, with less', async () => {
    const client = await town.open(16, 60_000)
    expect(client.drawnTiles).toBeGreaterThan(0)
    expect(client.drawnTiles).toBeLessThan(town.plan.tiles!.paths.length)
  })

  it('picks the building under a ray, with its attributes', async () => {
    const client = await town.open(0)
    for (const [i, j] of [
      [0, 0],
      [17, 42],
      [59, 59],
      [30, 1],
    ]) {
      const [origin, direction] = fromAbove(121.5 + i * 4e-4 + 1e-4, 31.2 + j * 4e-4 + 1e-4)
      const hit = client.raycast(origin, direction)
      const height = 6 + 3 * ((i * side + j) % 7)
      expect(hit?.properties).toMatchObject({ id: `b${i}-${j}`, height, storeys: 2 + (i % 5), use: 'office' })
      // 5,000 m above the ellipsoid, on to a flat roof.
      expect(hit?.distance).toBeCloseTo(5000 - height, 1)
    }
    expect(client.raycast(...fromAbove(121.5 + 3e-4, 31.2 + 3e-4))).toBeUndefined()
  })

  it('agrees with our own picking', async () => {
    const client = await town.open(0)
    const city = createCity(createPlanData(town.plan))
    const ids = findColumn(town.plan.city.table, 'id')!
    for (let k = 0; k < 50; k++) {
      const origin = toEcef(121.49 + ((k * 7) % 50) * 1e-3, 31.19 + ((k * 11) % 50) * 1e-3, 900)
      const target = toEcef(121.5 + ((k * 13) % 60) * 4e-4 + 1e-4, 31.2 + ((k * 29) % 60) * 4e-4 + 1e-4, 2)
      const along = target.map((v, i) => v - origin[i])
      const length = Math.hypot(...along)
      const direction = along.map(v => v / length) as [number, number, number]
      const theirs = client.raycast(origin, direction)
      const ours = await city.pick({ origin, direction })
      expect(ours && cellAt(ids, ours.row)).toBe(theirs?.properties.id)
      expect(ours?.distance).toBeCloseTo(theirs?.distance ?? Number.NaN, 1)
    }
  })
})

describeWithShared('cities nobody here wrote in a client nobody here wrote', () => {
  it.each([
    ['city/osm/helsinki-centre.osm.pbf', undefined],
    ['city/cityjson/delft.city.json', undefined],
    ['city/cityjson/zurich_subset_lod2.city.json', undefined],
    ['city/citygml/lod2_buildings_v3.gml', undefined],
  ])('%s: every drawn feature exactly once', async (path, crs) => {
    const { plan, open } = await build(basename(path), readFileSync(sharedData(path)), crs)
    const rows = rowsOf(await open(0))
    expect(new Set(rows).size).toBe(rows.length)
    expect([...rows].sort((a, b) => a - b)).toEqual(drawnRows(plan))
  })
})
