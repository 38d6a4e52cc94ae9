import { createStore, type StoreApi } from 'zustand/vanilla'

/** What is so at this moment in this tab: shared with colleagues later, never saved, never undone. */
export interface PresenceState {
  /** The feature under the pointer. */
  hover: { layer: string; row: number } | null
  /** The point of the city under the pointer: degrees, metres above the ellipsoid. */
  pointer: { lon: number; lat: number; height: number } | null
  /** Metres of ground that one pixel in the middle of the view spans; null without a scene. */
  metresPerPixel: number | null
  /** Direction of view, degrees clockwise from north. */
  heading: number
}

export type Presence = StoreApi<PresenceState>

export function createPresence(): Presence {
  return createStore<PresenceState>(() => ({ hover: null, pointer: null, metresPerPixel: null, heading: 0 }))
}
