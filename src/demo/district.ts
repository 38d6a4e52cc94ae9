import type { DemoCity } from './city.ts'
import { distance, type Point } from './plan/plane.ts'
import { terrainReach } from './plan/terrain.ts'
import type { StreetName } from './street/street.ts'

export interface District {
  place: 'city' | 'suburb' | 'village'
  p: Point
  name: StreetName
}

/** The city, its districts round their centres, and the villages outside, each where a map would write its name. */
export function* nameDistricts({ plan, built, names }: DemoCity): Generator<District> {
  const at = (x: number, y: number): Point => [x * plan.radius, y * plan.radius]
  yield { place: 'city', p: plan.middle, name: { zh: '临江市', en: 'Linjiang' } }
  yield { place: 'suburb', p: plan.oldTown, name: { zh: '老城区', en: 'Old Town' } }
  yield { place: 'suburb', p: plan.centre, name: { zh: '江湾区', en: 'Jiangwan' } }
  yield { place: 'suburb', p: at(0.62, 0.55), name: { zh: '大学城', en: 'University Town' } }
  yield { place: 'suburb', p: at(0.62, -0.55), name: { zh: '经济开发区', en: 'Development Zone' } }
  yield { place: 'suburb', p: at(0.2, -0.7), name: { zh: '站前区', en: 'Station Quarter' } }
  for (const p of plan.subcentres) {
    const { zh, en } = names.place()
    yield { place: 'suburb', p, name: { zh: `${zh}新区`, en: `${en} New District` } }
  }
  const found: Point[] = []
  for (const { block, buildings } of built) {
    if (block.zone !== 'village' || buildings.length === 0) continue
    if (
      distance(block.middle, plan.middle) > terrainReach * plan.radius ||
      found.some(p => distance(p, block.middle) < 700)
    )
      continue
    found.push(block.middle)
    const { zh, en } = names.place()
    yield { place: 'village', p: block.middle, name: { zh: `${zh}村`, en: `${en} Village` } }
  }
}
