import { createXmlDecoder } from './encoding.ts'

/** Certain by namespace; what only looks like GML by its name is left to others. */
export function detectCityGml(head: Uint8Array, name: string): number {
  const text = createXmlDecoder(head).decode(head)
  if (!/^\s*</.test(text)) return 0
  if (/["']https?:\/\/www\.opengis\.net\/citygml\/(?:\w+\/)?[\d.]+["']/.test(text)) return 1
  if (/<(?:\w+:)?CityModel[\s>]/.test(text)) return 0.9
  return /\.gml$/i.test(name) && /<!DOCTYPE|<\?xml/.test(text) ? 0.2 : 0
}
