import { type CityModel, createCityModelContribution, type SearchWords } from '#system/citymodel/index.ts'
import type { Contribution } from '#ui/shell/contribution.tsx'

/** What the systems of the city need of one another's ground; grows by one line a system. */
export interface Parts {
  citymodel: CityModel
  words(): SearchWords
}

/** The only list of systems, in the order in which their panels stand. */
export const systems: readonly ((parts: Parts) => Contribution)[] = [
  parts => createCityModelContribution(parts.citymodel, parts.words),
]
