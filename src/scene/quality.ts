import { type CesiumWidget, ShadowMode, SkyAtmosphere, SkyBox, Sun } from 'cesium'
import type { Quality } from './scene.ts'

interface Preset {
  sky: boolean
  shadows: boolean
  samples: number
  ambientOcclusion: boolean
  /** Screen-space errors in pixels: larger is coarser and faster. */
  globeError: number
  cityError: number
}

export const presets: Record<Quality, Preset> = {
  lite: { sky: false, shadows: false, samples: 1, ambientOcclusion: false, globeError: 4, cityError: 12 },
  standard: { sky: true, shadows: true, samples: 4, ambientOcclusion: false, globeError: 2, cityError: 12 },
  high: { sky: true, shadows: true, samples: 4, ambientOcclusion: true, globeError: 1.5, cityError: 8 },
}

export function applyQuality(widget: CesiumWidget, quality: Quality): void {
  const preset = presets[quality]
  const { scene } = widget
  if (preset.sky && !scene.skyAtmosphere) createSky(widget)
  if (scene.skyAtmosphere) scene.skyAtmosphere.show = preset.sky
  if (scene.sun) scene.sun.show = preset.sky
  scene.globe.showGroundAtmosphere = preset.sky
  // Cesium darkens the night side only far from the camera; near it `applyLook` does. The sky follows the sun through this flag too.
  scene.globe.enableLighting = preset.sky
  scene.globe.dynamicAtmosphereLighting = true
  scene.globe.dynamicAtmosphereLightingFromSun = true
  scene.globe.maximumScreenSpaceError = preset.globeError
  scene.fog.enabled = preset.sky
  // For leaving out what is far away; the haze that is seen is our own.
  scene.fog.renderable = false
  scene.msaaSamples = preset.samples
  const { ambientOcclusion } = scene.postProcessStages
  ambientOcclusion.enabled = preset.ambientOcclusion
  // Broad and soft; the bias, an angle in radians, keeps flat walls free of grain.
  if (preset.ambientOcclusion) Object.assign(ambientOcclusion.uniforms, { intensity: 1.8, bias: 0.3, lengthCap: 0.4 })
  applyShadows(widget, preset.shadows)
  scene.requestRender()
}

/** Made on demand: stars and scattering cost textures and shaders that the lite preset never needs. */
function createSky({ scene }: CesiumWidget): void {
  scene.skyAtmosphere = new SkyAtmosphere()
  scene.skyBox = SkyBox.createEarthSkyBox()
  scene.sun = new Sun()
}

function applyShadows({ scene }: CesiumWidget, on: boolean): void {
  const { shadowMap } = scene
  shadowMap.enabled = on
  scene.globe.shadows = on ? ShadowMode.RECEIVE_ONLY : ShadowMode.DISABLED
  if (!on) return
  shadowMap.softShadows = true
  shadowMap.size = 2048
  shadowMap.maximumDistance = 3000
  // Porcelain has soft shadows: the sky lights them.
  shadowMap.darkness = 0.55
  shadowMap.fadingEnabled = true
  widenBias(shadowMap)
}

/**
 * Our tiles have no normals, so Cesium cannot push shadow lookups off the surface, and striped every sunny wall. The city's shader does
 * that (`glsl.ts`); roofs need a little more depth bias too, for which there is no public setting.
 */
function widenBias(shadowMap: object): void {
  const { _primitiveBias: bias } = shadowMap as { _primitiveBias?: Record<string, number> }
  if (bias) Object.assign(bias, { depthBias: 0.0002, polygonOffsetFactor: 1.5, polygonOffsetUnits: 6 })
}
