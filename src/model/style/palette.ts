/**
 * Data colours. Ramps are sampled from their published tables: viridis (van der Walt and Smith, CC0), cividis (Nunez, Anderton and
 * Renslow 2018, doi 10.1371/journal.pone.0199239), blue-brown (ColorBrewer's BrBG with its green half towards blue). Categories:
 * Okabe and Ito 2008, and Tol's "bright" and "muted", all safe for the common colour-vision deficiencies, eight at most.
 */
export const sequentialRamps = ['viridis', 'cividis', 'blue-brown'] as const
export type SequentialRamp = (typeof sequentialRamps)[number]

export const categoryPalettes = ['okabe-ito', 'tol-bright', 'tol-muted'] as const
export type CategoryPalette = (typeof categoryPalettes)[number]

const ramps: Record<SequentialRamp, readonly string[]> = {
  viridis: [
    '#440154',
    '#482878',
    '#3e4989',
    '#31688e',
    '#26828e',
    '#1f9e89',
    '#35b779',
    '#6ece58',
    '#b5de2b',
    '#fde725',
  ],
  cividis: [
    '#00224e',
    '#123570',
    '#3b496c',
    '#575d6d',
    '#707173',
    '#8a8678',
    '#a59c74',
    '#c3b369',
    '#e1cc55',
    '#fee838',
  ],
  'blue-brown': [
    '#08306b',
    '#2f6fa8',
    '#6ba3cc',
    '#abcbe0',
    '#dfe6e8',
    '#efe3cf',
    '#dcc08b',
    '#bd8a42',
    '#8c5a1c',
    '#543005',
  ],
}

const palettes: Record<CategoryPalette, readonly string[]> = {
  'okabe-ito': ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#f0e442', '#555555'],
  'tol-bright': ['#4477aa', '#ee6677', '#228833', '#ccbb44', '#66ccee', '#aa3377', '#bbbbbb'],
  'tol-muted': ['#332288', '#88ccee', '#44aa99', '#117733', '#ddcc77', '#cc6677', '#aa4499', '#882255'],
}

/** Colours of `count` classes, dark to light unless reversed, evenly spread over the ramp and interpolated in sRGB. */
export function rampColors(ramp: SequentialRamp, count: number, reversed = false): string[] {
  const stops = reversed ? [...ramps[ramp]].reverse() : ramps[ramp]
  return Array.from({ length: count }, (_, i) => sampleRamp(stops, count === 1 ? 0.5 : i / (count - 1)))
}

/** The colours of a palette, in the order in which classes take them. */
export function paletteColors(palette: CategoryPalette): readonly string[] {
  return palettes[palette]
}

/** Red, green, blue, 0 to 255, of `#rrggbb`. */
export function toRgb(hex: string): [red: number, green: number, blue: number] {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

function sampleRamp(stops: readonly string[], t: number): string {
  const at = t * (stops.length - 1)
  const low = Math.min(stops.length - 2, Math.floor(at))
  const from = toRgb(stops[low])
  const to = toRgb(stops[low + 1])
  return `#${from.map((channel, i) => toHex(channel + (to[i] - channel) * (at - low))).join('')}`
}

const toHex = (channel: number) => Math.round(channel).toString(16).padStart(2, '0')
