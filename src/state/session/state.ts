import { z } from 'zod/mini'
import { filterSchema } from '#model/style/filter.ts'
import { styleSchema } from '#model/style/style.ts'

/** What a person has set up and may send to another: plain data, validated wherever it comes in. */

const id = z.string().check(z.minLength(1), z.maxLength(128))
const latitude = z.number().check(z.gte(-90), z.lte(90))
const longitude = z.number().check(z.gte(-180), z.lte(180))

export const layerSchema = z.object({
  /** Id of the catalogue's entry. */
  id,
  /** A name given by a person; without it the entry's title is shown. */
  title: z.nullable(z.string().check(z.minLength(1), z.maxLength(200))),
  visible: z.boolean(),
  /** 0 to 1. */
  opacity: z.number().check(z.gte(0), z.lte(1)),
  style: z.nullable(styleSchema),
  filter: z.nullable(filterSchema),
})

/** Position of the eye. Degrees; metres above the ellipsoid; heading clockwise from north; pitch negative downwards. */
export const cameraSchema = z.object({
  lon: longitude,
  lat: latitude,
  height: z.number().check(z.gte(-1e4), z.lte(1e9)),
  heading: z.number().check(z.gte(-360), z.lte(360)),
  pitch: z.number().check(z.gte(-90), z.lte(90)),
})

export const clockSchema = z.object({
  /** Milliseconds since 1970, UTC; years 1900 to 2200. */
  time: z.number().check(z.gte(Date.UTC(1900)), z.lte(Date.UTC(2200))),
  playing: z.boolean(),
  /** Seconds of city time in one second. */
  speed: z.number().check(z.gte(-86_400), z.lte(86_400)),
})

/**
 * Either rows of a layer's city, or the features within a polygon (lon, lat, lon, lat, …; not closed). The rows of a polygon are a
 * function of the city and are never stored: a million of them would not fit into a link.
 */
export const selectionSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('rows'), layer: id, rows: z.array(z.int().check(z.gte(0))).check(z.maxLength(1000)) }),
  z.object({
    by: z.literal('polygon'),
    layer: id,
    polygon: z.array(z.number()).check(z.minLength(6), z.maxLength(2000), z.refine(isPaired, 'pairs of lon, lat')),
  }),
])

export const languages = ['zh', 'en'] as const
export const themes = ['light', 'dark'] as const
export const qualities = ['lite', 'standard', 'high'] as const

export const sessionSchema = z.object({
  /** Topmost first; each id once. */
  layers: z.array(layerSchema).check(z.maxLength(100), z.refine(isUnique, 'a layer is listed once')),
  selection: z.nullable(selectionSchema),
  /** Null until the scene has shown something. */
  camera: z.nullable(cameraSchema),
  clock: clockSchema,
  language: z.enum(languages),
  theme: z.enum(themes),
  quality: z.enum(qualities),
})

export type Layer = z.infer<typeof layerSchema>
export type Selection = z.infer<typeof selectionSchema>
export type Language = (typeof languages)[number]
export type SessionState = z.infer<typeof sessionSchema>

export const emptySession: SessionState = {
  layers: [],
  selection: null,
  camera: null,
  clock: { time: Date.UTC(2026, 5, 21, 2), playing: false, speed: 600 },
  language: 'zh',
  theme: 'light',
  quality: 'standard',
}

export function findLayer(state: SessionState, layerId: string): Layer | undefined {
  return state.layers.find(layer => layer.id === layerId)
}

function isPaired(values: readonly number[]): boolean {
  return values.length % 2 === 0 && values.every((v, i) => Math.abs(v) <= (i % 2 === 0 ? 180 : 90))
}

function isUnique(layers: readonly { id: string }[]): boolean {
  return new Set(layers.map(layer => layer.id)).size === layers.length
}
