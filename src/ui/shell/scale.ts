/** The longest length of 1, 2 or 5 times a power of ten that is not wider than `maxPixels`: metres, and its width in pixels. */
export function toScaleBar(metresPerPixel: number, maxPixels: number): { metres: number; pixels: number } | undefined {
  const longest = metresPerPixel * maxPixels
  if (!(longest > 0 && Number.isFinite(longest))) return undefined
  const power = 10 ** Math.floor(Math.log10(longest))
  const metres = [5, 2, 1].map(digit => digit * power).find(length => length <= longest * (1 + 1e-9)) ?? power
  return { metres, pixels: metres / metresPerPixel }
}

/** Whole metres or kilometres with the unit; centimetres below a metre. */
export function toLengthText(metres: number): string {
  if (metres >= 1000) return `${Number((metres / 1000).toPrecision(3))} km`
  return metres >= 1 ? `${Number(metres.toPrecision(3))} m` : `${Number((metres * 100).toPrecision(3))} cm`
}

/** Degrees with hemisphere, five decimals: about a metre. */
export function toDegreesText(lon: number, lat: number): string {
  const part = (value: number, names: string) => `${Math.abs(value).toFixed(5)}° ${names[value < 0 ? 1 : 0]}`
  return `${part(lat, 'NS')}  ${part(lon, 'EW')}`
}
