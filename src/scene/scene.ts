import type { Cartesian3, CesiumWidget } from 'cesium'
import type { Ray } from '#model/city/city.ts'
import type { Extent } from '#model/geo/extent.ts'
import type { Padding } from './fit.ts'
import type { Haze } from './haze.ts'
import type { Terrain } from './terrain.ts'

/** The globe in a page: one canvas, its camera, its clock and its layers. Made by `createScene`. */
export interface Scene {
  readonly camera: SceneCamera
  /** Milliseconds since 1970 UTC; drives sun, shadows and lit windows. */
  setTime(time: number): void
  setQuality(quality: Quality): void
  setTheme(theme: Theme): void
  /** Of the names on the map. */
  setLanguage(language: Language): void
  /**
   * Draws a layer, and draws it again after the WebGL context was lost. A layer of the same id replaces the one before.
   * A layer that stops the drawing is taken out and reported through `onFault`; the rest goes on.
   */
  add(layer: SceneLayer): void
  remove(id: string): void
  /** Ground point under a pixel (CSS pixels from the canvas' upper left corner); undefined over the sky. */
  toGround(x: number, y: number): [lon: number, lat: number, height: number] | undefined
  /** Where a point is on the canvas, CSS pixels; undefined behind the camera or beyond the horizon. */
  toScreen(lon: number, lat: number, height: number): [x: number, y: number] | undefined
  /** Ground polygon (lon, lat pairs, not closed) under a screen polygon (x, y pairs); undefined where a corner is sky. */
  toGroundPolygon(corners: readonly number[]): Float64Array | undefined
  /** Line of sight through a pixel, earth-centred metres. For asking a city use `CityLayer.pickRay`, which knows its heights. */
  pickRay(x: number, y: number): Ray | undefined
  requestRender(): void
  /** Compiles what imported cities are drawn with, while there is time for it. */
  warmUp(): void
  stats(): SceneStats
  /** The canvas as it is now, for prints and thumbnails. */
  capture(): Promise<Blob>
  /** Frees the WebGL context too. */
  dispose(): void
}

export interface SceneOptions {
  quality?: Quality
  theme?: Theme
  /** Of the names on the map; Chinese unless said otherwise. */
  language?: Language
  time?: number
  view?: View
  /** No camera flights: jump instead. Follows `prefers-reduced-motion` where absent. */
  reducedMotion?: boolean
  /** HTML-free text shown at the lower edge with the sources of what is drawn. */
  attribution?: string
  /** Asked before each flight to an extent: what of the canvas lies under panels, so that the place fills the rest. */
  padding?(): Padding
  /** After the camera came to rest. */
  onView?(view: View): void
  onFault?(fault: SceneFault): void
  /** True while tiles or pictures of the present view are missing. */
  onLoading?(loading: boolean): void
}

/**
 * `lite` for weak machines and tests: no sky, shadows or smoothing, coarser tiles. `standard`: sky, haze, shadows.
 * `high`: also ambient occlusion and finer tiles.
 */
export const qualities = ['lite', 'standard', 'high'] as const
export type Quality = (typeof qualities)[number]

export type Theme = 'light' | 'dark'
export type Language = 'zh' | 'en'

/** Where the camera is and looks. Plain JSON: it is saved, shared and replayed. */
export interface View {
  lon: number
  lat: number
  /** Metres above the ellipsoid. */
  height: number
  /** Degrees clockwise from north. */
  heading: number
  /** Degrees above the horizon; -90 looks straight down. */
  pitch: number
}

export interface SceneCamera {
  get(): View
  /** Throws a `RangeError` for numbers that are no view. */
  set(view: View): void
  /** Resolves when it has arrived or was interrupted. */
  flyTo(view: View, options?: FlightOptions): Promise<void>
  /** Shows the whole of a place, from the south at 30 degrees down unless the options say otherwise. */
  flyToExtent(extent: Extent, heights: readonly [number, number], options?: FlightOptions): Promise<void>
  /** Turns about the point in the middle of the view until the returned function is called. */
  orbit(degreesPerSecond: number): () => void
  /** Nearer (factor < 1) or farther (> 1) from the middle of the view. */
  zoom(factor: number): void
  /** Turns about the middle of the view by degrees: heading clockwise, pitch upwards. */
  turn(heading: number, pitch: number): void
  /** Moves over the ground by a fraction of the view, right and forward. */
  pan(right: number, forward: number): void
  /** The last extent given to `setHome`, or the whole globe. */
  home(options?: FlightOptions): Promise<void>
  setHome(extent: Extent, heights: readonly [number, number]): void
}

export interface FlightOptions {
  /** Seconds; 0 jumps. */
  duration?: number
  heading?: number
  pitch?: number
}

/** Something to draw. It keeps its own state, so that it can be mounted again on a new stage. */
export interface SceneLayer {
  readonly id: string
  mount(stage: Stage): MountedLayer
}

/** What a layer draws on. It owns what it adds, and nothing else. */
export interface Stage {
  readonly widget: CesiumWidget
  readonly quality: Quality
  readonly terrain: Terrain
  requestRender(): void
  /** How a layer says that it left something out, or cannot go on. */
  report(fault: SceneFault): void
}

export interface MountedLayer {
  /** Before each frame. */
  beforeFrame?(frame: FrameInfo): void
  setQuality?(quality: Quality): void
  /** False while something of the present view is still to come. */
  settled?(): boolean
  dispose(): void
}

export interface FrameInfo {
  /** Milliseconds since 1970. */
  time: number
  theme: Theme
  language: Language
  /** Metres above the ellipsoid. */
  cameraHeight: number
  /** Unit vectors, earth-fixed: to the sun, and up at the camera. */
  sun: Cartesian3
  up: Cartesian3
  /** Degrees of the sun above the horizon at the camera. */
  elevation: number
  haze: Haze
}

export type FaultCode =
  | 'gate' // data was refused before it reached Cesium
  | 'render' // a layer stopped the drawing and was removed
  | 'context' // the WebGL context was lost; the scene has rebuilt itself
  | 'empty-view' // a layer that should be seen draws nothing
  | 'tile' // a tile or picture could not be loaded

export interface SceneFault {
  code: FaultCode
  /** Id of the layer, where one is to blame. */
  layer?: string
  message: string
}

export interface SceneStats {
  /** Frames drawn since the start. */
  frames: number
  settled: boolean
  /** Ids in order of adding. */
  layers: string[]
}

/** No WebGL 2 here: show the city as a table instead. */
export class NoWebGlError extends Error {
  override readonly name = 'NoWebGlError'
}
