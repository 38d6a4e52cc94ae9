import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { polygonArea } from '#math/geometry/ring.ts'
import { type FeatureSet, type PrismGeometry, roofShapes, type SurfaceGeometry } from '#model/city/feature.ts'
import type { Column } from '#model/city/table.ts'
import { cellAt, findColumn } from '#model/city/table.ts'
import { createCityJsonValidator } from '../../../test/cityjsonSchema.ts'
import { openEdges, volumeOf } from '../../../test/edges.ts'
import { countKinds, memorySource, readAll } from '../../../test/readAll.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { reader, toCityJson, toCityJsonSequence, writeCityJson, writeCityJsonSequence } from './index.ts'

const decoder = new TextDecoder()
const encoder = new TextEncoder()

function textColumn(name: string, values: string[]): Column {
  const bytes = values.map(value => encoder.encode(value))
  const offsets = Uint32Array.from([
    0,
    ...bytes.map((_, i) => bytes.slice(0, i + 1).reduce((sum, b) => sum + b.length, 0)),
  ])
  return { type: 'text', name, offsets, bytes: Uint8Array.from(bytes.flatMap(b => [...b])) }
}

/** One building a polygon; rings as lists of x, y. */
function prisms(polygons: number[][][], part: Partial<Record<keyof PrismGeometry, number>> = {}): FeatureSet {
  const count = polygons.length
  const rings = polygons.flat()
  const offsets = (sizes: number[]) =>
    Uint32Array.from([0, ...sizes.map((_, i) => sizes.slice(0, i + 1).reduce((a, b) => a + b))])
  const each = (value: number) => new Float32Array(count).fill(value)
  return {
    kind: 'Building',
    table: {
      rowCount: count,
      columns: [
        textColumn(
          'id',
          polygons.map((_, i) => `b${i}`),
        ),
      ],
    },
    geometry: {
      type: 'prism',
      footprint: {
        dimension: 2,
        coordinates: Float64Array.from(rings.flat()),
        ringOffsets: offsets(rings.map(ring => ring.length / 2)),
        polygonOffsets: offsets(polygons.map(polygon => polygon.length)),
        featureOffsets: Uint32Array.from(polygons.map((_, i) => i).concat(count)),
      },
      base: each(part.base ?? 0),
      height: each(part.height ?? 9),
      roofHeight: each(part.roofHeight ?? 0),
      roofShape: new Uint8Array(count).fill(part.roofShape ?? 0),
      roofDirection: each(Number.NaN),
    },
  }
}

const readBack = async (set: FeatureSet[], options: Parameters<typeof toCityJson>[1]) => {
  const document = toCityJson(set, options)
  const { sets, events, notices } = await readAll(reader, memorySource('out.city.json', writeCityJson(document)))
  return {
    document,
    sets,
    notices,
    header: events[0],
    surfaces: sets.map(({ geometry }) => geometry as SurfaceGeometry),
  }
}

const rectangle = [0, 0, 20, 0, 20, 10, 0, 10]
const court = [5, 3, 5, 7, 15, 7, 15, 3]

describe('prisms as CityJSON solids', () => {
  it('have the volume of their closed forms', async () => {
    // Oracle: footprint area times height; gabled A(w + r/2), pyramidal A(w + r/3).
    const cases: [FeatureSet, number][] = [
      [prisms([[rectangle]]), 200 * 9],
      [prisms([[rectangle, court]]), (200 - 40) * 9],
      [prisms([[rectangle]], { base: 4 }), 200 * 5],
      [prisms([[rectangle]], { roofShape: roofShapes.indexOf('gabled'), roofHeight: 3 }), 200 * (6 + 1.5)],
      [prisms([[rectangle]], { roofShape: roofShapes.indexOf('pyramidal'), roofHeight: 3 }), 200 * (6 + 1)],
    ]
    for (const [set, volume] of cases) {
      const { surfaces } = await readBack([set], { crs: 'EPSG:28992' })
      expect(openEdges(surfaces[0])).toEqual([0])
      expect(volumeOf(surfaces[0], 0)).toBeCloseTo(volume, 1)
    }
  })

  it('are closed over any footprint and under any roof', async () => {
    const seed = 20261120
    const star = fc.array(fc.double({ min: 1, max: 30, noNaN: true }), { minLength: 3, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(
        star,
        fc.nat(roofShapes.length - 1),
        fc.double({ min: 0.5, max: 40, noNaN: true }),
        async (radii, roofShape, height) => {
          const ring = radii.flatMap((r, i) => {
            const angle = (i / radii.length) * 2 * Math.PI
            return [85000 + r * Math.cos(angle), 446000 + r * Math.sin(angle)]
          })
          const { surfaces } = await readBack([prisms([[ring]], { roofShape, height, roofHeight: Number.NaN })], {
            crs: 'EPSG:28992',
          })
          expect(openEdges(surfaces[0])).toEqual([0])
          if (roofShape > 0) return
          const area = polygonArea(Float64Array.from(ring), Uint32Array.from([0, radii.length]), 0, 1)
          // Rounding moves each vertex by half a millimetre at most.
          expect(Math.abs(volumeOf(surfaces[0], 0) - area * height)).toBeLessThan(0.2 + area * 0.001 + height * 0.2)
        },
      ),
      { seed, numRuns: 50 },
    )
  })

  it('stand on the ground, in metres also when the features are in degrees', async () => {
    const house = [121.5, 31.24, 121.5002, 31.24, 121.5002, 31.2401, 121.5, 31.2401]
    const { document, header, surfaces } = await readBack([prisms([[house]])], {
      crs: 'EPSG:4326',
      title: '家',
      ground: () => 4.5,
    })
    expect(header).toMatchObject({ crs: 'EPSG:32651', title: '家' })
    const zs = surfaces[0].polygons.coordinates.filter((_, i) => i % 3 === 2)
    expect([Math.min(...zs), Math.max(...zs)]).toEqual([4.5, 13.5])
    expect(document.transform.scale).toEqual([0.001, 0.001, 0.001])
  })
})

const lineSet: FeatureSet = {
  kind: 'TransitStop',
  table: {
    rowCount: 1,
    columns: [textColumn('id', ['b0']), textColumn('parent', ['nobody']), textColumn('name', ['地铁'])],
  },
  geometry: { type: 'point', points: { dimension: 2, coordinates: Float64Array.of(1, 2) } },
}

it('finds a type for kinds that CityJSON lacks, and a key for ids that come twice', () => {
  const { objects } = toCityJson([prisms([[rectangle]]), lineSet], { crs: undefined })
  expect(objects.get('b0-2')).toEqual({
    type: 'GenericCityObject',
    attributes: { name: '地铁', kind: 'TransitStop' },
    geometry: [{ type: 'MultiPoint', lod: '0', boundaries: [8] }],
  })
})

describeWithShared('the reference files, from CityJSON to features and back', () => {
  const validate = createCityJsonValidator()
  it.each(['delft', 'zurich_subset_lod2', 'DH_01_subs', 'rotterdam_subset', 'multi_lod', '3dbag_b2'])(
    '%s',
    async name => {
      const bytes = readFileSync(sharedData(`city/cityjson/${name}.city.json`))
      const first = await readAll(reader, memorySource('in', bytes))
      const { document, sets, notices } = await readBack(first.sets, { crs: 'EPSG:28992' })
      expect(validate(JSON.parse(decoder.decode(writeCityJson(document))))).toEqual([])
      for (const line of writeCityJsonSequence(document)) expect(validate(JSON.parse(decoder.decode(line)))).toEqual([])
      expect(countKinds(sets)).toEqual(countKinds(first.sets))
      expect(notices.quarantined()).toBe(0)
      const lines = [...toCityJsonSequence(first.sets, { crs: 'EPSG:28992' })].map(line => decoder.decode(line))
      for (const line of lines) expect(validate(JSON.parse(line))).toEqual([])
      const sequence = await readAll(reader, memorySource('out.city.jsonl', encoder.encode(lines.join(''))))
      expect(countKinds(sequence.sets)).toEqual(countKinds(first.sets))
      expect(sequence.notices.list()).toEqual([])
      const closed = (all: FeatureSet[]) => all.flatMap(solids).filter(open => open === 0).length
      expect(closed(sets)).toBe(closed(first.sets))
      expect(closed(sequence.sets)).toBe(closed(first.sets))
      const set = sets[0]
      const same = first.sets.find(({ kind }) => kind === set.kind)!
      const ids = (table: FeatureSet['table']) => cellAt(findColumn(table, 'id')!, 0)
      expect(ids(set.table)).toBe(ids(same.table))
    },
  )
})

const solids = ({ geometry, otherLods = [] }: FeatureSet) =>
  geometry.type === 'surface' ? [geometry, ...otherLods].flatMap(openEdges) : []
