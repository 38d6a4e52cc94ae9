import { type LabelKind, labelKinds, type PlaceLabel } from '#model/city/label.ts'
import { type Column, cellAt, findColumn, type Table } from '#model/city/table.ts'
import type { LineColumn } from '#model/geo/geometry.ts'
import { unitsPerDegree } from '../join/featureIndex.ts'
import type { JoinedCity, JoinedSet } from '../join/joined.ts'
import { toLineClass } from './classes.ts'

/** Names of one kind, at most: a map carries few. */
const most: Record<LabelKind, number> = {
  district: 200,
  water: 100,
  green: 100,
  village: 200,
  station: 300,
  square: 100,
  street: 600,
}

interface Named {
  label: PlaceLabel
  /** Size of the one feature at which the name stands; of a street the longest of many. */
  largest: number
}

/** The names worth writing on a map of the city, the largest first within each kind; each name once a kind. */
export function toLabels(city: JoinedCity): PlaceLabel[] {
  const { table } = city
  const classify = createClassifier(table)
  const names = ['name', 'name:zh', 'name:en'].map(name => findColumn(table, name))
  const found = new Map<string, Named>()
  for (const set of city.sets)
    for (let feature = 0; feature < set.count; feature++) {
      const row = set.firstRow + feature
      const name = textAt(names[0], row)
      const kind = name && classify(set, row)
      const place = kind && placeOf(city, set, feature)
      if (!name || !kind || !place) continue
      const [zh, en] = [textAt(names[1], row), textAt(names[2], row)]
      add(found, { kind, name, ...(zh && { zh }), ...(en && { en }), ...place })
    }
  const labels = [...found.values()].map(({ label }) => label).sort((a, b) => b.size - a.size)
  return labelKinds.flatMap(kind => labels.filter(label => label.kind === kind).slice(0, most[kind]))
}

function add(found: Map<string, Named>, label: PlaceLabel): void {
  const key = `${label.kind} ${label.name}`
  const before = found.get(key)
  if (!before) {
    found.set(key, { label, largest: label.size })
    return
  }
  // The features of a street make its length together; other things of one name are different things.
  const size = label.kind === 'street' ? before.label.size + label.size : Math.max(before.label.size, label.size)
  const front = label.size > before.largest ? label : before.label
  found.set(key, { label: { ...front, size }, largest: Math.max(before.largest, label.size) })
}

type Classify = (set: JoinedSet, row: number) => LabelKind | undefined

function createClassifier(table: Table): Classify {
  const column = (name: string) => findColumn(table, name)
  const [place, railway, station] = ['place', 'railway', 'station'].map(column)
  const roads = ['highway', 'class', 'kind_detail', 'type'].map(column)
  const kinds = ['class', 'kind', 'kind_detail', 'waterway', 'route', 'type'].map(column)
  return ({ kind }, row) => {
    switch (kind) {
      case 'Waterway':
        // Ships' lines are drawn on the water, and are none.
        return kinds.some(kindColumn => textAt(kindColumn, row) === 'ferry') ? undefined : 'water'
      case 'WaterBody':
        return 'water'
      case 'PlantCover':
        return 'green'
      case 'TransportSquare':
        return 'square'
      case 'TransitStop':
        return textAt(railway, row) === 'station' || textAt(station, row) ? 'station' : undefined
      case 'Road':
        return roads.some(roadColumn => isStreet(textAt(roadColumn, row))) ? 'street' : undefined
      case 'PointOfInterest':
        return placeKinds[textAt(place, row) ?? '']
      default:
        return undefined
    }
  }
}

const placeKinds: Partial<Record<string, LabelKind>> = {
  borough: 'district',
  suburb: 'district',
  district: 'district',
  quarter: 'district',
  neighbourhood: 'district',
  town: 'village',
  village: 'village',
  hamlet: 'village',
  island: 'green',
  square: 'square',
}

const named = new Set(['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential'])

function isStreet(word: string | undefined): boolean {
  const known = word && toLineClass(word)
  return known ? named.has(known) : false
}

const textAt = (column: Column | undefined, row: number): string | undefined => {
  const cell = column && cellAt(column, row)
  return typeof cell === 'string' ? cell : undefined
}

type Place = Pick<PlaceLabel, 'lon' | 'lat' | 'height' | 'size' | 'toward'>

/** Undefined for what has no place. */
function placeOf(city: JoinedCity, set: JoinedSet, feature: number): Place | undefined {
  const row = set.firstRow + feature
  const height = city.index.heights[row * 2]
  if (!Number.isFinite(height)) return undefined
  if (set.geometry.type === 'line') {
    const middle = middleOf(set.geometry.lines, feature)
    return middle && { height, ...middle }
  }
  const [lon, lat] = city.index.points.subarray(row * 2, row * 2 + 2)
  const [west, south, east, north] = city.index.extents.subarray(row * 4, row * 4 + 4)
  const size = metresBetween([west, south, east, north].map(value => value / unitsPerDegree))
  return { lon: lon / unitsPerDegree, lat: lat / unitsPerDegree, height, size: Math.round(size) }
}

/** Middle of the first line of a feature along its length, its direction there (50 m on), and the length in metres. */
function middleOf(lines: LineColumn, feature: number): Omit<Place, 'height'> | undefined {
  const line = lines.featureOffsets[feature]
  if (line === lines.featureOffsets[feature + 1]) return undefined
  const [from, to] = [lines.lineOffsets[line], lines.lineOffsets[line + 1]]
  const at = (vertex: number) => [...lines.coordinates.subarray(vertex * lines.dimension, vertex * lines.dimension + 2)]
  const lengths = Array.from({ length: to - from - 1 }, (_, i) => metresBetween([...at(from + i), ...at(from + i + 1)]))
  const size = lengths.reduce((sum, length) => sum + length, 0)
  let left = size / 2
  for (const [i, length] of lengths.entries()) {
    if (left > length) left -= length
    else if (length > 0) {
      const [start, end] = [at(from + i), at(from + i + 1)]
      const along = (metres: number): [number, number] => [
        start[0] + ((end[0] - start[0]) * metres) / length,
        start[1] + ((end[1] - start[1]) * metres) / length,
      ]
      const [lon, lat] = along(left)
      return { lon, lat, size: Math.round(size), toward: along(left + 50) }
    }
  }
  return undefined
}

const metresPerDegree = 111_320

/** Plane distance in metres; good within a city. */
function metresBetween([lon, lat, toLon, toLat]: readonly number[]): number {
  const shrink = Math.cos((((lat + toLat) / 2) * Math.PI) / 180)
  return Math.hypot((toLon - lon) * shrink, toLat - lat) * metresPerDegree
}
