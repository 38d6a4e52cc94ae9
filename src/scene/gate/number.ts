import type { Extent } from '#model/geo/extent.ts'
import type { View } from '../scene.ts'

/**
 * Numbers on their way to Cesium. One that is not finite, or an extent upside down, stops its render loop for good;
 * here it throws a `RangeError` that names what was wrong, before Cesium sees it.
 */
export function requireNumber(value: unknown, name: string, low: number, high: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new RangeError(`${name} must be a finite number, got ${String(value)}.`)
  if (value < low || value > high) throw new RangeError(`${name} must lie within ${low} and ${high}, got ${value}.`)
  return value
}

export function requireView(view: View): View {
  requireNumber(view.lon, 'lon', -180, 180)
  requireNumber(view.lat, 'lat', -90, 90)
  requireNumber(view.height, 'height', -12_000, 1e9)
  requireNumber(view.heading, 'heading', -1e6, 1e6)
  requireNumber(view.pitch, 'pitch', -90, 90)
  return view
}

export function requireExtent(extent: Extent): Extent {
  const [west, south, east, north] = extent
  requireNumber(west, 'west', -180, 180)
  requireNumber(east, 'east', -180, 180)
  requireNumber(south, 'south', -90, 90)
  requireNumber(north, 'north', -90, 90)
  if (south > north) throw new RangeError(`south (${south}) must not exceed north (${north}).`)
  return extent
}

/** Milliseconds since 1970; Cesium's tables of the earth's rotation make sense for some centuries only. */
export function requireTime(time: number): number {
  return requireNumber(time, 'time', Date.UTC(1600, 0), Date.UTC(2400, 0))
}

export function requireHeights(heights: readonly [number, number]): readonly [number, number] {
  requireNumber(heights[0], 'lowest height', -12_000, 1e6)
  requireNumber(heights[1], 'highest height', -12_000, 1e6)
  if (heights[0] > heights[1])
    throw new RangeError(`lowest height (${heights[0]}) must not exceed the highest (${heights[1]}).`)
  return heights
}
