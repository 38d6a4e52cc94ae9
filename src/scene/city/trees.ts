import { Cartesian4, CustomShader, LightingModel, UniformType } from 'cesium'
import { type Haze, hazeFunction } from '../haze.ts'

/** Trees: small, many, muted green, lighter towards the sun; almost black at night. */
export function createTreeShader(): {
  shader: CustomShader
  setHaze(haze: Haze): void
  setOpacity(opacity: number): void
} {
  const shader = new CustomShader({
    lightingModel: LightingModel.UNLIT,
    uniforms: {
      u_haze: { type: UniformType.VEC4, value: new Cartesian4(1, 1, 1, 0) },
      u_opacity: { type: UniformType.FLOAT, value: 1 },
      u_reach: { type: UniformType.FLOAT, value: 20_000 },
    },
    fragmentShaderText: /* glsl */ `
${hazeFunction}
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  // Trees are too many to be sorted: they thin out, dot by dot.
  if (fract(dot(floor(gl_FragCoord.xy), vec2(0.7548777, 0.5698403))) > u_opacity) discard;
  vec3 positionEC = fsInput.attributes.positionEC;
  vec3 normalEC = normalize(cross(dFdx(positionEC), dFdy(positionEC)));
  vec3 upEC = normalize(mat3(czm_modelView)[1]);
  float height = dot(czm_sunDirectionEC, upEC);
  float day = smoothstep(-0.12, 0.06, height);
  float sunny = max(dot(normalEC, czm_sunDirectionEC), 0.0) * smoothstep(-0.02, 0.12, height);
  float open = dot(normalEC, upEC) * 0.5 + 0.5;
  vec3 leaf = vec3(0.66, 0.72, 0.60);
  vec3 shade = mix(vec3(0.62, 0.63, 0.60), vec3(0.80, 0.83, 0.84), open) + vec3(0.40, 0.37, 0.31) * sunny;
  vec3 color = leaf * mix(vec3(0.10, 0.125, 0.16), shade, day);
  color = mix(color, u_haze.rgb, hazeShare(length(positionEC), u_reach, u_haze.a));
  material.diffuse = pow(clamp(color, 0.0, 1.0), vec3(2.2));
}
`,
  })
  return {
    shader,
    setOpacity: opacity => shader.setUniform('u_opacity', opacity),
    setHaze({ color, most, reach }) {
      shader.setUniform('u_haze', new Cartesian4(color.red, color.green, color.blue, most))
      shader.setUniform('u_reach', reach)
    },
  }
}
