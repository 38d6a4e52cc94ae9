// @ts-check
import { centre, halfSide } from './geojson.mjs'

export const screen = { width: 1280, height: 720 }

/**
 * The camera that every candidate looks through: 30 degrees down from the south, the district fills the view.
 * Metres, radians; `metresPerPixel` at the centre; `zoom` of maps with 512-pixel tiles, whose eye stands 1.5 screen heights away.
 * @param {number} count
 */
export function viewOf(count) {
  const metresPerPixel = (2 * halfSide(count)) / (0.85 * screen.width)
  const equator = 40_075_016.686 * Math.cos((centre.lat * Math.PI) / 180)
  return {
    ...centre,
    metresPerPixel,
    distance: 1.5 * screen.height * metresPerPixel,
    fovY: 2 * Math.atan(0.5 / 1.5),
    zoom: Math.log2(equator / (512 * metresPerPixel)),
  }
}

/** Pixels at which candidates are asked what is there: a lattice over the middle of the district. @returns {[number, number][]} */
export function pickPoints(columns = 8, rows = 5) {
  const points = /** @type {[number, number][]} */ ([])
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      points.push([
        Math.round(screen.width * (0.3 + (0.4 * (column + 0.5)) / columns)),
        Math.round(screen.height * (0.4 + (0.25 * (row + 0.5)) / rows)),
      ])
    }
  }
  return points
}
