import type { BuiltBlock, DemoCity } from './city.ts'
import { nameDistricts } from './district.ts'
import type { Facility } from './facility.ts'
import { lakesOf, plantTrees } from './greenery.ts'
import { insetOutline } from './parcel.ts'
import { centroid, type Point, pointKey } from './plan/plane.ts'
import { terrainReach } from './plan/terrain.ts'
import type { Zone } from './plan/zone.ts'
import type { BuildingRecord } from './record.ts'
import { noded } from './street/connect.ts'
import { isStreet, type Street, streetLanes } from './street/street.ts'
import { placeBusStops, planMetro } from './transit.ts'
import type { OsmFile, Tags } from './write/osm.ts'

/** What a mapper would draw: streets, railway, water, green, land use, stops, and the places that people look for. */

const speeds: { [key: string]: number } = {
  trunk: 80,
  primary: 60,
  secondary: 50,
  tertiary: 40,
  residential: 30,
  living_street: 20,
  unclassified: 40,
  service: 15,
}

export function mapStreets(file: OsmFile, { streets, plan }: DemoCity): void {
  const random = plan.random.fork('oneway')
  const isThrough = throughStreets(streets)
  for (const street of streets) {
    // A chord between two points of a connected net may be one-way: it is an ear, and the net stays strongly connected.
    const oneway =
      (street.class === 'residential' || street.class === 'living_street') && random.chance(0.14) && isThrough(street)
    if (isStreet(street)) file.way(noded(street), streetTags(street, oneway))
    else if (street.class === 'rail')
      file.way(noded(street), {
        railway: 'rail',
        electrified: 'contact_line',
        gauge: 1435,
        layer: 1,
        bridge: 'viaduct',
        name: '江宁铁路',
        'name:zh': '江宁铁路',
        'name:en': 'Jiangning Railway',
      })
  }
}

/** Whether both ends of a street lie on others, so that one can leave it where one did not enter. */
function throughStreets(streets: readonly Street[]): (street: Street) => boolean {
  const uses = new Map<string, number>()
  for (const street of streets)
    if (isStreet(street)) for (const key of noded(street).map(pointKey)) uses.set(key, (uses.get(key) ?? 0) + 1)
  return ({ points }) => [points[0], points[points.length - 1]].every(p => (uses.get(pointKey(p)) ?? 0) > 1)
}

const streetTags = (street: Street, oneway: boolean): Tags => ({
  highway: street.class,
  name: street.name?.zh,
  'name:zh': street.name?.zh,
  'name:en': street.name?.en,
  lanes: streetLanes[street.class],
  maxspeed: speeds[street.class],
  oneway: oneway ? 'yes' : undefined,
  bridge: street.bridge ? 'yes' : undefined,
  layer: street.bridge ? 1 : undefined,
  surface: street.class === 'living_street' ? 'paving_stones' : 'asphalt',
})

const landTags: Partial<Record<Zone, Tags>> = {
  centre: { landuse: 'commercial' },
  business: { landuse: 'commercial' },
  old: { landuse: 'residential', historic: 'district' },
  mixed: { landuse: 'residential' },
  lanes: { landuse: 'residential' },
  slabs: { landuse: 'residential' },
  towers: { landuse: 'residential' },
  villas: { landuse: 'residential' },
  industry: { landuse: 'industrial' },
  campus: { landuse: 'education' },
  village: { landuse: 'residential' },
  farmland: { landuse: 'farmland' },
  forest: { natural: 'wood', landuse: 'forest' },
  park: { leisure: 'park' },
  arena: { leisure: 'sports_centre' },
  terminal: { landuse: 'railway' },
}

const facilityLand: Partial<Record<Facility, Tags>> = {
  school: { amenity: 'school' },
  hospital: { amenity: 'hospital' },
  garden: { leisure: 'garden' },
  square: { place: 'square' },
  factory: { landuse: 'industrial', industrial: 'factory' },
}

export function mapLand(file: OsmFile, city: DemoCity): void {
  const { plan, built, names } = city
  const edge = terrainReach * plan.radius
  const within = (points: readonly Point[]) => points.filter(([x, y]) => Math.abs(x) < edge && Math.abs(y) < edge)
  const { outline, banks, line } = plan.river
  const half = outline.length / 2
  const [right, left] = [within(outline.slice(0, half)), within(outline.slice(half))]
  for (const block of built) mapBlock(file, block, names.place())
  const promenade: Tags = { leisure: 'park', name: '滨江绿地', 'name:zh': '滨江绿地', 'name:en': 'Riverside Green' }
  file.area([...left, ...within(banks[0])], promenade)
  file.area([...right, ...within(banks[1]).reverse()].reverse(), promenade)
  const river: Tags = { name: '清江', 'name:zh': '清江', 'name:en': 'Qing River' }
  file.area([...right, ...left], { natural: 'water', water: 'river', ...river })
  file.way(within(line), { waterway: 'river', ...river })
}

function mapBlock(file: OsmFile, built: BuiltBlock, name: { zh: string; en: string }): void {
  const { block, facility, open } = built
  const tags = (facility && facilityLand[facility]) ?? landTags[block.zone]
  if (!tags) return
  const isPark = block.zone === 'park' || facility === 'garden'
  const park = facility === 'garden' ? { zh: '街心花园', en: 'Garden' } : { zh: '公园', en: 'Park' }
  const named = isPark
    ? { name: name.zh + park.zh, 'name:zh': name.zh + park.zh, 'name:en': `${name.en} ${park.en}` }
    : {}
  file.area(insetOutline(block) ?? block.ring, { ...tags, ...named })
  for (const lake of lakesOf(built))
    file.area(lake, {
      natural: 'water',
      water: 'lake',
      name: `${name.zh}湖`,
      'name:zh': `${name.zh}湖`,
      'name:en': `${name.en} Lake`,
    })
  for (const { ring, kind } of open)
    file.area(ring, kind === 'pitch' ? { leisure: 'pitch', sport: 'athletics' } : { leisure: 'garden' })
}

export function mapTransit(file: OsmFile, city: DemoCity): void {
  const seen = new Set<object>()
  for (const { ref, colour, points, stations } of planMetro(city)) {
    const name = { zh: `地铁${ref}号线`, en: `Metro Line ${ref}` }
    file.way(points, {
      railway: 'subway',
      tunnel: 'yes',
      layer: -2,
      ref,
      colour,
      name: name.zh,
      'name:zh': name.zh,
      'name:en': name.en,
    })
    for (const station of stations) {
      if (seen.has(station)) continue
      seen.add(station)
      file.node(station.p, {
        railway: 'station',
        station: 'subway',
        public_transport: 'station',
        name: station.name.zh,
        'name:zh': station.name.zh,
        'name:en': station.name.en,
      })
    }
  }
  for (const { p, name } of placeBusStops(city, city.plan.random.fork('bus')))
    file.node(p, {
      highway: 'bus_stop',
      public_transport: 'platform',
      name: name.zh,
      'name:zh': name.zh,
      'name:en': name.en,
    })
}

const shops: readonly (readonly [kind: string, key: string, zh: string, en: string])[] = [
  ['convenience', 'shop', '便利店', 'Convenience Store'],
  ['supermarket', 'shop', '超市', 'Supermarket'],
  ['bakery', 'shop', '糕点', 'Bakery'],
  ['clothes', 'shop', '服饰', 'Clothes'],
  ['books', 'shop', '书店', 'Bookshop'],
  ['restaurant', 'amenity', '饭店', 'Restaurant'],
  ['restaurant', 'amenity', '面馆', 'Noodle House'],
  ['cafe', 'amenity', '茶馆', 'Tea House'],
  ['pharmacy', 'amenity', '大药房', 'Pharmacy'],
  ['bank', 'amenity', '银行', 'Bank'],
  ['post_office', 'amenity', '邮政所', 'Post Office'],
]

/** The place in a building: of institutions always, of shops every third. */
export function mapPlace(file: OsmFile, { building, address }: BuildingRecord): void {
  const p = centroid(building.ring)
  const where = { 'addr:street': address.street.name?.zh, 'addr:housenumber': address.number }
  if (building.place && building.name) {
    const [key, value] = building.place
    file.node(p, {
      [key]: value,
      name: building.name.zh,
      'name:zh': building.name.zh,
      'name:en': building.name.en,
      ...where,
    })
  } else if (building.use === 'retail' && address.number % 3 === 0) {
    const [kind, key, zh, en] = shops[Math.floor(address.number / 3 + address.street.id) % shops.length]
    const name = address.street.name ?? { zh: '', en: '' }
    file.node(p, { [key]: kind, name: name.zh + zh, 'name:zh': name.zh + zh, 'name:en': `${name.en} ${en}`, ...where })
  }
}

export function mapDistricts(file: OsmFile, city: DemoCity): void {
  for (const { place, p, name } of nameDistricts(city))
    file.node(p, { place, name: name.zh, 'name:zh': name.zh, 'name:en': name.en })
}

export function mapTrees(file: OsmFile, city: DemoCity): void {
  for (const p of plantTrees(city)) file.node(p, { natural: 'tree' })
}
