/** The camera that every candidate looks through: 30 degrees down from the south, the district fills the view. */
export const centre = { lon: 114.3, lat: 30.6 }

export interface BenchView {
  lon: number
  lat: number
  /** Metres at the centre that one CSS pixel shows. */
  metresPerPixel: number
  /** Metres from the eye to the centre: 1.5 screen heights, as in web maps. */
  distance: number
  /** Vertical field of view in radians that belongs to 1.5 screen heights. */
  fovY: number
  /** Zoom level of maps with 512-pixel tiles. */
  zoom: number
}

/** @param halfSide metres */
export function toBenchView(halfSide: number, width: number, height: number): BenchView {
  const metresPerPixel = (2 * halfSide) / (0.85 * width)
  const equator = 40_075_016.686 * Math.cos((centre.lat * Math.PI) / 180)
  return {
    ...centre,
    metresPerPixel,
    distance: 1.5 * height * metresPerPixel,
    fovY: 2 * Math.atan(0.5 / 1.5),
    zoom: Math.log2(equator / (512 * metresPerPixel)),
  }
}
