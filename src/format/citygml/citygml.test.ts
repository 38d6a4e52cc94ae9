import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type FeatureSet, type SurfaceGeometry, surfaceTypes } from '#model/city/feature.ts'
import { cellAt, findColumn } from '#model/city/table.ts'
import { openEdges, volumeOf } from '../../../test/edges.ts'
import { countKinds, memorySource, readAll } from '../../../test/readAll.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { reader } from './index.ts'

const encoder = new TextEncoder()
const read = (text: string | Uint8Array, options: Parameters<typeof readAll>[2] = {}, chunk = 50) =>
  readAll(reader, memorySource('model.gml', typeof text === 'string' ? encoder.encode(text) : text, chunk), options)

const cells = ({ table }: FeatureSet, row: number) =>
  Object.fromEntries(
    table.columns.map(column => [column.name, cellAt(column, row)]).filter(([, value]) => value !== undefined),
  )
const surfaces = (set: FeatureSet) => set.geometry as SurfaceGeometry
const typesOf = (set: FeatureSet) => [...surfaces(set).surfaceType].map(type => surfaceTypes[type])

const cityModel = (
  members: string,
  srs = 'urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::5783',
) => `<?xml version="1.0" encoding="UTF-8"?>
<core:CityModel xmlns:core="http://www.opengis.net/citygml/2.0" xmlns:bldg="http://www.opengis.net/citygml/building/2.0"
  xmlns:gml="http://www.opengis.net/gml" xmlns:gen="http://www.opengis.net/citygml/generics/2.0"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xAL="urn:oasis:names:tc:ciq:xsdschema:xAL:2.0">
  <gml:name>Musterstadt</gml:name>
  <gml:boundedBy><gml:Envelope srsName="${srs}" srsDimension="3">
    <gml:lowerCorner>0 0 0</gml:lowerCorner><gml:upperCorner>9 9 9</gml:upperCorner></gml:Envelope></gml:boundedBy>
  ${members.replace(/<(bldg:(?:Building|Room)) /g, '<core:cityObjectMember><$1 ').replace(/<\/(bldg:(?:Building|Room))>/g, '</$1></core:cityObjectMember>')}
</core:CityModel>`

const polygon = (id: string, positions: string, more = '') =>
  `<gml:Polygon gml:id="${id}"><gml:exterior><gml:LinearRing><gml:posList>${positions}</gml:posList></gml:LinearRing></gml:exterior>${more}</gml:Polygon>`
const member = (content: string) => `<gml:surfaceMember>${content}</gml:surfaceMember>`
const link = (id: string) => `<gml:surfaceMember xlink:href="#${id}"/>`
const solid = (members: string) =>
  `<gml:Solid><gml:exterior><gml:CompositeSurface>${members}</gml:CompositeSurface></gml:exterior></gml:Solid>`
const bounded = (type: string, content: string, lod = 2) =>
  `<bldg:boundedBy><bldg:${type}><bldg:lod${lod}MultiSurface><gml:MultiSurface>${content}</gml:MultiSurface></bldg:lod${lod}MultiSurface></bldg:${type}></bldg:boundedBy>`

/** The six faces of a box, outward: bottom, top, then the sides. */
function box(x: number, y: number, z: number, dx: number, dy: number, dz: number): string[] {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map(i =>
    [x + (i & 1 ? dx : 0), y + (i & 2 ? dy : 0), z + (i & 4 ? dz : 0)].join(' '),
  )
  const faces = [
    [0, 2, 3, 1],
    [4, 5, 7, 6],
    [0, 1, 5, 4],
    [1, 3, 7, 5],
    [3, 2, 6, 7],
    [2, 0, 4, 6],
  ]
  return faces.map(face => [...face, face[0]].map(i => corners[i]).join(' '))
}
const types = ['GroundSurface', 'RoofSurface', 'WallSurface', 'WallSurface', 'WallSurface', 'WallSurface']

const boundaries = (faces: string[]) =>
  faces.map((face, i) => bounded(types[i], member(polygon(`p${i}`, face)))).join('')
const links = [0, 1, 2, 3, 4, 5].map(i => link(`p${i}`)).join('')

describe('CityGML 2.0', () => {
  it('joins the solid with what its boundary surfaces mean', async () => {
    const faces = box(0, 0, 0, 4, 5, 6)
    const { sets, events, notices } = await read(
      cityModel(
        `<bldg:Building gml:id="b"><bldg:lod2Solid>${solid(links)}</bldg:lod2Solid>${boundaries(faces)}</bldg:Building>`,
      ),
    )
    expect(events[0]).toEqual({ type: 'header', crs: 'EPSG:25832+5783', title: 'Musterstadt' })
    expect(notices.list()).toEqual([])
    expect(typesOf(sets[0])).toEqual(types)
    expect(openEdges(surfaces(sets[0]))).toEqual([0])
    expect(volumeOf(surfaces(sets[0]), 0)).toBeCloseTo(120, 9)
  })

  it('also where the boundary surfaces refer to the solid, and where both have polygons of their own', async () => {
    const faces = box(0, 0, 0, 4, 5, 6)
    const own = faces.map((face, i) => member(polygon(`p${i}`, face))).join('')
    const referring = types.map((type, i) => bounded(type, link(`p${i}`))).join('')
    const repeated = boundaries(faces).replaceAll('gml:id="p', 'gml:id="q')
    for (const surfacesText of [referring, repeated]) {
      const { sets } = await read(
        cityModel(
          `<bldg:Building gml:id="b"><bldg:lod2Solid>${solid(own)}</bldg:lod2Solid>${surfacesText}</bldg:Building>`,
        ),
      )
      expect(typesOf(sets[0])).toEqual(types)
      expect(volumeOf(surfaces(sets[0]), 0)).toBeCloseTo(120, 9)
      expect(surfaces(sets[0]).solid[0]).toBe(1)
    }
  })

  it('keeps LoDs, parts, holes, turned surfaces, and what two parts share', async () => {
    const hole =
      '<gml:interior><gml:LinearRing><gml:pos>2 2 0</gml:pos><gml:pos>2 3 0</gml:pos><gml:pos>3 3 0</gml:pos></gml:LinearRing></gml:interior>'
    const { sets, notices } = await read(
      cityModel(`<bldg:Building gml:id="whole">
        <bldg:lod1Solid>${solid(
          box(0, 0, 0, 1, 1, 1)
            .map((face, i) => member(polygon(`l${i}`, face)))
            .join(''),
        )}</bldg:lod1Solid>
        <bldg:lod0FootPrint><gml:MultiSurface>${member(polygon('f', '0 0 0 9 0 0 9 9 0 0 9 0 0 0 0', hole))}</gml:MultiSurface></bldg:lod0FootPrint>
        <bldg:lod1TerrainIntersection><gml:MultiCurve/></bldg:lod1TerrainIntersection>
        <bldg:consistsOfBuildingPart><bldg:BuildingPart gml:id="part">
          <bldg:measuredHeight uom="urn:adv:uom:m">12.5</bldg:measuredHeight>
          <bldg:lod1MultiSurface><gml:MultiSurface><gml:surfaceMember><gml:OrientableSurface orientation="-">
            <gml:baseSurface xlink:href="#l0"/></gml:OrientableSurface></gml:surfaceMember></gml:MultiSurface></bldg:lod1MultiSurface>
        </bldg:BuildingPart></bldg:consistsOfBuildingPart></bldg:Building>`),
    )
    expect(notices.list()).toEqual([])
    const [whole, part] = ['Building', 'BuildingPart'].map(kind => sets.find(set => set.kind === kind)!)
    expect([surfaces(whole).lod, whole.otherLods?.map(({ lod }) => lod)]).toEqual(['1', ['0']])
    expect(whole.otherLods![0].polygons.ringOffsets).toEqual(Uint32Array.of(0, 4, 7))
    expect(cells(part, 0)).toEqual({ id: 'part', parent: 'whole', measuredHeight: 12.5 })
    expect(part.table.columns[2]).toMatchObject({ unit: 'm' })
    // The ground of the box, seen from above.
    expect([...surfaces(part).polygons.coordinates]).toEqual([1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0])
  })

  it('reads attributes, generic attributes, references and addresses', async () => {
    const { sets } = await read(
      cityModel(`<bldg:Building gml:id="b"><gml:name>Rathaus</gml:name><gml:name>zweiter</gml:name>
        <core:creationDate>2020-01-02</core:creationDate>
        <core:externalReference><core:informationSystem>http://x</core:informationSystem>
          <core:externalObject><core:name>DEBE01</core:name></core:externalObject></core:externalReference>
        <gen:stringAttribute name="Gemeinde"><gen:value>11000</gen:value></gen:stringAttribute>
        <gen:intAttribute name="Wohnungen"><gen:value>12</gen:value></gen:intAttribute>
        <gen:measureAttribute name="Trauf"><gen:value uom="m">7.25</gen:value></gen:measureAttribute>
        <gen:stringAttribute name="id"><gen:value>x &amp; y</gen:value></gen:stringAttribute>
        <bldg:class>1000</bldg:class><bldg:function>31001_1010</bldg:function><bldg:yearOfConstruction>1929</bldg:yearOfConstruction>
        <bldg:storeysAboveGround>5</bldg:storeysAboveGround><bldg:roofType/>
        <bldg:address><core:Address><core:xalAddress><xAL:AddressDetails><xAL:Country><xAL:CountryName>Germany</xAL:CountryName>
          <xAL:Locality Type="Town"><xAL:LocalityName>Berlin</xAL:LocalityName>
          <xAL:Thoroughfare Type="Street"><xAL:ThoroughfareNumber>7</xAL:ThoroughfareNumber><xAL:ThoroughfareName>Am Markt</xAL:ThoroughfareName></xAL:Thoroughfare>
          <xAL:PostalCode><xAL:PostalCodeNumber>10115</xAL:PostalCodeNumber></xAL:PostalCode></xAL:Locality></xAL:Country></xAL:AddressDetails></core:xalAddress>
          <core:multiPoint><gml:MultiPoint><gml:pointMember><gml:Point><gml:pos>1 2 3</gml:pos></gml:Point></gml:pointMember></gml:MultiPoint></core:multiPoint></core:Address></bldg:address>
        </bldg:Building>`),
    )
    expect(cells(sets[0], 0)).toEqual({
      id: 'b',
      name: 'Rathaus',
      creationDate: '2020-01-02',
      externalReference: 'DEBE01',
      Gemeinde: '11000',
      Wohnungen: 12,
      Trauf: 7.25,
      'attribute:id': 'x & y',
      class: '1000',
      function: '31001_1010',
      yearOfConstruction: 1929,
      storeysAboveGround: 5,
      address: 'Am Markt 7, 10115 Berlin, Germany',
    })
  })

  it('leaves out what is wrong, and counts it', async () => {
    const good = boundaries(box(0, 0, 0, 1, 1, 1))
    const one = (id: string, positions: string) =>
      `<bldg:Building gml:id="${id}"><bldg:lod1MultiSurface><gml:MultiSurface>${member(polygon(`${id}p`, positions))}</gml:MultiSurface></bldg:lod1MultiSurface></bldg:Building>`
    const { sets, notices } = await read(
      cityModel(`<bldg:Building gml:id="good">${good}<bldg:lod2Solid>${solid(`${links}${link('nowhere')}`)}</bldg:lod2Solid></bldg:Building>
        ${one('nan', '0 0 0 1 0 0 x 1 0')}${one('odd', '0 0 0 1 0 0 1')}${one('infinite', '0 0 0 1 0 0 1e999 1 1')}${one('flat', '0 0 0 1 0 0 0 0 0')}
        ${one('good', '0 0 0 1 0 0 1 1 0')}<bldg:Room gml:id="r"><bldg:lod4Solid/></bldg:Room>`),
    )
    expect(countKinds(sets)).toEqual({ Building: 1 })
    expect(typesOf(sets[0])).toEqual(types)
    const codes = notices.list().map(({ code, count, quarantined }) => [code, count, quarantined])
    expect(codes).toEqual([
      ['missing-ref', 1, false],
      ['non-finite', 3, false],
      ['bad-geometry', 4, true],
      ['degenerate-ring', 1, false],
      ['duplicate-id', 1, true],
      ['unsupported-feature', 1, false],
    ])
  })

  it('puts a tree where its implicit geometry stands', async () => {
    const { sets, notices } = await read(
      cityModel(`<core:cityObjectMember><veg:SolitaryVegetationObject gml:id="t"><veg:height uom="m">8</veg:height>
        <veg:lod2ImplicitRepresentation><core:ImplicitGeometry><core:relativeGMLGeometry>${polygon('p', '0 0 0 1 0 0 1 1 0')}</core:relativeGMLGeometry>
          <core:referencePoint><gml:Point><gml:pos>3 4 5</gml:pos></gml:Point></core:referencePoint></core:ImplicitGeometry></veg:lod2ImplicitRepresentation>
        </veg:SolitaryVegetationObject></core:cityObjectMember>`),
    )
    expect(sets[0]).toMatchObject({
      kind: 'SolitaryVegetationObject',
      geometry: { type: 'point', points: { coordinates: Float64Array.of(3, 4, 5) } },
    })
    expect(cells(sets[0], 0)).toEqual({ id: 't', height: 8 })
    expect(notices.list()).toEqual([{ code: 'implicit-geometry', count: 1, example: 't', quarantined: false }])
  })

  it.each([
    ['http://www.opengis.net/def/crs/EPSG/0/6697', '35.6 139.7', [139.7, 35.6]],
    ['EPSG:4326', '139.7 35.6', [139.7, 35.6]],
    ['urn:ogc:def:crs:EPSG::4258', '52.5 13.4', [13.4, 52.5]],
    ['EPSG:25832', '500000 5800000', [500000, 5800000]],
  ])('puts longitude before latitude in %s', async (srs, position, expected) => {
    const ring = [position, position.replace(/\d(?= )/, '9'), position.replace(/\d$/, '9')]
      .map(text => `${text} 0`)
      .join(' ')
    const { sets } = await read(
      cityModel(
        `<bldg:Building gml:id="b"><bldg:lod0RoofEdge><gml:MultiSurface>${member(polygon('p', ring))}</gml:MultiSurface></bldg:lod0RoofEdge></bldg:Building>`,
        srs,
      ),
    )
    expect([...surfaces(sets[0]).polygons.coordinates.subarray(0, 2)]).toEqual(expected)
  })
})

describe('XML that is wrong or hostile', () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]><CityModel>&lol2;</CityModel>`
  const outside = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><CityModel>&x;</CityModel>`
  const whole = cityModel(`<bldg:Building gml:id="b">${boundaries(box(0, 0, 0, 1, 1, 1))}</bldg:Building>`)
  it.each([
    ['a billion laughs', laughs, 'unsupported'],
    ['an entity from outside', outside, 'unsupported'],
    ['an entity that nobody declared', '<CityModel>&x;</CityModel>', 'syntax'],
    ['an element that is closed by another', '<CityModel><a></b></CityModel>', 'syntax'],
    ['no XML', 'hello', 'syntax'],
    ['half a file', whole.slice(0, whole.length / 2), 'truncated'],
    ['an open tag', '<CityModel><bldg:Building gml:id="', 'truncated'],
    ['1000 elements in each other', `${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`, 'limit-depth'],
    ['nothing in it', cityModel(''), 'empty'],
  ])('%s is refused', async (_, text, code) => {
    await expect(read(text)).rejects.toMatchObject({ name: 'DataError', code })
  })

  it('is refused where it is larger, or has more objects, than allowed, or is cancelled', async () => {
    const limits = { maxBytes: 1e9, maxDepth: 256, maxFeatures: 100 }
    await expect(read(whole, { limits: { ...limits, maxBytes: 100 } })).rejects.toMatchObject({ code: 'limit-bytes' })
    await expect(read(whole, { limits: { ...limits, maxFeatures: 0 } })).rejects.toMatchObject({ code: 'limit-count' })
    await expect(read(whole, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('is refused with a typed error wherever it is cut off', async () => {
    for (let end = 0; end < whole.length; end += 23) {
      await expect(read(whole.slice(0, end), {}, 1000)).rejects.toMatchObject({ name: 'DataError' })
    }
  })

  it('is read in the encoding that it names', async () => {
    const text = cityModel('<bldg:Building gml:id="b"><gml:name>Straße</gml:name></bldg:Building>').replace(
      'UTF-8',
      'ISO-8859-1',
    )
    const { sets } = await read(Uint8Array.from(text, character => character.charCodeAt(0)))
    expect(cells(sets[0], 0)).toMatchObject({ name: 'Straße' })
  })
})

describeWithShared('100 Berlin buildings (CityGML 3.0)', () => {
  it('have the counts of ../shared/data/README.md, closed and with their attributes', async () => {
    const { sets, notices, events } = await read(
      readFileSync(sharedData('city/citygml/lod2_buildings_v3.gml')),
      {},
      4096,
    )
    expect(events[0]).toEqual({ type: 'header', crs: 'EPSG:3068+5783', title: 'Simple CityGML test case' })
    expect(notices.list()).toEqual([])
    expect(countKinds(sets)).toEqual({ Building: 100 })
    expect(sets).toHaveLength(1)
    expect(surfaces(sets[0]).surfaceType).toHaveLength(700)
    expect(openEdges(surfaces(sets[0]))).toEqual(new Array(100).fill(0))
    expect(cells(sets[0], 0)).toMatchObject({
      id: 'FZK_GUID_1F3E679D-E226-4535-926C-7390977FB25A',
      name: 'Testcase-0-0_LoD2',
      dateOfConstruction: '1929-01-01',
      height: 11,
      storeysAboveGround: 5,
      class: '1100',
    })
    // Oracle: 6 m by 8 m with walls of 5 m, under a gable of 6 m more.
    expect(volumeOf(surfaces(sets[0]), 0)).toBeCloseTo(6 * 8 * (5 + 6 / 2), 9)
    expect(findColumn(sets[0].table, 'height')).toMatchObject({ type: 'number', unit: 'm' })
  })
})
