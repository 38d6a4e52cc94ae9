/**
 * The hour at a place, without a table of time zones: whole hours from the longitude, which is what civil time was made from. The
 * frame shows the offset beside every time, so that nobody takes it for the civil time of a place which differs.
 */

const hour = 3_600_000
const day = 24 * hour

/** Hours east of Greenwich. */
export function offsetOf(lon: number): number {
  return Math.round(lon / 15) || 0
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
