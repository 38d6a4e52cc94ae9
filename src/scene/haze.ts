import { Color, Material } from 'cesium'

/**
 * Haze with distance, the same for land and buildings. Cesium's own fog scatters the sky's colour, which at the height of a street
 * turns the horizon dark; and it needs the atmosphere, which the lite preset has not.
 */
export interface Haze {
  color: Color
  /** Metres over which sight falls to 1/e. */
  reach: number
  /** Highest share of haze, 0 to 1: nothing is hidden from a camera that looks from above. */
  most: number
}

/** GLSL: `float hazeShare(float metres)` with the uniforms `u_reach` and `u_most` of whoever includes it. */
export const hazeFunction = /* glsl */ `
float hazeShare(float metres, float reach, float most) {
  float x = metres / reach;
  return most * (1.0 - exp(-x * x));
}
`

/** Metres above the ground at which haze is gone. */
const clearHeight = 120_000

export function hazeAt(cameraHeight: number, color: Color): Haze {
  const height = Math.max(cameraHeight, 0)
  const most = Math.min(1, Math.max(0, 1 - height / clearHeight))
  return { color, reach: 11_000 + height * 4, most }
}

/** A material that covers the globe's imagery by haze, and by a wash of low warm light (0 to 1); `setHaze` changes both. */
export function createHazeMaterial(): { material: Material; setHaze(haze: Haze, wash: number): void } {
  const material = new Material({
    translucent: false,
    fabric: {
      type: 'Haze',
      uniforms: { tone: new Color(1, 1, 1, 1), reach: 20_000, most: 0, wash: 0 },
      source: /* glsl */ `
${hazeFunction}
czm_material czm_getMaterial(czm_materialInput materialInput) {
  czm_material material = czm_getDefaultMaterial(materialInput);
  float far = hazeShare(length(materialInput.positionToEyeEC), reach, most);
  float near = wash * (1.0 - far);
  material.alpha = far + near;
  material.diffuse = (tone.rgb * far + vec3(0.80, 0.56, 0.40) * near) / max(material.alpha, 0.0001);
  return material;
}`,
    },
  })
  return {
    material,
    setHaze({ color, reach, most }, wash) {
      Color.clone(color, material.uniforms.tone)
      material.uniforms.reach = reach
      material.uniforms.most = most
      material.uniforms.wash = wash
    },
  }
}
