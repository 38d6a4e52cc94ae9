import { hazeFunction } from '../haze.ts'
import { rowFlag, textureWidth } from './rows.ts'
import { tintFunction } from './uses.ts'

/**
 * GLSL of the city's buildings. `v_look`: colour by style and how much of it there is (0 porcelain, 1 style, 2 gold, 3 hidden);
 * `v_facts`: foot height, use, storeys, row. All are the same over a triangle, as all its vertices are of one feature.
 */
export function vertexShader(has: { use: boolean; storeys: boolean }): string {
  return /* glsl */ `
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  float row = float(vsInput.metadata.row);
  int index = int(row + 0.5);
  vec4 texel = texelFetch(u_rows, ivec2(index % ${textureWidth}, index / ${textureWidth}), 0);
  int flags = int(texel.a * 255.0 + 0.5);
  v_look = vec4(texel.rgb, (flags & ${rowFlag.colored}) != 0 ? 1.0 : 0.0);
  if ((flags & ${rowFlag.selected}) != 0) v_look.a = 2.0;
  v_facts = vec4(
    float(vsInput.metadata.base),
    ${has.use ? 'float(vsInput.metadata.use)' : '0.0'},
    ${has.storeys ? 'float(vsInput.metadata.storeys)' : '0.0'},
    row
  );
  // A feature whose vertices fall together has no fragments.
  if ((flags & ${rowFlag.visible}) == 0) vsOutput.positionMC = vec3(0.0);
}
`
}

export function fragmentShader(): string {
  return /* glsl */ `
${tintFunction()}
${hazeFunction}

// Cesium's code for receiving shadows, which follows this text, looks up the shadow at v_positionEC. It gets another place: off the
// surface along the normal, so that walls do not stripe themselves; far off for faces turned from the sun, which are in their own
// shade already.
vec3 shadowPositionEC = vec3(0.0);
#define v_positionEC shadowPositionEC

float hash3(vec3 p) {
  p = fract(p * vec3(0.1031, 0.1030, 0.0973));
  p += dot(p, p.yxz + 33.33);
  return fract((p.x + p.y) * p.z);
}

// Warm light of rooms behind the facade. The grid follows the wall: its columns from the position along the wall, its rows from the
// height above the foot. Beyond the distance at which windows are pixels the mean takes over, so nothing flickers.
vec3 windowGlow(vec3 positionMC, vec3 normalMC, float scale, float above, float storeys, float lit) {
  float azimuth = atan(normalMC.x, normalMC.z);
  azimuth = floor(azimuth * 40.74 + 0.5) / 40.74;
  float along = scale * (positionMC.x * cos(azimuth) - positionMC.z * sin(azimuth));
  vec2 wall = vec2(along / 4.2, above / 3.3);
  vec2 width = fwidth(wall);
  float seen = 1.0 - smoothstep(0.3, 1.1, max(width.x, width.y));
  vec2 cell = floor(wall);
  vec2 inside = fract(wall);
  float pane = step(0.18, inside.x) * step(inside.x, 0.82) * step(0.25, inside.y) * step(inside.y, 0.8);
  float chance = hash3(vec3(cell, v_facts.w + azimuth));
  float on = step(chance, lit) * pane * (storeys < 0.5 || cell.y < storeys ? 1.0 : 0.0);
  vec3 warm = mix(vec3(1.0, 0.62, 0.30), vec3(1.0, 0.80, 0.54), hash3(vec3(cell.yx, v_facts.w + 7.0)));
  // Most rooms are dim, few are bright; what spills out of them warms the wall.
  float bright = hash3(vec3(cell + 3.0, v_facts.w));
  float strength = 0.34 + 0.62 * bright * bright;
  vec3 spill = vec3(0.90, 0.58, 0.28) * lit;
  return mix(spill * 0.36, warm * on * strength + spill * 0.05, seen);
}

void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  vec3 positionEC = fsInput.attributes.positionEC;
  vec3 normalEC = normalize(cross(dFdx(positionEC), dFdy(positionEC)));
  mat3 toEye = mat3(czm_modelView);
  float scale = length(toEye[1]);
  vec3 normalMC = normalize(normalEC * toEye);
  vec3 upEC = toEye[1] / scale;
  vec3 sunEC = czm_viewRotation3D * u_sun;
  vec3 zenithEC = czm_viewRotation3D * u_up;

  // Height in the city's datum: along the camera's vertical, plus the fall of the ground with distance (mean radius of the earth).
  float rise = dot(positionEC, zenithEC);
  float away = dot(positionEC, positionEC) - rise * rise;
  float above = u_eyeHeight + rise + away / 12742000.0 - v_facts.x;

  float slope = dot(normalEC, upEC);
  float roof = smoothstep(0.2, 0.5, slope);
  int use = int(v_facts.y + 0.5);
  if (use > 12) use = 0;
  vec3 albedo = v_look.a > 0.5 ? v_look.rgb : mix(vec3(0.985, 0.972, 0.945), useTint(use), 0.6);
  albedo *= mix(1.0, 0.94, roof);
  if (v_look.a > 1.5) albedo = mix(albedo, vec3(0.90, 0.72, 0.36), u_gold);

  // Sky from above, warm ground from below, and the sun; the foot lies in the shade of its neighbours.
  float facing = dot(normalEC, sunEC);
  // Light that only grazes a wall is no more than its noise in the shadow map: such walls count as turned away.
  float sunny = facing * smoothstep(0.1, 0.3, facing) * smoothstep(-0.02, 0.12, dot(sunEC, zenithEC));
  float sight = length(positionEC);
  shadowPositionEC = positionEC + normalEC * (0.3 + 0.002 * sight) / max(facing, 0.25) + (facing < 0.14 ? zenithEC * 4000.0 : vec3(0.0));
  vec3 sky = mix(vec3(0.785, 0.80, 0.81), vec3(0.86, 0.79, 0.77), u_dusk);
  vec3 ground = mix(vec3(0.71, 0.695, 0.67), vec3(0.77, 0.68, 0.63), u_dusk);
  vec3 light = mix(ground, sky, slope * 0.5 + 0.5);
  vec3 sunlight = mix(vec3(0.33, 0.31, 0.27), vec3(0.58, 0.36, 0.18), u_dusk);
  // Faces turned from the sun see less of the bright sky.
  light *= mix(1.0, 0.86, smoothstep(0.1, -0.5, facing) * (1.0 - u_night));
  light += sunlight * sunny;
  light = mix(light, vec3(0.115, 0.140, 0.195) * (0.8 + 0.45 * slope), u_night);
  float foot = mix(0.84, 1.0, smoothstep(0.0, 6.0, above));
  light *= mix(foot, 1.0, roof);

  vec3 color = albedo * light;
  float lit = u_lit[use / 4][use % 4];
  float wall = 1.0 - smoothstep(0.1, 0.3, abs(slope));
  float dark = max(u_night, 0.45 * u_dusk);
  if (dark > 0.01 && wall > 0.0 && above > 0.6) color += windowGlow(fsInput.attributes.positionMC, normalMC, scale, above, v_facts.z, lit) * wall * dark;
  if (abs(v_facts.w - u_hover) < 0.5) color = color * 1.08 + vec3(0.06, 0.065, 0.06);
  if (v_look.a > 1.5) color += vec3(0.10, 0.075, 0.02) * (0.5 + u_night) * u_gold;
  color = mix(color, u_haze.rgb, hazeShare(sight, u_reach, u_haze.a));
  material.alpha = u_opacity;
  material.diffuse = pow(clamp(color, 0.0, 1.0), vec3(2.2));
}
`
}
