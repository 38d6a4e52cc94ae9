import { Cartesian3 } from 'cesium'
import { hazeFunction } from '../haze.ts'
import { rowFlag, textureWidth } from './rows.ts'
import { tintFunction } from './uses.ts'

/**
 * The city's look for weak machines, which pay for every vertex and pixel: what is the same all over a building is reckoned at its
 * vertices, what is the same all over the city outside of the shader. Left out are the shade at the foot, single windows (walls glow as
 * a whole) and shadows. `v_look`: colour and glow of the walls.
 */
export function liteVertexShader(has: { use: boolean }): string {
  return /* glsl */ `
${tintFunction()}
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  float row = float(vsInput.metadata.row);
  int index = int(row + 0.5);
  vec4 texel = texelFetch(u_rows, ivec2(index % ${textureWidth}, index / ${textureWidth}), 0);
  int flags = int(texel.a * 255.0 + 0.5);
  int use = int(${has.use ? 'float(vsInput.metadata.use)' : '0.0'} + 0.5);
  if (use > 12) use = 0;
  vec3 albedo = (flags & ${rowFlag.colored}) != 0 ? texel.rgb : mix(vec3(0.985, 0.972, 0.945), useTint(use), 0.6);
  if ((flags & ${rowFlag.selected}) != 0) albedo = mix(albedo, vec3(0.96, 0.74, 0.32), u_gold);
  if (abs(row - u_hover) < 0.5) albedo = albedo * 1.08 + vec3(0.06, 0.065, 0.06);
  v_look = vec4(albedo, u_lit[use / 4][use % 4] * u_glow);
  // A feature whose vertices fall together has no fragments.
  if ((flags & ${rowFlag.visible}) == 0) vsOutput.positionMC = vec3(0.0);
}
`
}

export function liteFragmentShader(): string {
  return /* glsl */ `
${hazeFunction}
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  vec3 positionEC = fsInput.attributes.positionEC;
  vec3 normalEC = cross(dFdx(positionEC), dFdy(positionEC));
  normalEC *= inversesqrt(dot(normalEC, normalEC));
  vec3 upEC = czm_modelView[1].xyz;
  float slope = dot(normalEC, upEC) * inversesqrt(dot(upEC, upEC));
  float facing = dot(normalEC, czm_viewRotation3D * u_sun);
  float shade = 1.0 - u_shade * clamp(0.17 - 1.67 * facing, 0.0, 1.0);
  vec3 light = mix(u_ground, u_sky, slope * 0.5 + 0.5) * shade + u_sunlight * max(facing, 0.0);
  vec3 color = v_look.rgb * light;
  color = slope > 0.35 ? color * 0.9 : color + vec3(0.234, 0.151, 0.073) * v_look.a;
  color = clamp(mix(color, u_haze.rgb, hazeShare(length(positionEC), u_reach, u_haze.a)), 0.0, 1.0);
  // The power 2.2, which Cesium takes back, to a hundredth.
  material.alpha = u_opacity;
  material.diffuse = color * color * (0.79 + 0.21 * color);
}
`
}

/** What of the light is the same all over a city: as in `fragmentShader`, where its parts are named. */
export interface LiteLight {
  sky: Cartesian3
  ground: Cartesian3
  sunlight: Cartesian3
  /** How much darker faces are that are turned from the sun, 0 to 1. */
  shade: number
  /** Share of the light of rooms that is seen, 0 by day. */
  glow: number
}

const night = { low: rgb(0.04, 0.049, 0.068), high: rgb(0.144, 0.175, 0.244) }
const day = { low: rgb(0.71, 0.695, 0.67), high: rgb(0.785, 0.8, 0.81), sun: rgb(0.33, 0.31, 0.27) }
const dusk = { low: rgb(0.77, 0.68, 0.63), high: rgb(0.86, 0.79, 0.77), sun: rgb(0.58, 0.36, 0.18) }

/** `nightShare` and `duskShare` from 0 to 1; `sunHeight`: sine of the sun's elevation. */
export function toLiteLight(nightShare: number, duskShare: number, sunHeight: number): LiteLight {
  const up = Math.min(1, Math.max(0, (sunHeight + 0.02) / 0.14))
  const sunlight = blend(day.sun, dusk.sun, duskShare)
  return {
    sky: blend(blend(day.high, dusk.high, duskShare), night.high, nightShare),
    ground: blend(blend(day.low, dusk.low, duskShare), night.low, nightShare),
    sunlight: Cartesian3.multiplyByScalar(sunlight, up * up * (3 - 2 * up) * (1 - nightShare), sunlight),
    shade: 0.14 * (1 - nightShare),
    glow: Math.max(nightShare, 0.45 * duskShare),
  }
}

function rgb(red: number, green: number, blue: number): Cartesian3 {
  return new Cartesian3(red, green, blue)
}

const blend = (from: Cartesian3, to: Cartesian3, share: number): Cartesian3 =>
  Cartesian3.lerp(from, to, share, new Cartesian3())
