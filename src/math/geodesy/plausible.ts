import { createTransform } from './crs.ts'

/** Why coordinates cannot be what they claim, in words for a person. */
export interface Implausible {
  code: 'crs-missing' | 'crs-implausible'
  message: string
  cure: string
}

/** Share of a sample that must contradict the claim: single wrong features are the business of whoever checks features. */
const majority = 0.5

/**
 * Says whether coordinates can be in the CRS they claim, or undefined where nothing speaks against it. `sample` holds x, y pairs;
 * without `crs` they are taken for longitude and latitude. Non-finite pairs do not count.
 */
export function findImplausible(sample: ArrayLike<number>, crs?: string): Implausible | undefined {
  const pairs = finitePairs(sample)
  if (pairs.length === 0) return undefined
  const transform = createTransform(crs ?? 'EPSG:4326')
  const share = (test: (x: number, y: number) => boolean) => pairs.filter(([x, y]) => test(x, y)).length / pairs.length
  const inDegrees = share((x, y) => Math.abs(x) <= 180 && Math.abs(y) <= 90)
  if (transform.kind === 'geographic') {
    if (inDegrees >= majority) return undefined
    if (share((x, y) => Math.abs(x) <= 90 && Math.abs(y) <= 180) >= majority) return swapped(pairs[0], crs)
    return crs ? notDegrees(pairs[0], crs) : missing(pairs[0])
  }
  const [west, south, east, north] = transform.area
  const within = (x: number, y: number, dx: number, dy: number) => {
    const [lon, lat] = transform.toWgs84(x, y)
    return lon >= west - dx && lon <= east + dx && lat >= south - dy && lat <= north + dy
  }
  if (inDegrees >= majority) {
    // Some local systems have their zero inside their area: Soldner Berlin does. Those for the whole earth prove nothing.
    const local = east - west < 90 && share((x, y) => within(x, y, 0, 0)) >= majority
    return local ? undefined : degreesAsMetres(pairs[0], transform.crs)
  }
  const dx = overhang(east - west)
  const dy = overhang(north - south)
  if (share((x, y) => within(x, y, dx, dy)) >= majority) return undefined
  if (share((x, y) => within(y, x, dx, dy)) >= majority) return swapped(pairs[0], transform.crs)
  return outside(pairs[0], transform.crs, transform.name)
}

/** Degrees by which data may overhang an area of use of this size: cities at the edge of a zone often stay in one. */
const overhang = (size: number) => Math.min(3, size / 2)

/** CRSs in which such coordinates are common, likeliest first; empty where none comes to mind. */
export function suggestCrs(x: number, y: number): string[] {
  const found: string[] = []
  const within = (west: number, south: number, east: number, north: number) =>
    x >= west && x <= east && y >= south && y <= north
  const zone = Math.floor(x / 1e6)
  if (within(0, 300e3, 300e3, 630e3)) found.push('EPSG:28992')
  if (within(2.48e6, 1.07e6, 2.84e6, 1.3e6)) found.push('EPSG:2056')
  if (within(480e3, 70e3, 840e3, 300e3)) found.push('EPSG:21781')
  if (within(25e6, 1.8e6, 46e6, 6e6) && zone <= 45) found.push(`EPSG:${4513 + zone - 25}`)
  if (within(13e6, 1.8e6, 24e6, 6e6) && zone <= 23) found.push(`EPSG:${4491 + zone - 13}`)
  if (within(19e6, 6.5e6, 32e6, 7.8e6)) found.push(`EPSG:${3854 + zone}`)
  if (found.length === 0 && within(166e3, 1e5, 834e3, 9.4e6)) found.push('EPSG:326<zone>')
  if (found.length === 0 && Math.abs(x) > 1e6 && within(-20037509, -20048967, 20037509, 20048967))
    found.push('EPSG:3857')
  return found
}

type Pair = [x: number, y: number]

function finitePairs(sample: ArrayLike<number>): Pair[] {
  const pairs: Pair[] = []
  for (let i = 0; i + 1 < sample.length; i += 2) {
    if (Number.isFinite(sample[i]) && Number.isFinite(sample[i + 1])) pairs.push([sample[i], sample[i + 1]])
  }
  return pairs
}

const show = ([x, y]: Pair) => `(${Number(x.toPrecision(9))}, ${Number(y.toPrecision(9))})`

const swapped = (at: Pair, crs = 'WGS 84'): Implausible => ({
  code: 'crs-implausible',
  message: `coordinates such as ${show(at)} have latitude and longitude (north and east) the wrong way round for ${crs}.`,
  cure: 'Swap the two numbers of each coordinate in the source.',
})

const notDegrees = (at: Pair, crs: string): Implausible => ({
  code: 'crs-implausible',
  message: `coordinates such as ${show(at)} are no degrees, though the data claims ${crs}.`,
  cure: cureFor(at),
})

const missing = (at: Pair): Implausible => ({
  code: 'crs-missing',
  message: `coordinates such as ${show(at)} are no degrees, and no coordinate reference system is named.`,
  cure: cureFor(at),
})

const degreesAsMetres = (at: Pair, crs: string): Implausible => ({
  code: 'crs-implausible',
  message: `coordinates such as ${show(at)} look like degrees (or like local coordinates), though the data claims ${crs}.`,
  cure: 'Choose EPSG:4326 if they are longitude and latitude.',
})

const outside = (at: Pair, crs: string, name: string): Implausible => ({
  code: 'crs-implausible',
  message: `coordinates such as ${show(at)} lie far outside the area in which ${crs} (${name}) is used.`,
  cure: cureFor(at),
})

/** What to do about a missing or wrong CRS at these coordinates. */
export function cureFor([x, y]: Pair): string {
  const likely = suggestCrs(x, y)
  return `Name the coordinate reference system (--crs EPSG:N)${likely.length ? `; such numbers are common in ${likely.join(' and ')}` : ''}.`
}
