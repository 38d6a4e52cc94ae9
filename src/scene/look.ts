import { type CesiumWidget, Color, DynamicAtmosphereLightingType } from 'cesium'
import { nightShare } from './sun.ts'

/** Colours of the land and of the air by the sun's elevation: three moods, blended. */
const moods = {
  day: { land: '#ece8dc', air: '#dfe7e8', saturation: 0.55, brightness: 1.08 },
  dusk: { land: '#c9b8ae', air: '#d9b9a6', saturation: 0.5, brightness: 0.75 },
  night: { land: '#121a22', air: '#0b1118', saturation: 0.35, brightness: 0.2 },
}

type Mood = (typeof moods)['day']

/** Share of each mood; the sum is 1. `elevation` of the sun in degrees. */
export function moodShares(elevation: number): { day: number; dusk: number; night: number } {
  const night = nightShare(elevation)
  const low = Math.min(1, Math.max(0, (14 - elevation) / 14))
  const dusk = (1 - night) * low * low
  return { day: 1 - night - dusk, dusk, night }
}

/** Tones globe, sky and base imagery for the sun's elevation at the camera, degrees, and the camera's height, metres. */
export function applyLook(widget: CesiumWidget, elevation: number, cameraHeight: number): void {
  const shares = moodShares(elevation)
  const { scene } = widget
  scene.globe.baseColor = blendColor(shares, 'land', scene.globe.baseColor)
  scene.backgroundColor = blendColor(shares, 'air', scene.backgroundColor)
  scene.atmosphere.dynamicLighting = DynamicAtmosphereLightingType.SUNLIGHT
  // Soft at dusk: low light comes from the whole sky.
  scene.shadowMap.darkness = 0.55 + 0.25 * shares.dusk + 0.4 * shares.night
  scene.fog.minimumBrightness = 0.03
  if (scene.skyAtmosphere) scene.skyAtmosphere.saturationShift = -0.18
  const world = scene.imageryLayers.get(0)
  if (!world) return
  // Natural Earth is made for continents: near the ground it is a blur, so the plain land takes over. Hidden altogether it would make
  // the next layer the base layer, whose edge Cesium stretches over the globe.
  world.alpha = smooth(15_000, 250_000, cameraHeight)
  // From afar the globe's own night side takes over.
  const far = smooth(500_000, 4_000_000, cameraHeight)
  world.saturation = far * moods.day.saturation + (1 - far) * blend(shares, 'saturation')
  world.brightness = far * moods.day.brightness + (1 - far) * blend(shares, 'brightness')
}

function blend(shares: ReturnType<typeof moodShares>, key: 'saturation' | 'brightness'): number {
  return shares.day * moods.day[key] + shares.dusk * moods.dusk[key] + shares.night * moods.night[key]
}

function blendColor(shares: ReturnType<typeof moodShares>, key: 'land' | 'air', result: Color): Color {
  const part = (mood: Mood) => Color.fromCssColorString(mood[key])
  const [day, dusk, night] = [part(moods.day), part(moods.dusk), part(moods.night)]
  const mix = (channel: 'red' | 'green' | 'blue') =>
    shares.day * day[channel] + shares.dusk * dusk[channel] + shares.night * night[channel]
  return Color.clone(new Color(mix('red'), mix('green'), mix('blue')), result)
}

function smooth(low: number, high: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - low) / (high - low)))
  return t * t * (3 - 2 * t)
}
