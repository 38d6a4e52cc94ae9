import { findColumn } from '#model/city/table.ts'
import { DataError } from '#model/exchange/error.ts'
import { toGround } from '../ground/ground.ts'
import { toNetwork } from '../write/network.ts'
import type { PackagePlan } from '../write/plan.ts'
import { draftManifest } from '../write/write.ts'
import type { CityData } from './data.ts'
import { once } from './once.ts'

/** A package which is not written yet. */
export function createPlanData(plan: PackagePlan): CityData {
  const { city } = plan
  return {
    manifest: draftManifest(plan),
    rowCount: city.rowCount,
    tiles: plan.tiles,
    async column(name) {
      const column = findColumn(city.table, name)
      if (!column) throw new DataError('not-found', `The city has no attribute ${name}.`)
      return column
    },
    index: async () => city.index,
    file: async path => plan.read(path),
    tile: async path => plan.draw(path),
    terrain: async () => city.terrain,
    ground: once(async () => toGround(city)),
    network: once(async () => toNetwork(city)),
    features: async () => city,
  }
}
