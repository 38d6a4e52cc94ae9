import { type CesiumWidget, Color, DynamicAtmosphereLightingType } from 'cesium'
import { createHazeMaterial, type Haze, hazeAt } from './haze.ts'
import { nightShare } from './sun.ts'

/** Colours of the land (as the painted ground's paper) and of the air by the sun's elevation: three moods, blended. */
const moods = {
  day: { land: '#e5e0d5', air: '#e6ebec', saturation: 0.55, brightness: 1.08 },
  dusk: { land: '#e5e0d5', air: '#f0d8c0', saturation: 0.5, brightness: 0.85 },
  night: { land: '#161d24', air: '#111923', saturation: 0.35, brightness: 0.2 },
}

type Mood = (typeof moods)['day']
type Shares = ReturnType<typeof moodShares>

/** Share of each mood; the sum is 1. `elevation` of the sun in degrees. */
export function moodShares(elevation: number): { day: number; dusk: number; night: number } {
  const night = nightShare(elevation)
  // The light turns gold an hour and a half before the sun is down.
  const dusk = (1 - night) * (1 - smooth(3, 20, elevation))
  return { day: 1 - night - dusk, dusk, night }
}

/** Metres above which the globe, its stars and continents are the picture, and below which the city is. */
const near = 15_000
const far = 250_000

/** Tones globe, sky and base imagery for the sun's elevation at the camera, degrees, and the camera's height, metres. */
export function createLook({ scene }: CesiumWidget): (elevation: number, cameraHeight: number) => Haze {
  const { material, setHaze } = createHazeMaterial()
  scene.globe.material = material
  scene.atmosphere.dynamicLighting = DynamicAtmosphereLightingType.SUNLIGHT
  return (elevation, cameraHeight) => {
    const shares = moodShares(elevation)
    const haze = hazeAt(cameraHeight, blendColor(shares, 'air', new Color()))
    setHaze(haze, 0.3 * shares.dusk * haze.most)
    scene.globe.baseColor = blendColor(shares, 'land', new Color())
    scene.backgroundColor = haze.color
    // Soft at dusk: low light comes from the whole sky, and shadows of a sun at the horizon are only noise.
    scene.shadowMap.darkness = 1 - (0.24 + 0.14 * smooth(8, 30, elevation)) * smooth(1, 7, elevation)
    if (scene.skyAtmosphere) scene.skyAtmosphere.saturationShift = -0.2
    if (scene.skyBox) scene.skyBox.show = scene.skyAtmosphere?.show === true && cameraHeight > far
    toneWorld(scene, shares, cameraHeight)
    return haze
  }
}

function toneWorld(scene: CesiumWidget['scene'], shares: Shares, cameraHeight: number): void {
  const world = scene.imageryLayers.get(0)
  if (!world) return
  // Natural Earth is made for continents: near the ground it is a blur, so the plain land takes over. Hidden altogether it would make
  // the next layer the base layer, whose edge Cesium stretches over the globe.
  world.alpha = smooth(near, far, cameraHeight)
  // From afar the globe's own night side takes over.
  const away = smooth(500_000, 4_000_000, cameraHeight)
  world.saturation = away * moods.day.saturation + (1 - away) * blend(shares, 'saturation')
  world.brightness = away * moods.day.brightness + (1 - away) * blend(shares, 'brightness')
}

function blend(shares: Shares, key: 'saturation' | 'brightness'): number {
  return shares.day * moods.day[key] + shares.dusk * moods.dusk[key] + shares.night * moods.night[key]
}

function blendColor(shares: Shares, key: 'land' | 'air', result: Color): Color {
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
