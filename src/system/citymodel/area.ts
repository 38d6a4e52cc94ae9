import type { CityModel } from './model.ts'

/** The topmost city that is shown: areas are selected in it, tables open with it. */
export function frontCity(model: Pick<CityModel, 'session' | 'findEntry'>): string | undefined {
  return model.session.getState().layers.find(({ id, visible }) => visible && model.findEntry(id)?.kind === 'city')?.id
}

/**
 * Selects what stands within a polygon on the screen (x, y pairs in CSS pixels from the map's upper left corner). False where
 * there is no city, fewer than three corners, or a corner in the sky.
 */
export function selectScreenPolygon(model: CityModel, corners: readonly number[]): boolean {
  const layer = frontCity(model)
  const polygon = corners.length >= 6 ? model.shell.getState().controls?.toGroundPolygon(corners) : undefined
  if (!layer || !polygon) return false
  model.session.dispatch({ type: 'select', selection: { by: 'polygon', layer, polygon: [...polygon] } })
  return true
}

/** Corners of the rectangle between two points. */
export function boxCorners(x0: number, y0: number, x1: number, y1: number): number[] {
  return [x0, y0, x1, y0, x1, y1, x0, y1]
}
