import type { Random } from '#math/random.ts'
import type { DemoCity } from './city.ts'
import { distance, type Point, resample } from './plan/plane.ts'
import { planArterials, ringRadii } from './street/arterial.ts'
import { type StreetName, streetWidth } from './street/street.ts'

export interface MetroLine {
  ref: number
  colour: string
  points: Point[]
  stations: Station[]
}

export interface Station {
  p: Point
  name: StreetName
}

const colours = ['#b3372f', '#2f6fb3', '#3f8f5a', '#b07c2c', '#7a4fa3', '#2c98a0']

/** Lines under the great avenues: one along the axis, one round the second ring, others on radials through the middle. */
export function planMetro(city: DemoCity): MetroLine[] {
  const { plan, names } = city
  const lines = planArterials(plan)
  const of = (label: string) => lines.find(line => line.label === label)!.points
  const inside = (points: readonly Point[]) => points.filter(p => distance(p, plan.middle) < 1.02 * plan.radius)
  const through = (from: string, to: string) => [
    ...inside(of(from)).reverse(),
    plan.middle,
    plan.centre,
    ...inside(of(to)),
  ]
  const count = ringRadii(plan).length
  const routes = [inside(of('axis')), through('radial 5', 'radial 0')]
  if (plan.radius > 1500) routes.push(of(`ring ${Math.max(1, count - 1)} of ${count}`), through('radial 3', 'radial 8'))
  const known: Station[] = []
  return routes.map((points, i) => {
    const spacing = Math.min(950, Math.max(450, plan.radius / 3))
    const stops = resample(points, spacing)
    const closed = distance(points[0], points[points.length - 1]) < 1
    const stations = (closed ? stops.slice(1) : stops).map(p => stationAt(p, known, () => names.place()))
    return { ref: i + 1, colour: colours[i % colours.length], points: smooth(points), stations }
  })
}

/** Lines which meet share the station. */
function stationAt(p: Point, known: Station[], name: () => StreetName): Station {
  const near = known.find(s => distance(s.p, p) < 220)
  if (near) return near
  const { zh, en } = name()
  const station = { p, name: { zh: `${zh}站`, en: `${en} Station` } }
  known.push(station)
  return station
}

const smooth = (points: readonly Point[]): Point[] => resample(points, 60)

export interface BusStop extends Station {
  street: StreetName
}

/** Stops on both sides of the larger streets, about every 420 m. */
export function* placeBusStops(city: DemoCity, random: Random): Generator<BusStop> {
  for (const street of city.streets) {
    if (
      !(street.class === 'primary' || street.class === 'secondary' || street.class === 'tertiary') ||
      street.bridge ||
      !street.name
    )
      continue
    const line = resample(street.points, 420)
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1], line[i]]
      const length = distance(a, b)
      if (length < 150) continue
      const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
      const name = city.names.place()
      const offset = streetWidth[street.class] / 2 - 1
      for (const side of [-1, 1]) {
        const shift = side * (14 + random.between(0, 10))
        yield {
          p: [
            middle[0] + (shift * (b[0] - a[0]) - side * offset * (b[1] - a[1])) / length,
            middle[1] + (shift * (b[1] - a[1]) + side * offset * (b[0] - a[0])) / length,
          ],
          name,
          street: street.name,
        }
      }
    }
  }
}
