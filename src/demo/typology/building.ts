import type { RoofShape } from '#model/city/feature.ts'
import type { BuildingUse } from '#model/city/vocabulary.ts'
import type { Point } from '../plan/plane.ts'
import type { StreetName } from '../street/street.ts'
import type { Solid } from './solid.ts'

/** A building as designed: where it stands, how high, what for. Metres. */
export interface Building {
  ring: Point[]
  use: BuildingUse
  /** OpenStreetMap's `building` value. */
  kind: string
  storeys: number
  /** Above ground, roof included. */
  height: number
  roof: RoofShape
  roofHeight: number
  year: number
  /** Public buildings have names. */
  name?: StreetName
  /** What a person goes there for, as OpenStreetMap's `amenity`, `shop`, ... */
  place?: readonly [key: string, value: string]
  /** An explicit LoD2 model, heights above the building's ground; otherwise the footprint is extruded. */
  solid?: Solid
  /** Floor area per footprint area and storey: below 1 where upper storeys step back. */
  fill: number
}

/** Storey heights by use, metres. */
export const storeyHeight: Record<BuildingUse, number> = {
  other: 3.3,
  residential: 2.95,
  office: 4,
  retail: 4.8,
  hotel: 3.6,
  industrial: 8,
  education: 3.8,
  health: 4.1,
  public: 4.2,
  religious: 5.5,
  transport: 8,
  leisure: 6,
  agriculture: 4.5,
}
