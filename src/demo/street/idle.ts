import type { Block } from './layout.ts'
import { isStreet } from './street.ts'

/** Lanes inside quarters where nothing was built after all are given up: fields need none. */
export function dropIdleLanes(blocks: readonly Block[], isBuilt: (quarter: number) => boolean): void {
  const quarterOf = new Map<number, number>()
  for (const { outline, quarter } of blocks)
    for (const { street } of outline) {
      const known = quarterOf.get(street.id)
      quarterOf.set(street.id, known === undefined || known === quarter ? quarter : -1)
    }
  for (const { outline, quarter, zone } of blocks) {
    if (zone !== 'village' || isBuilt(quarter)) continue
    for (const { street } of outline)
      if (isStreet(street) && quarterOf.get(street.id) === quarter) street.class = 'limit'
  }
}
