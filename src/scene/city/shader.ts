import { Cartesian3, Cartesian4, CustomShader, LightingModel, Matrix4, UniformType, VaryingType } from 'cesium'
import { tileProperties } from '#model/city/tile.ts'
import type { FrameInfo } from '../scene.ts'
import { fragmentShader, vertexShader } from './glsl.ts'
import type { RowTexture } from './rows.ts'
import { litShares } from './uses.ts'

/** Porcelain by day, lit windows by night. One shader a city; its uniforms are the only thing that changes. */
export interface CityShader {
  readonly shader: CustomShader
  setRows(rows: RowTexture): void
  setHover(row: number | undefined): void
  /** What is selected has an outline too: a breath of gold is enough then. */
  setOutlined(outlined: boolean): void
  setFrame(frame: ShaderFrame): void
}

export interface ShaderFrame extends Pick<FrameInfo, 'sun' | 'up' | 'haze'> {
  /** 0 by day, 1 by night. */
  night: number
  /** Share of low warm light, 0 to 1. */
  dusk: number
  /** Solar hour at the city. */
  hour: number
  /** Camera's height in the city's datum, metres. */
  eyeHeight: number
}

/** `attributes`: names of the city's attributes; those that no tile has must not stand in the shader, or Cesium drops it. */
export function createCityShader(rows: RowTexture, attributes: ReadonlySet<string>): CityShader {
  const has = { use: attributes.has(tileProperties.use), storeys: attributes.has(tileProperties.storeys) }
  const shader = new CustomShader({
    lightingModel: LightingModel.UNLIT,
    uniforms: {
      u_rows: { type: UniformType.SAMPLER_2D, value: rows.toUniform() },
      u_hover: { type: UniformType.FLOAT, value: -1 },
      u_gold: { type: UniformType.FLOAT, value: 0.85 },
      u_night: { type: UniformType.FLOAT, value: 0 },
      u_dusk: { type: UniformType.FLOAT, value: 0 },
      u_eyeHeight: { type: UniformType.FLOAT, value: 0 },
      u_sun: { type: UniformType.VEC3, value: new Cartesian3(0, 0, 1) },
      u_up: { type: UniformType.VEC3, value: new Cartesian3(0, 0, 1) },
      u_haze: { type: UniformType.VEC4, value: new Cartesian4(1, 1, 1, 0) },
      u_reach: { type: UniformType.FLOAT, value: 20_000 },
      u_lit: { type: UniformType.MAT4, value: Matrix4.fromArray(litShares(12)) },
    },
    varyings: {
      v_look: VaryingType.VEC4,
      v_facts: VaryingType.VEC4,
    },
    vertexShaderText: vertexShader(has),
    fragmentShaderText: fragmentShader(),
  })
  return {
    shader,
    setRows: next => shader.setUniform('u_rows', next.toUniform()),
    setHover: row => shader.setUniform('u_hover', row ?? -1),
    setOutlined: outlined => shader.setUniform('u_gold', outlined ? 0.3 : 0.85),
    setFrame(frame) {
      shader.setUniform('u_night', frame.night)
      shader.setUniform('u_dusk', frame.dusk)
      shader.setUniform('u_eyeHeight', frame.eyeHeight)
      shader.setUniform('u_sun', frame.sun)
      shader.setUniform('u_up', frame.up)
      const { color, most, reach } = frame.haze
      shader.setUniform('u_haze', new Cartesian4(color.red, color.green, color.blue, most))
      shader.setUniform('u_reach', reach)
      shader.setUniform('u_lit', Matrix4.fromArray(litShares(frame.hour)))
    },
  }
}
