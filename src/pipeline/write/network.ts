import { readBundle, type TypedArray, writeBundle } from '#format/bundle/index.ts'
import { FloatList, UintList } from '#math/growable.ts'
import type { LineGeometry } from '#model/city/feature.ts'
import { type StreetClass, type StreetNetwork, streetClasses } from '#model/city/street.ts'
import { type Column, findColumn, type Table } from '#model/city/table.ts'
import { parseNumber, stringAt } from '../join/cells.ts'
import type { JoinedCity, JoinedSet } from '../join/joined.ts'
import { squareDegree } from '../join/measure.ts'
import { createVertexTable } from './vertexTable.ts'

/** Streets of a city as a graph; undefined where it has none. Streets meet where they share a vertex (to a centimetre). */
export function toNetwork(city: JoinedCity): StreetNetwork | undefined {
  const sets = city.sets.filter(
    (set): set is JoinedSet & { geometry: LineGeometry } => set.kind === 'Road' && set.geometry.type === 'line',
  )
  if (sets.length === 0) return undefined
  const vertices = createVertexTable(sets.map(set => set.geometry.lines))
  const links = createLinks(city.table)
  for (const { geometry, count, firstRow } of sets) {
    const { coordinates, dimension, featureOffsets, lineOffsets } = geometry.lines
    for (let f = 0; f < count; f++) {
      for (let line = featureOffsets[f]; line < featureOffsets[f + 1]; line++) {
        addLine(links, vertices, coordinates, dimension, lineOffsets[line], lineOffsets[line + 1], firstRow + f)
      }
    }
  }
  return links.finish()
}

type Links = ReturnType<typeof createLinks>

/** Cuts one line at the vertices which others use too. */
function addLine(
  links: Links,
  vertices: ReturnType<typeof createVertexTable>,
  coordinates: Float64Array,
  dimension: number,
  from: number,
  to: number,
  row: number,
): void {
  let start = from
  for (let v = from + 1; v < to; v++) {
    const at = v * dimension
    if (v < to - 1 && !vertices.isShared(coordinates[at], coordinates[at + 1])) continue
    const s = start * dimension
    links.add(
      vertices.idOf(coordinates[s], coordinates[s + 1]),
      vertices.idOf(coordinates[at], coordinates[at + 1]),
      coordinates,
      dimension,
      start,
      v + 1,
      row,
    )
    start = v
  }
}

function createLinks(table: Table) {
  const attributesOf = createStreetAttributes(table)
  const nodeByVertex = new Map<number, number>()
  const nodes = new FloatList()
  const froms = new UintList()
  const tos = new UintList()
  const lengths: number[] = []
  const rows = new UintList()
  const offsets = new UintList()
  const geometry = new FloatList()
  offsets.push(0)
  const nodeOf = (vertex: number, lon: number, lat: number) => {
    const known = nodeByVertex.get(vertex)
    if (known !== undefined) return known
    nodeByVertex.set(vertex, nodeByVertex.size)
    nodes.push(lon)
    nodes.push(lat)
    return nodeByVertex.size - 1
  }
  return {
    add(a: number, b: number, xy: Float64Array, dimension: number, first: number, end: number, row: number) {
      const length = lengthOf(xy, dimension, first, end)
      if (length === 0) return
      froms.push(nodeOf(a, xy[first * dimension], xy[first * dimension + 1]))
      tos.push(nodeOf(b, xy[(end - 1) * dimension], xy[(end - 1) * dimension + 1]))
      lengths.push(length)
      rows.push(row)
      for (let v = first; v < end; v++) {
        geometry.push(xy[v * dimension])
        geometry.push(xy[v * dimension + 1])
      }
      offsets.push(geometry.length / 2)
    },
    finish(): StreetNetwork | undefined {
      if (lengths.length === 0) return undefined
      const linkFrom = froms.take()
      const linkTo = tos.take()
      const linkRow = rows.take()
      return {
        nodeCoordinates: nodes.take(),
        linkFrom,
        linkTo,
        linkLength: Float32Array.from(lengths),
        linkRow,
        ...attributesOf(linkRow),
        linkOffsets: offsets.take(),
        linkCoordinates: geometry.take(),
        ...toArcs(linkFrom, linkTo, nodeByVertex.size),
      }
    },
  }
}

/** Metres, from the radii of the ellipsoid at the middle of each segment: within 1e-5 for segments below some kilometres. */
function lengthOf(xy: Float64Array, dimension: number, first: number, end: number): number {
  let length = 0
  for (let v = first + 1; v < end; v++) {
    const lat = xy[v * dimension + 1]
    const dLat = lat - xy[(v - 1) * dimension + 1]
    const dLon = xy[v * dimension] - xy[(v - 1) * dimension]
    const [metresLon, metresLat] = metresPerDegree(lat - dLat / 2)
    length += Math.hypot(dLon * metresLon, dLat * metresLat)
  }
  return length
}

function metresPerDegree(lat: number): [lon: number, lat: number] {
  const radians = (lat * Math.PI) / 180
  // Series of the radii of curvature of WGS84 (NGA).
  const metresLat = 111132.954 - 559.822 * Math.cos(2 * radians) + 1.175 * Math.cos(4 * radians)
  return [squareDegree(lat) / metresLat, metresLat]
}

function toArcs(linkFrom: Uint32Array, linkTo: Uint32Array, nodeCount: number) {
  const arcOffsets = new Uint32Array(nodeCount + 1)
  for (const node of linkFrom) arcOffsets[node + 1]++
  for (const node of linkTo) arcOffsets[node + 1]++
  for (let node = 0; node < nodeCount; node++) arcOffsets[node + 1] += arcOffsets[node]
  const next = arcOffsets.slice()
  const arcNode = new Uint32Array(linkFrom.length * 2)
  const arcLink = new Uint32Array(linkFrom.length * 2)
  const arcForward = new Uint8Array(linkFrom.length * 2)
  for (let link = 0; link < linkFrom.length; link++) {
    const out = next[linkFrom[link]]++
    arcNode[out] = linkTo[link]
    arcLink[out] = link
    arcForward[out] = 1
    const back = next[linkTo[link]]++
    arcNode[back] = linkFrom[link]
    arcLink[back] = link
  }
  return { arcOffsets, arcNode, arcLink, arcForward }
}

type StreetAttributes = Pick<
  StreetNetwork,
  'linkClass' | 'linkOneway' | 'linkLanes' | 'linkMaxspeed' | 'linkLevel' | 'linkName' | 'names'
>

function createStreetAttributes(table: Table): (rows: Uint32Array) => StreetAttributes {
  const classes = ['class', 'highway', 'kind_detail', 'road_class', 'fclass', 'type']
    .map(name => findColumn(table, name))
    .filter(column => column !== undefined)
  const [oneway, lanes, speed, bridge, tunnel, name] = ['oneway', 'lanes', 'maxspeed', 'bridge', 'tunnel', 'name'].map(
    column => findColumn(table, column),
  )
  return rows => {
    const names = ['']
    const codeByName = new Map([['', 0]])
    const nameCode = (text: string) => {
      if (!codeByName.has(text)) codeByName.set(text, names.push(text) - 1)
      return codeByName.get(text)!
    }
    return {
      linkClass: Uint8Array.from(rows, row => streetClasses.indexOf(classOf(classes, row))),
      linkOneway: Int8Array.from(rows, row => onewayOf(stringAt(oneway, row))),
      linkLanes: Uint8Array.from(rows, row => clamp(parseNumber(stringAt(lanes, row)))),
      linkMaxspeed: Uint8Array.from(rows, row => speedOf(stringAt(speed, row))),
      linkLevel: Int8Array.from(rows, row => (isYes(tunnel, row) ? -1 : isYes(bridge, row) ? 1 : 0)),
      linkName: Uint32Array.from(rows, row => nameCode(stringAt(name, row))),
      names,
    }
  }
}

const onewayOf = (text: string) => (/^(-1|reverse)$/.test(text) ? -1 : /^(yes|true|1)$/.test(text) ? 1 : 0)

const clamp = (value: number) => (value > 0 ? Math.min(255, Math.round(value)) : 0)

const speedOf = (text: string) => clamp(parseNumber(text) * (/mph/.test(text) ? 1.609344 : 1))

const isYes = (column: Column | undefined, row: number) => !/^(|no|false|0)$/.test(stringAt(column, row))

const classByWord = new Map<string, StreetClass>([
  ...streetClasses.map(each => [each, each] as const),
  ['living_street', 'residential'],
  ['unclassified', 'residential'],
  ['road', 'residential'],
  ['minor_road', 'residential'],
  ['major_road', 'primary'],
  ['bridleway', 'path'],
  ['corridor', 'footway'],
  ['busway', 'service'],
])

function classOf(columns: readonly Column[], row: number): StreetClass {
  for (const column of columns) {
    const known = classByWord.get(stringAt(column, row).replace(/_link$/, ''))
    if (known) return known
  }
  return 'other'
}

/** Bytes of `network.bin`. */
export function writeNetwork(network: StreetNetwork): Uint8Array {
  const { names, ...arrays } = network
  return writeBundle(arrays as Record<string, TypedArray>, {
    content: 'huijing-network',
    version: 1,
    names,
    streetClasses,
  })
}

/** Views into the bytes. Throws `DataError` for what is no bundle. */
export function readNetwork(bytes: Uint8Array): StreetNetwork {
  const { meta, arrays } = readBundle(bytes)
  return { ...arrays, names: meta.names as string[] } as unknown as StreetNetwork
}
