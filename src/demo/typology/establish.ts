import type { Facility } from '../facility.ts'
import type { Names } from '../names.ts'
import type { Plan } from '../plan/plan.ts'
import { distance, type Point } from '../plan/plane.ts'
import { moundAt } from '../plan/terrain.ts'
import { buildCourtyards } from './courtyard.ts'
import { buildIndustry } from './industry.ts'
import { buildHall, buildHospital, buildSchool, roleOf } from './institution.ts'
import { buildPagoda, buildShell, buildTemple, buildTvTower } from './landmark.ts'
import type { Site } from './site.ts'

/** Builds what the facility is, and gives it its name. */
export function establish(plan: Plan, site: Site, facility: Facility, names: Names): void {
  const { zh, en } = names.place()
  const { random } = site
  const title = (z: string, e: string) => ({ zh: zh + z, en: `${en} ${e}` })
  const city = (z: string, e: string) => ({ zh: `临江${z}`, en: `Linjiang ${e}` })
  switch (facility) {
    case 'school': {
      const middle = random.chance(0.4)
      buildSchool(
        site,
        roleOf(
          'education',
          'school',
          ['amenity', 'school'],
          middle ? title('中学', 'Middle School') : title('小学', 'Primary School'),
        ),
      )
      return
    }
    case 'kindergarten':
      buildHall(
        site,
        roleOf('education', 'kindergarten', ['amenity', 'kindergarten'], title('幼儿园', 'Kindergarten')),
        [38, 20],
        3,
      )
      return
    case 'hospital':
      buildHospital(site, roleOf('health', 'hospital', ['amenity', 'hospital'], title('医院', 'Hospital')))
      return
    case 'clinic':
      buildHall(
        site,
        roleOf('health', 'clinic', ['amenity', 'clinic'], title('社区卫生服务中心', 'Community Clinic')),
        [30, 16],
        3,
      )
      return
    case 'fire':
      buildHall(
        site,
        roleOf('public', 'fire_station', ['amenity', 'fire_station'], title('消防救援站', 'Fire Station')),
        [36, 18],
        3,
      )
      return
    case 'police':
      buildHall(site, roleOf('public', 'civic', ['amenity', 'police'], title('派出所', 'Police Station')), [28, 16], 4)
      return
    case 'market':
      buildHall(
        site,
        roleOf('retail', 'retail', ['amenity', 'marketplace'], title('农贸市场', 'Food Market')),
        [54, 34],
        2,
      )
      return
    case 'mall':
      buildHall(site, roleOf('retail', 'retail', ['shop', 'mall'], title('广场', 'Plaza Mall')), [110, 84], 5)
      return
    case 'library':
      buildHall(site, roleOf('public', 'public', ['amenity', 'library'], title('图书馆', 'Library')), [64, 52], 5)
      return
    case 'museum':
      buildHall(site, roleOf('public', 'museum', ['tourism', 'museum'], city('博物馆', 'Museum')), [92, 76], 4)
      return
    case 'theatre':
      buildTheatre(site, city('大剧院', 'Grand Theatre'))
      return
    case 'government':
      buildHall(
        site,
        roleOf('public', 'government', ['amenity', 'townhall'], city('市人民政府', 'City Hall')),
        [96, 40],
        8,
      )
      return
    case 'temple':
      buildTemple(site, roleOf('religious', 'temple', ['amenity', 'place_of_worship'], title('寺', 'Temple')))
      buildCourtyards(site)
      return
    case 'tvtower':
      buildTvTower(
        site,
        roleOf('public', 'tower', ['man_made', 'tower'], city('广播电视塔', 'Radio & TV Tower')),
        Math.min(368, 150 + plan.radius * 0.075),
      )
      return
    case 'pagoda':
      buildPagoda(
        site,
        moundAt(plan),
        9,
        roleOf('religious', 'temple', ['tourism', 'attraction'], { zh: '望江塔', en: 'Wangjiang Pagoda' }),
      )
      return
    case 'factory':
      buildIndustry(site, true)
      if (site.buildings[0])
        Object.assign(largest(site), { name: title('机械厂', 'Machine Works'), place: ['man_made', 'works'] })
      return
    case 'square':
      site.reserve(
        site.block.ring.map(p => shrink(p, site.block.middle, 0.55)),
        'square',
        2,
      )
      return
    case 'garden':
      return
  }
}

const largest = (site: Site) =>
  site.buildings.reduce((a, b) => (distance(b.ring[0], b.ring[2]) > distance(a.ring[0], a.ring[2]) ? b : a))
const shrink = ([x, y]: Point, [mx, my]: Point, by: number): Point => [mx + (x - mx) * by, my + (y - my) * by]

function buildTheatre(site: Site, name: { zh: string; en: string }): void {
  buildShell(site, roleOf('leisure', 'theatre', ['amenity', 'theatre'], name), 46, 34)
}
