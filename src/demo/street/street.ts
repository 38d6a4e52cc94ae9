import type { Point } from '../plan/plane.ts'

/** Classes as OpenStreetMap's `highway`, `rail` for tracks and `limit` for the edge of the land that is planned. */
export type StreetClass =
  | 'trunk'
  | 'primary'
  | 'secondary'
  | 'tertiary'
  | 'residential'
  | 'living_street'
  | 'unclassified'
  | 'service'
  | 'rail'
  | 'limit'

export interface Street {
  id: number
  class: StreetClass
  points: Point[]
  /** Where other streets meet it between its ends. */
  junctions: Point[]
  bridge: boolean
  /** Set for those which were planned with a name: rings, radials, embankments. */
  label?: string
  name?: StreetName
}

export interface StreetName {
  zh: string
  en: string
}

/** Kerb-to-kerb width with pavements, metres. */
export const streetWidth: Record<StreetClass, number> = {
  trunk: 44,
  primary: 36,
  secondary: 26,
  tertiary: 18,
  residential: 12,
  living_street: 5,
  unclassified: 8,
  service: 6,
  rail: 26,
  limit: 0,
}

export const streetLanes: Record<StreetClass, number> = {
  trunk: 8,
  primary: 6,
  secondary: 4,
  tertiary: 2,
  residential: 2,
  living_street: 1,
  unclassified: 2,
  service: 1,
  rail: 0,
  limit: 0,
}

export const isStreet = (street: Street): boolean => street.class !== 'rail' && street.class !== 'limit'

/** A face of the street plan: vertices counter-clockwise, each with the street along the edge that starts there. */
export interface Corner {
  p: Point
  street: Street
}
export type Outline = Corner[]
