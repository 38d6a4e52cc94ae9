import { describe, expect, it } from 'vitest'
import { type PrismGeometry, roofShapes } from '#model/city/feature.ts'
import { countKinds, readBytes, rowsOf } from '../../../test/reading.ts'
import { type OsmNode, type OsmRelation, type OsmTags, type OsmWay, reader, writeOsmXml } from './index.ts'

const encoder = new TextEncoder()

/** Corners of a square about a place, ids counted from `first`. */
function square(first: number, lon: number, lat: number, half = 0.001): OsmNode[] {
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([x, y], i) => ({ id: first + i, lon: lon + x * half, lat: lat + y * half }))
}

const closed = (nodes: readonly OsmNode[]) => [...nodes, nodes[0]].map(({ id }) => id)

function readWay(tags: OsmTags, close = true) {
  const nodes = square(1, 24, 60)
  const refs = close ? closed(nodes) : nodes.map(({ id }) => id)
  return readBytes(reader, writeOsmXml({ nodes, ways: [{ id: 9, nodes: refs, tags }], relations: [] }), 'x.osm')
}

describe('what tags make of a way', () => {
  it.each<[OsmTags, string, string]>([
    [{ building: 'yes' }, 'Building', 'prism'],
    [{ 'building:part': 'yes' }, 'BuildingPart', 'prism'],
    [{ highway: 'residential' }, 'Road', 'line'],
    [{ highway: 'pedestrian', area: 'yes' }, 'TransportSquare', 'area'],
    [{ railway: 'tram' }, 'Railway', 'line'],
    [{ natural: 'water' }, 'WaterBody', 'area'],
    [{ waterway: 'river' }, 'Waterway', 'line'],
    [{ landuse: 'industrial' }, 'LandUse', 'area'],
    [{ leisure: 'park' }, 'PlantCover', 'area'],
    [{ natural: 'tree_row' }, 'SolitaryVegetationObject', 'line'],
    [{ amenity: 'school' }, 'PointOfInterest', 'point'],
    [{ railway: 'platform' }, 'TransitStop', 'point'],
    [{ man_made: 'bridge' }, 'Bridge', 'area'],
  ])('%j is %s', async (tags, kind, geometry) => {
    const { sets } = await readWay(tags)
    expect(sets.map(set => [set.kind, set.geometry.type])).toEqual([[kind, geometry]])
  })

  it('finds a school in a building twice: as the building and as the place', async () => {
    const { sets } = await readWay({ building: 'school', amenity: 'school', name: 'A' })
    expect(rowsOf(sets).map(({ kind, id }) => [kind, id])).toEqual([
      ['Building', 'way/9'],
      ['PointOfInterest', 'way/9/place'],
    ])
  })

  it('leaves out what nobody asks for', async () => {
    expect((await readWay({ source: 'survey' })).sets).toEqual([])
  })
})

describe('buildings', () => {
  it('have the measures of Simple 3D Buildings', async () => {
    const { sets } = await readWay({
      building: 'house',
      height: '12,5 m',
      'building:min_level': '1',
      'roof:shape': 'gabled',
      'roof:levels': '1',
      'roof:orientation': 'across',
      'building:levels': '3',
      'building:colour': '#aabbcc',
    })
    const prism = sets[0].geometry as PrismGeometry
    expect([prism.height[0], prism.base[0], prism.roofHeight[0], roofShapes[prism.roofShape[0]]]).toEqual([
      12.5,
      3,
      3,
      'gabled',
    ])
    // The square is longer from south to north (at 60° north): across runs from west to east.
    expect(prism.roofDirection[0] % 180).toBeCloseTo(90, 3)
    expect(rowsOf(sets)[0]).toMatchObject({ height: 12.5, 'building:levels': 3, 'building:colour': '#aabbcc' })
  })

  it('keep numbers in columns and what is none beside them', async () => {
    const [row] = rowsOf((await readWay({ building: 'yes', 'building:levels': 'many', id: '7' })).sets)
    expect(row).toMatchObject({ id: 'way/9', 'osm:id': '7', other_tags: '{"building:levels":"many"}' })
  })

  it('of a relation have holes, and parts know their whole', async () => {
    const [outer, inner, part] = [square(1, 24, 60), square(11, 24, 60, 0.0005), square(21, 25, 60)]
    const ways: OsmWay[] = [outer, inner, part].map((nodes, i) => ({
      id: i + 1,
      nodes: closed(nodes),
      tags: (i === 2 ? { 'building:part': 'yes' } : {}) as OsmTags,
    }))
    // Roles are wrong on purpose: what is inner follows from the rings.
    const members = [1, 2].map(ref => ({ type: 'way' as const, ref, role: 'outer' }))
    const whole = [
      { type: 'relation' as const, ref: 1, role: 'outline' },
      { type: 'way' as const, ref: 3, role: 'part' },
    ]
    const relations: OsmRelation[] = [
      { id: 1, members, tags: { type: 'multipolygon', building: 'yes' } },
      { id: 2, members: whole, tags: { type: 'building' } },
    ]
    const { sets } = await readBytes(
      reader,
      writeOsmXml({ nodes: [...outer, ...inner, ...part], ways, relations }),
      'x.osm',
    )
    const building = sets.find(({ kind }) => kind === 'Building')
    expect([...(building!.geometry as PrismGeometry).footprint.polygonOffsets]).toEqual([0, 2])
    expect(rowsOf(sets)).toContainEqual(expect.objectContaining({ kind: 'BuildingPart', parent: 'relation/1' }))
  })
})

describe('extracts', () => {
  it('count what is missing, and list what has no whole outline', async () => {
    const nodes = square(1, 24, 60)
    const ways = [{ id: 9, nodes: closed(nodes), tags: { building: 'yes' } }]
    const { sets, notices } = await readBytes(
      reader,
      writeOsmXml({ nodes: nodes.slice(0, 2), ways, relations: [] }),
      'x.osm',
    )
    expect(sets.map(({ kind, geometry }) => [kind, geometry.type])).toEqual([['Building', 'none']])
    expect(notices.map(({ code, count }) => [code, count])).toEqual([
      ['missing-ref', 2],
      ['incomplete', 1],
    ])
  })
})

describe('encodings', () => {
  const nodes = [{ id: 1, lon: 24.1234567, lat: -60.7654321, tags: { amenity: 'cafe', name: '<"茶&\n\'>' } }]
  const xml = writeOsmXml({ nodes, ways: [], relations: [] })
  const expected = [{ kind: 'PointOfInterest', id: 'node/1', amenity: 'cafe', name: '<"茶&\n\'>' }]

  it('reads the XML that we write, the same bytes each time, in portions of a byte', async () => {
    expect(writeOsmXml({ nodes, ways: [], relations: [] })).toEqual(xml)
    const { sets, header } = await readBytes(reader, xml, 'x.osm', { step: 1 })
    expect(rowsOf(sets)).toEqual(expected)
    expect(sets[0].geometry).toMatchObject({ points: { coordinates: Float64Array.of(24.1234567, -60.7654321) } })
    expect(header).toMatchObject({ crs: 'EPSG:4326', attribution: expect.stringContaining('ODbL') })
  })

  it('reads Overpass JSON, with nodes or with coordinates in ways and members', async () => {
    const points = square(1, 24, 60).map(({ lon, lat }) => ({ lon, lat }))
    const geometry = [...points, points[0]]
    const elements = [
      { type: 'node', ...nodes[0] },
      { type: 'way', id: 2, nodes: [11, 12, 13, 14, 11], geometry, tags: { building: 'yes' } },
      {
        type: 'relation',
        id: 3,
        members: [{ type: 'way', ref: 4, role: 'outer', geometry }],
        tags: { type: 'multipolygon', natural: 'water' },
      },
      { type: 'node', id: 'x' },
    ]
    const bytes = encoder.encode(JSON.stringify({ version: 0.6, generator: 'Overpass API', elements }))
    expect(reader.detect(bytes, 'interpreter')).toBeGreaterThan(0.8)
    const { sets, notices } = await readBytes(reader, bytes, 'x.json')
    expect(countKinds(sets)).toEqual({ WaterBody: 1, Building: 1, PointOfInterest: 1 })
    expect(notices).toMatchObject([{ code: 'bad-element', count: 1 }])
  })

  it.each([
    ['<osm><node id="1" lat="1" lon="1">', 'truncated'],
    ['<osm><node id="1" lat="1" lon="1"></way></osm>', 'syntax'],
    ['<osm>&bomb;</osm>', 'syntax'],
    ['<osm></osm>', 'empty'],
    ['<osmChange></osmChange>', 'unsupported'],
    [`<osm>${'<a>'.repeat(999)}`, 'limit-depth'],
    ['{"elements":[', 'syntax'],
    [`{"elements":${'['.repeat(9999)}`, 'limit-depth'],
    ['PK', 'unknown-format'],
    ['', 'unknown-format'],
  ])('refuses %.40s with %s', async (text, code) => {
    await expect(readBytes(reader, encoder.encode(text), 'x.osm')).rejects.toMatchObject({ name: 'DataError', code })
  })

  it('keeps limits', async () => {
    await expect(readBytes(reader, xml, 'x.osm', { limits: { maxBytes: 10 } })).rejects.toMatchObject({
      code: 'limit-bytes',
    })
    await expect(readBytes(reader, xml, 'x.osm', { limits: { maxFeatures: 0 } })).rejects.toMatchObject({
      code: 'limit-count',
    })
  })
})
