import {
  Cartesian3,
  Cartesian4,
  CustomShader,
  CustomShaderTranslucencyMode,
  LightingModel,
  Matrix4,
  UniformType,
  VaryingType,
} from 'cesium'
import { tileProperties } from '#model/city/tile.ts'
import type { FrameInfo } from '../scene.ts'
import { fragmentShader, vertexShader } from './glsl.ts'
import { liteFragmentShader, liteVertexShader, toLiteLight } from './lite.ts'
import type { RowTexture } from './rows.ts'
import { litShares } from './uses.ts'

/** Porcelain by day, lit windows by night. One shader a city; its uniforms are the only thing that changes. */
export interface CityShader {
  readonly shader: CustomShader
  setRows(rows: RowTexture): void
  setHover(row: number | undefined): void
  /** What is selected has an outline too: a breath of gold is enough then. */
  setOutlined(outlined: boolean): void
  /** 0 to 1. Takes effect below 1 in a shader that was made to be seen through. */
  setOpacity(opacity: number): void
  setFrame(frame: ShaderFrame): void
}

export interface ShaderOptions {
  /** Names of the city's attributes; those that no tile has must not stand in the shader, or Cesium drops it. */
  attributes: ReadonlySet<string>
  /** Drawn after all that is opaque, both sides: what is behind is seen through it. */
  translucent: boolean
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

const shared = (rows: RowTexture) => ({
  u_rows: { type: UniformType.SAMPLER_2D, value: rows.toUniform() },
  u_hover: { type: UniformType.FLOAT, value: -1 },
  u_gold: { type: UniformType.FLOAT, value: 0.85 },
  u_opacity: { type: UniformType.FLOAT, value: 1 },
  u_sun: { type: UniformType.VEC3, value: new Cartesian3(0, 0, 1) },
  u_haze: { type: UniformType.VEC4, value: new Cartesian4(1, 1, 1, 0) },
  u_reach: { type: UniformType.FLOAT, value: 20_000 },
  u_lit: { type: UniformType.MAT4, value: Matrix4.fromArray(litShares(12)) },
})

const modeOf = (translucent: boolean) =>
  translucent ? CustomShaderTranslucencyMode.TRANSLUCENT : CustomShaderTranslucencyMode.INHERIT

export function createCityShader(rows: RowTexture, { attributes, translucent }: ShaderOptions): CityShader {
  const has = { use: attributes.has(tileProperties.use), storeys: attributes.has(tileProperties.storeys) }
  const shader = new CustomShader({
    translucencyMode: modeOf(translucent),
    lightingModel: LightingModel.UNLIT,
    uniforms: {
      ...shared(rows),
      u_night: { type: UniformType.FLOAT, value: 0 },
      u_dusk: { type: UniformType.FLOAT, value: 0 },
      u_eyeHeight: { type: UniformType.FLOAT, value: 0 },
      u_up: { type: UniformType.VEC3, value: new Cartesian3(0, 0, 1) },
    },
    varyings: {
      v_look: VaryingType.VEC4,
      v_facts: VaryingType.VEC4,
    },
    vertexShaderText: vertexShader(has),
    fragmentShaderText: fragmentShader(),
  })
  return {
    ...createHandle(shader),
    setFrame(frame) {
      shader.setUniform('u_night', frame.night)
      shader.setUniform('u_dusk', frame.dusk)
      shader.setUniform('u_eyeHeight', frame.eyeHeight)
      shader.setUniform('u_up', frame.up)
      setSharedFrame(shader, frame)
    },
  }
}

/** The city's look, whole or for weak machines, which may change: hover and the rest go over. */
export interface CityLook extends CityShader {
  setLite(lite: boolean): void
}

export function createCityLook(rows: RowTexture, attributes: ReadonlySet<string>, lite: boolean): CityLook {
  const state = { lite, hover: undefined as number | undefined, outlined: false, opacity: 1 }
  const create = () => {
    const next = (state.lite ? createLiteShader : createCityShader)(rows, {
      attributes,
      translucent: state.opacity < 1,
    })
    next.setHover(state.hover)
    next.setOutlined(state.outlined)
    next.setOpacity(state.opacity)
    return next
  }
  let current = create()
  return {
    get shader() {
      return current.shader
    },
    setLite(next) {
      if (next === state.lite) return
      state.lite = next
      current = create()
    },
    setOpacity(next) {
      const turned = next < 1 !== state.opacity < 1
      state.opacity = next
      if (turned) current = create()
      else current.setOpacity(next)
    },
    setRows: next => current.setRows(next),
    setHover(row) {
      state.hover = row
      current.setHover(row)
    },
    setOutlined(outlined) {
      state.outlined = outlined
      current.setOutlined(outlined)
    },
    setFrame: frame => current.setFrame(frame),
  }
}

/** The same city for weak machines. */
export function createLiteShader(rows: RowTexture, { attributes, translucent }: ShaderOptions): CityShader {
  // An object each: Cesium writes into them.
  const color = () => ({ type: UniformType.VEC3, value: new Cartesian3(1, 1, 1) })
  const shader = new CustomShader({
    translucencyMode: modeOf(translucent),
    lightingModel: LightingModel.UNLIT,
    uniforms: {
      ...shared(rows),
      u_sky: color(),
      u_ground: color(),
      u_sunlight: color(),
      u_shade: { type: UniformType.FLOAT, value: 0 },
      u_glow: { type: UniformType.FLOAT, value: 0 },
    },
    varyings: { v_look: VaryingType.VEC4 },
    vertexShaderText: liteVertexShader({ use: attributes.has(tileProperties.use) }),
    fragmentShaderText: liteFragmentShader(),
  })
  return {
    ...createHandle(shader),
    setFrame(frame) {
      const light = toLiteLight(frame.night, frame.dusk, Cartesian3.dot(frame.sun, frame.up))
      shader.setUniform('u_sky', light.sky)
      shader.setUniform('u_ground', light.ground)
      shader.setUniform('u_sunlight', light.sunlight)
      shader.setUniform('u_shade', light.shade)
      shader.setUniform('u_glow', light.glow)
      setSharedFrame(shader, frame)
    },
  }
}

function createHandle(shader: CustomShader): Omit<CityShader, 'setFrame'> {
  return {
    shader,
    setRows: next => shader.setUniform('u_rows', next.toUniform()),
    setHover: row => shader.setUniform('u_hover', row ?? -1),
    setOpacity: opacity => shader.setUniform('u_opacity', opacity),
    setOutlined: outlined => shader.setUniform('u_gold', outlined ? 0.3 : 0.85),
  }
}

function setSharedFrame(shader: CustomShader, { sun, haze, hour }: ShaderFrame): void {
  shader.setUniform('u_sun', sun)
  const { color, most, reach } = haze
  shader.setUniform('u_haze', new Cartesian4(color.red, color.green, color.blue, most))
  shader.setUniform('u_reach', reach)
  shader.setUniform('u_lit', Matrix4.fromArray(litShares(hour)))
}
