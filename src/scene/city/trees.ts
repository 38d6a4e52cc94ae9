import { CustomShader, LightingModel } from 'cesium'

/** Trees: small, many, muted green, lighter towards the sun; almost black at night. */
export function createTreeShader(): CustomShader {
  return new CustomShader({
    lightingModel: LightingModel.UNLIT,
    fragmentShaderText: /* glsl */ `
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  vec3 positionEC = fsInput.attributes.positionEC;
  vec3 normalEC = normalize(cross(dFdx(positionEC), dFdy(positionEC)));
  vec3 upEC = normalize(mat3(czm_modelView)[1]);
  float height = dot(czm_sunDirectionEC, upEC);
  float day = smoothstep(-0.12, 0.06, height);
  float sunny = max(dot(normalEC, czm_sunDirectionEC), 0.0) * smoothstep(-0.02, 0.12, height);
  float open = dot(normalEC, upEC) * 0.5 + 0.5;
  vec3 leaf = vec3(0.66, 0.72, 0.60);
  vec3 light = mix(vec3(0.07, 0.09, 0.12), mix(vec3(0.52, 0.53, 0.50), vec3(0.70, 0.73, 0.74), open) + vec3(0.42, 0.39, 0.33) * sunny, day);
  material.diffuse = pow(clamp(leaf * light, 0.0, 1.0), vec3(2.2));
}
`,
  })
}
