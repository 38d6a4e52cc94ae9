import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { readFeatures } from '#format/geoparquet/index.ts'
import type { FeatureSet, SurfaceGeometry } from '#model/city/feature.ts'
import { createNoticeLog } from '#model/exchange/notice.ts'
import { createPolygonBuilder } from '#model/geo/geometryBuilder.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { buildCity } from '../build.ts'
import { createJoiner } from '../join/join.ts'
import type { JoinedCity, JoinedSet } from '../join/joined.ts'
import { loadReaders } from '../read/readers.ts'
import { createMemorySource } from '../read/source.ts'
import { writeFeatureTable } from '../write/featureTable.ts'
import { readFeatureSets } from './sets.ts'

async function readBack(city: JoinedCity, maxRows?: number) {
  const names = city.table.columns.map(({ name }) => name)
  return readFeatureSets(await readFeatures(writeFeatureTable(city)), names, maxRows)
}

/** Neighbouring sets of one kind and sort come back as one: compared feature by feature, as plain values. */
function describeSet({ kind, geometry, otherLods = [], firstRow, count, hidden, ground }: JoinedSet) {
  return Array.from({ length: count }, (_, f) => ({
    row: firstRow + f,
    kind,
    hidden: hidden[f],
    ground: ground[f],
    geometry: describeShape(geometry, f),
    otherLods: otherLods.map(lod => describeShape(lod, f)).filter(({ polygons }) => polygons.length > 0),
  }))
}

function describeShape(geometry: JoinedSet['geometry'], f: number) {
  const { type } = geometry
  if (type === 'none') return { type, polygons: [] }
  if (type === 'point') {
    const { coordinates, dimension } = geometry.points
    return { type, polygons: [coordinates.slice(f * dimension, f * dimension + dimension)] }
  }
  if (type === 'line') {
    const { featureOffsets, lineOffsets, coordinates, dimension } = geometry.lines
    const lines = Array.from({ length: featureOffsets[f + 1] - featureOffsets[f] }, (_, l) => {
      const line = featureOffsets[f] + l
      return coordinates.slice(lineOffsets[line] * dimension, lineOffsets[line + 1] * dimension)
    })
    return { type, polygons: lines }
  }
  const column = type === 'prism' ? geometry.footprint : geometry.polygons
  const { featureOffsets, polygonOffsets, ringOffsets, coordinates, dimension } = column
  const polygons = Array.from({ length: featureOffsets[f + 1] - featureOffsets[f] }, (_, p) => {
    const polygon = featureOffsets[f] + p
    return Array.from({ length: polygonOffsets[polygon + 1] - polygonOffsets[polygon] }, (_, r) => {
      const ring = polygonOffsets[polygon] + r
      return coordinates.slice(ringOffsets[ring] * dimension, ringOffsets[ring + 1] * dimension)
    })
  })
  if (type === 'area') return { type, polygons }
  if (type === 'surface') {
    const surfaceType = geometry.surfaceType.slice(featureOffsets[f], featureOffsets[f + 1])
    return { type, polygons, lod: geometry.lod, solid: geometry.solid[f], surfaceType }
  }
  const measures = [geometry.base, geometry.height, geometry.roofHeight, geometry.roofShape, geometry.roofDirection]
  return { type, polygons, measures: measures.map(values => values[f]) }
}

const describeCity = (sets: readonly JoinedSet[]) => sets.flatMap(describeSet)

describeWithShared('features read back from a package are those that were joined', () => {
  it.each([
    ['city/cityjson/3dbag_b2.city.json', undefined],
    ['city/cityjson/multi_lod.city.json', 'EPSG:7415'],
    ['city/cityjson/zurich_subset_lod2.city.json', undefined],
    ['city/cityjson/delft.city.json', undefined],
    ['city/osm/nm-map.osm.pbf', undefined],
    ['city/osm/helsinki-centre.osm.pbf', undefined],
    ['city/geojson/nyc-lower-manhattan-buildings.json', undefined],
    ['city/geojson/shanghai-lujiazui-vectortiles.json', undefined],
  ])('%s', async (path, crs) => {
    const source = createMemorySource(basename(path), readFileSync(sharedData(path)))
    const { city } = await buildCity([source], { readers: await loadReaders(), crs })
    const back = await readBack(city)
    // As a whole: `toEqual` takes half a minute to compare Helsinki.
    expect(isDeepStrictEqual(describeCity(back.sets), describeCity(city.sets))).toBe(true)
    expect(isDeepStrictEqual(back.table, city.table)).toBe(true)
    expect(back.sets.length).toBeLessThanOrEqual(city.sets.length)
  })
})

const text = (name: string, values: string[]) => {
  const parts = values.map(value => new TextEncoder().encode(value))
  const offsets = Uint32Array.from([
    0,
    ...parts.map((_, i) => parts.slice(0, i + 1).reduce((sum, { length }) => sum + length, 0)),
  ])
  return { type: 'text' as const, name, offsets, bytes: Uint8Array.from(parts.flatMap(part => [...part])) }
}

/** `count` triangles; of every other one a second LoD too. */
function triangles(count: number, own: string): FeatureSet {
  const build = (lod: string, has: (f: number) => boolean): SurfaceGeometry => {
    const polygons = createPolygonBuilder(3)
    let built = 0
    for (let f = 0; f < count; f++) {
      if (has(f)) {
        for (const [x, y] of [
          [0, 0],
          [1, 0],
          [0, 1],
        ])
          polygons.vertex(8 + (f + x) * 1e-4, 47 + y * 1e-4, 400)
        polygons.endRing()
        polygons.endPolygon()
        built++
      }
      polygons.endFeature(f + 1)
    }
    const solid = Uint8Array.from({ length: count }, (_, f) => (f % 3 === 0 ? 1 : 0))
    return { type: 'surface', lod, polygons: polygons.build(), surfaceType: new Uint8Array(built).fill(3), solid }
  }
  const ids = text(
    'id',
    Array.from({ length: count }, (_, f) => `t${f}`),
  )
  const other = text(
    own,
    Array.from({ length: count }, (_, f) => `v${f}`),
  )
  return {
    kind: 'Building',
    table: { rowCount: count, columns: [ids, other] },
    geometry: build('2.2', () => true),
    otherLods: [build('1.2', f => f % 2 === 0)],
  }
}

function join(sets: FeatureSet[]): JoinedCity {
  const joiner = createJoiner(createNoticeLog())
  for (const set of sets) joiner.addFeatures(set)
  return joiner.finish({ id: 'x', title: 'X' })
}

describe('feature tables', () => {
  it('are read in runs of bounded length', async () => {
    const city = join([triangles(25, 'colour')])
    const { sets } = await readBack(city, 10)
    expect(sets.map(({ firstRow, count }) => [firstRow, count])).toEqual([
      [0, 10],
      [10, 10],
      [20, 5],
    ])
    expect(describeCity(sets)).toEqual(describeCity(city.sets))
  })

  it('keep attributes which are called like our own columns', async () => {
    const city = join([triangles(4, 'huijing:sort')])
    const { sets, table } = await readBack(city)
    expect(describeCity(sets)).toEqual(describeCity(city.sets))
    expect(table).toEqual(city.table)
  })

  it('of others are refused by name', async () => {
    const { writeFeatures } = await import('#format/geoparquet/index.ts')
    const bytes = writeFeatures({ table: { rowCount: 1, columns: [text('id', ['a'])] } })
    await expect(readFeatureSets(await readFeatures(bytes), ['id'])).rejects.toMatchObject({ code: 'unsupported' })
  })
})
