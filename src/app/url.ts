import { z } from 'zod/mini'
import { cameraSchema, clockSchema, languages, qualities, type SessionState, themes } from '#state/session/state.ts'

/** What of the session stands in the address: enough to send somebody to the same view. A part which is wrong is left out. */
export interface UrlState {
  /** Ids of the entries that are shown, topmost first. */
  city?: string[]
  session: Partial<Pick<SessionState, 'camera' | 'clock' | 'language' | 'theme' | 'quality'>>
}

const idSchema = z.string().check(z.regex(/^[\w.-]{1,128}$/))

/** `?city=demo&camera=121.5,31.2,800,0,-30&time=2026-06-21T10:00Z&lang=zh&theme=dark&quality=lite`, in any order. */
export function parseUrl(search: string): UrlState {
  const params = new URLSearchParams(search)
  const city = params
    .get('city')
    ?.split(',')
    .filter(id => idSchema.safeParse(id).success)
  const camera = z.safeParse(cameraSchema, toCamera(params.get('camera')))
  const time = z.safeParse(clockSchema.shape.time, Date.parse(params.get('time') ?? ''))
  const language = z.safeParse(z.enum(languages), params.get('lang'))
  const theme = z.safeParse(z.enum(themes), params.get('theme'))
  const quality = z.safeParse(z.enum(qualities), params.get('quality'))
  return {
    ...(city && city.length > 0 ? { city } : {}),
    session: {
      ...(camera.success ? { camera: camera.data } : {}),
      ...(time.success ? { clock: { time: time.data, playing: false, speed: 600 } } : {}),
      ...(language.success ? { language: language.data } : {}),
      ...(theme.success ? { theme: theme.data } : {}),
      ...(quality.success ? { quality: quality.data } : {}),
    },
  }
}

/** The same parts of the session as a query; parameters that are not ours are kept. */
export function toUrl(state: SessionState, search: string): string {
  const params = new URLSearchParams(search)
  const shown = state.layers.filter(({ visible, id }) => visible && idSchema.safeParse(id).success)
  set(params, 'city', shown.map(({ id }) => id).join(','))
  set(params, 'camera', state.camera ? fromCamera(state.camera) : '')
  set(params, 'time', new Date(state.clock.time).toISOString().replace(/:\d\d\.\d{3}Z$/, 'Z'))
  set(params, 'lang', state.language)
  set(params, 'theme', state.theme)
  // Fits this machine, not that of whoever gets the address: kept only where it was asked for.
  if (params.has('quality')) set(params, 'quality', state.quality)
  return `?${params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}`
}

function set(params: URLSearchParams, name: string, value: string): void {
  if (value === '') params.delete(name)
  else params.set(name, value)
}

type Camera = NonNullable<SessionState['camera']>

function toCamera(text: string | null): unknown {
  const values = text?.split(',').map(Number) ?? []
  const [lon, lat, height, heading, pitch] = values
  return values.length === 5 ? { lon, lat, height, heading, pitch } : undefined
}

/** Six decimals of a degree are a decimetre. */
function fromCamera({ lon, lat, height, heading, pitch }: Camera): string {
  const round = (value: number, digits: number) => Number(value.toFixed(digits))
  return [round(lon, 6), round(lat, 6), round(height, 1), round(heading, 1), round(pitch, 1)].join(',')
}
