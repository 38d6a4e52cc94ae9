/** What a name on the map is written beside; the order is the order of weight. */
export const labelKinds = ['district', 'water', 'green', 'village', 'station', 'square', 'street'] as const
export type LabelKind = (typeof labelKinds)[number]

/** A name that a map of the city may carry. */
export interface PlaceLabel {
  kind: LabelKind
  /** As the source says it. */
  name: string
  zh?: string
  en?: string
  /** Degrees, and metres in the city's own heights. */
  lon: number
  lat: number
  height: number
  /** Metres across, along for streets, 0 for points: the larger, the farther it may be read. */
  size: number
  /** Of streets: another point of it, towards which the name runs. */
  toward?: [lon: number, lat: number]
}
