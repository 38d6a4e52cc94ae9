import { createRandom, hashText, type Random } from '#math/random.ts'
import { createNoise } from './noise.ts'
import { distance, type Point, polylineDistance } from './plane.ts'
import { createRiver, type River } from './river.ts'

/** The idea of the city, before any street: where it lies, how large it is, where its centres are. Local metres. */
export interface Plan {
  seed: number
  buildings: number
  random: Random
  /** Radius of the built-up area inside the outer ring road. */
  radius: number
  /** Middle of the ring roads. */
  middle: Point
  oldTown: Point
  oldTownRadius: number
  centre: Point
  centreRadius: number
  subcentres: readonly Point[]
  river: River
  /** Value noise, one unit a kilometre. */
  noise(x: number, y: number): number
}

/** Where local (0, 0) lies: farmland of the middle Yangtze plain, where no city is. */
export const origin = { lon: 112.05, lat: 30.75 }

/** Built-up radius for 20,000 buildings, metres. */
const standardRadius = 3000
/** Large cities have less of the dense old town, so they need more land for a building. */
const roomOf = (buildings: number): number => (buildings < 60_000 ? 1 : buildings < 200_000 ? 1.06 : 1.11)

/** `stretch` makes room where the usual density does not give enough buildings. */
export function createPlan(options: { seed: number; buildings: number }, stretch = 1): Plan {
  const random = createRandom(options.seed)
  const radius =
    Math.max(650, standardRadius * Math.sqrt(options.buildings / 20_000)) * roomOf(options.buildings) * stretch
  const at = (x: number, y: number): Point => [x * radius, y * radius]
  const river = createRiver(radius, random.fork('river'))
  const noise = createNoise(hashText(`noise ${options.seed}`))
  return {
    ...options,
    random,
    radius,
    middle: at(0.05, 0.08),
    oldTown: at(-0.16, 0.27),
    oldTownRadius: Math.min(0.17 * radius, 1400),
    centre: at(0.3, 0.0),
    centreRadius: Math.max(280, Math.min(0.17 * radius, 1300)),
    subcentres: subcentres(radius, river, random.fork('subcentres')),
    river,
    noise: (x, y) => noise(x / 1000, y / 1000),
  }
}

function subcentres(radius: number, river: River, random: Random): Point[] {
  const wanted = Math.round(2 + (radius / 3000) ** 1.5)
  const found: Point[] = [[-0.42 * radius, -0.42 * radius]]
  for (let tries = 0; found.length < wanted && tries < 400; tries++) {
    const p: Point = [random.between(-0.8, 0.8) * radius, random.between(-0.8, 0.8) * radius]
    const apart = found.every(q => distance(p, q) > 0.9 * radius * Math.sqrt(3 / wanted) * 0.7)
    if (
      apart &&
      distance(p, [0.1 * radius, 0.1 * radius]) > 0.45 * radius &&
      polylineDistance(river.line, p) > river.width + 200
    )
      found.push(p)
  }
  return found
}
