/**
 * The hour at a place, without a table of time zones: China's one time within China, elsewhere whole hours from the longitude, which
 * is what civil time was made from. The frame shows the offset beside every time, so that nobody takes it for a civil time which differs.
 */

const hour = 3_600_000
const day = 24 * hour

/** Hours east of Greenwich. */
export function offsetOf(lon: number, lat: number): number {
  return isInChina(lon, lat) ? 8 : Math.round(lon / 15) || 0
}

/** Outline of China to about half a degree (lon, lat), good enough to tell the hour; not a statement about borders. */
const china = [
  73.6, 39.4, 79.9, 42, 80.3, 45.2, 85.5, 48.4, 87.8, 49.2, 91, 45.2, 96.4, 42.7, 105, 41.6, 111.9, 43.7, 116.6, 46.4,
  115.5, 47.9, 119.9, 49.6, 121, 53.4, 126, 52.8, 131, 47.7, 135, 48.4, 131, 42.9, 128, 42, 124.2, 39.8, 123, 37, 124,
  31, 122.5, 22, 117, 21, 111, 17.5, 108, 18, 107.8, 21.5, 105.3, 23.3, 101.7, 21.1, 97.5, 24, 98.5, 27.8, 92, 27.5, 86,
  28, 81, 30.2, 78.7, 32.5, 76, 35.8,
]

/** Even-odd rule. */
function isInChina(lon: number, lat: number): boolean {
  let inside = false
  for (let i = 0, j = china.length - 2; i < china.length; j = i, i += 2) {
    const crosses = china[i + 1] > lat !== china[j + 1] > lat
    const at = china[i] + ((lat - china[i + 1]) / (china[j + 1] - china[i + 1])) * (china[j] - china[i])
    if (crosses && lon < at) inside = !inside
  }
  return inside
}

/** Minutes since midnight at the offset, 0 to 1439. */
export function minutesOf(time: number, offset: number): number {
  return Math.floor(modulo(time + offset * hour, day) / 60_000)
}

/** The same day at the offset, at other minutes since midnight. */
export function withMinutes(time: number, offset: number, minutes: number): number {
  return Math.floor((time + offset * hour) / day) * day + minutes * 60_000 - offset * hour
}

/** `2026-06-21`, of the day at the offset. */
export function dateOf(time: number, offset: number): string {
  return new Date(time + offset * hour).toISOString().slice(0, 10)
}

/** The same hour on another day, given as `2026-06-21`; undefined where that is no date of the years 1900 to 2199. */
export function withDate(time: number, offset: number, date: string): number | undefined {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  if (!(midnight >= Date.UTC(1900, 0, 2) && midnight < Date.UTC(2199, 11, 31))) return undefined
  return midnight + modulo(time + offset * hour, day) - offset * hour
}

/** `08:05`. */
export function toClockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** `UTC+8`, `UTC−3`, `UTC`. */
export function toOffsetText(offset: number): string {
  return offset === 0 ? 'UTC' : `UTC${offset > 0 ? '+' : '−'}${Math.abs(offset)}`
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}
