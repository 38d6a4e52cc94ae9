/** From lon, lat in degrees to the unit square of Web Mercator, y from the north (EPSG:3857 scaled). */
export const mercatorX = (lon: number): number => lon / 360 + 0.5

export const mercatorY = (lat: number): number => {
  const sine = Math.sin((lat * Math.PI) / 180)
  return 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI
}
