import type { FeatureSet } from '#model/city/feature.ts'
import { SetBuilder } from '#model/city/setBuilder.ts'
import type { SubwayLine, SubwayMap, SubwayMetadata, SubwayStation } from './schema.ts'

/** A line and its stations, in their order along it. Distances are metres. */
export function toLineFeatures(line: SubwayLine): FeatureSet[] {
  const stations = stationsOf(line)
  const stops = new SetBuilder('TransitStop', 'none')
  let along = 0
  stations.forEach((station, i) => {
    const fromPrevious = i > 0 || line.loop ? station.dist : undefined
    if (i > 0) along += station.dist ?? 0
    addRow(stops, `${line.name}/${station.name}`, {
      name: station.name,
      'name:en': station.aliases?.join('; '),
      line: line.name,
      order: i + 1,
      code: station.index,
      distanceFromPrevious: fromPrevious,
      distanceAlong: along,
    })
  })
  return [toLine(line, stations), stops.take()]
}

function toLine(line: SubwayLine, stations: readonly SubwayStation[]): FeatureSet {
  const lines = new SetBuilder('TransitLine', 'none')
  const length = stations.reduce((sum, { dist = 0 }, i) => (i > 0 || line.loop ? sum + dist : sum), 0)
  addRow(lines, line.name, {
    name: line.name,
    'name:en': line.aliases?.join('; '),
    colour: line.color,
    badge: line.badge,
    stations: stations.length,
    length,
    loop: line.loop ? 'yes' : 'no',
    designSpeedKmh: line.design_speed,
    carriages: line.carriage_num,
    carriageType: line.carriage_type,
    directions: Object.keys(line.train_routes).join('; '),
  })
  return lines.take()
}

function stationsOf(line: SubwayLine): SubwayStation[] {
  if (line.stations) return line.stations
  const { station_names: names = [], station_dists: distances = [], station_alias: aliases = {} } = line
  // Of a line that is no loop, distances begin with the one between the first two stations.
  const shift = line.loop ? 0 : 1
  return names.map((name, i) => ({ name, dist: distances[i - shift], aliases: aliases[name] }))
}

/** Stations where one changes, with what it takes: the shortest walk, and all of them as JSON. */
export function toTransferFeatures(metadata: SubwayMetadata): FeatureSet[] {
  const stops = new SetBuilder('TransitStop', 'none')
  for (const [name, transfers] of Object.entries(metadata.transfers)) {
    const lines = new Set(transfers.flatMap(({ from, to }) => [from, to]))
    const outside =
      metadata.virtual_transfers?.filter(({ from_station: a, to_station: b }) => a === name || b === name) ?? []
    addRow(stops, `${metadata.city_name}/${name}`, {
      name,
      city: metadata.city_name,
      lines: [...lines].join('; '),
      lineCount: lines.size,
      transfers: JSON.stringify(transfers),
      transferMinutes: transfers.length > 0 ? Math.min(...transfers.map(({ minutes }) => minutes)) : undefined,
      transfersOutside: outside.length > 0 ? JSON.stringify(outside) : undefined,
    })
  }
  return [stops.take()]
}

/** Stations of a drawn map, with their places in its pixels. */
export function toMapFeatures(map: SubwayMap): FeatureSet[] {
  const stops = new SetBuilder('TransitStop', 'none')
  for (const [name, { x, y }] of Object.entries(map.coordinates)) {
    addRow(stops, `${map.name}/${name}`, { name, map: map.name, mapX: x, mapY: y })
  }
  return [stops.take()]
}

function addRow(set: SetBuilder, id: string, attributes: Record<string, string | number | undefined>): void {
  const row = set.endRow(id)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== '') set.column(name).setValue(row, value)
  }
}
