import { type CesiumWidget, Ellipsoid, JulianDate } from 'cesium'
import { createAttribution } from './attribution.ts'
import { createCamera, keepAboveGround, readView } from './camera.ts'
import { warmUp } from './city/warm.ts'
import { requireTime } from './gate/number.ts'
import { createLayerStack } from './layers.ts'
import { hastenLoading } from './loading.ts'
import { createLook } from './look.ts'
import { groundAt, groundPolygon, rayThrough, screenAt } from './pick.ts'
import { applyQuality } from './quality.ts'
import type { Language, Quality, Scene, SceneOptions, Theme, View } from './scene.ts'
import { holdStill } from './still.ts'
import { sunDirection, sunElevation } from './sun.ts'
import { createTerrain } from './terrain.ts'
import { createWatchdog } from './watchdog.ts'
import { createWidget, destroyWidget } from './widget.ts'

const noon = Date.UTC(2026, 5, 21, 4)
const china: View = { lon: 104, lat: 32, height: 12_000_000, heading: 0, pitch: -90 }

/**
 * The globe in an element that has a size. Throws `NoWebGlError` where there is no WebGL 2.
 * At rest nothing is drawn; `requestRender`, the camera, tiles and layers wake it.
 */
export function createScene(container: HTMLElement, options: SceneOptions = {}): Scene {
  const state = {
    quality: options.quality ?? ('standard' as Quality),
    theme: options.theme ?? ('light' as Theme),
    language: options.language ?? ('zh' as Language),
    time: requireTime(options.time ?? noon),
    frames: 0,
  }
  const reducedMotion = options.reducedMotion ?? matchMedia('(prefers-reduced-motion: reduce)').matches
  const layers = createLayerStack(fault => options.onFault?.(fault))
  const attribution = createAttribution(container, options.attribution)
  let built = build()
  const camera = createCamera(() => built.widget, { reducedMotion, padding: options.padding })
  camera.set(options.view ?? china)

  function build() {
    const widget = createWidget(container, state.quality === 'lite')
    applyQuality(widget, state.quality)
    applyTime(widget, state.time)
    const requestRender = () => {
      if (!widget.isDestroyed()) widget.scene.requestRender()
    }
    const terrain = createTerrain(widget)
    const report = options.onFault ?? (() => {})
    layers.attach({ widget, terrain, requestRender, report, quality: state.quality })
    const unlisten = listen(widget, createLook(widget))
    const watchdog = createWatchdog(widget, { layers, report, rebuild })
    widget.canvas.addEventListener('webglcontextlost', onContextLost)
    return {
      widget,
      dispose() {
        widget.canvas.removeEventListener('webglcontextlost', onContextLost)
        watchdog.dispose()
        unlisten()
        layers.detach()
        destroyWidget(widget)
      },
    }
  }

  function listen(widget: CesiumWidget, look: ReturnType<typeof createLook>): () => void {
    const { scene, camera } = widget
    const removers = [
      hastenLoading(widget),
      holdStill(widget),
      scene.preRender.addEventListener(() => beforeFrame(widget, look)),
      scene.postRender.addEventListener(() => {
        state.frames++
        announceLoading(widget)
      }),
      camera.moveEnd.addEventListener(() => options.onView?.(readView(widget))),
    ]
    return () => {
      for (const remove of removers) remove()
    }
  }

  function beforeFrame(widget: CesiumWidget, look: ReturnType<typeof createLook>): void {
    keepAboveGround(widget)
    const { positionWC, positionCartographic } = widget.camera
    const up = Ellipsoid.WGS84.geodeticSurfaceNormal(positionWC)
    const cameraHeight = positionCartographic.height
    const sun = sunDirection(state.time)
    const elevation = sunElevation(sun, up)
    const haze = look(elevation, cameraHeight)
    const { time, theme, language } = state
    layers.beforeFrame({ time, theme, language, cameraHeight, sun, up, elevation, haze })
  }

  let wasLoading: boolean | undefined
  function announceLoading(widget: CesiumWidget): void {
    const loading = !isSettled(widget)
    if (loading === wasLoading) return
    wasLoading = loading
    options.onLoading?.(loading)
  }

  const isSettled = (widget: CesiumWidget) => widget.scene.globe.tilesLoaded && layers.settled()

  /** A lost context does not come back reliably: a new widget is there within milliseconds. */
  function onContextLost(event: Event): void {
    event.preventDefault()
    // Cesium still stands on the stack of this event.
    setTimeout(() => {
      if (disposed) return
      rebuild()
      options.onFault?.({ code: 'context', message: 'The graphics context was lost; the scene was built anew.' })
    })
  }

  function rebuild(): void {
    const view = camera.get()
    built.dispose()
    built = build()
    camera.set(view)
  }

  let disposed = false
  let cool = () => {}
  const requestRender = () => built.widget.scene.requestRender()

  return {
    camera,
    requestRender,
    warmUp() {
      if (disposed) return
      cool()
      cool = warmUp(built.widget, state.quality === 'lite')
    },
    setTime(time) {
      state.time = requireTime(time)
      applyTime(built.widget, time)
    },
    setQuality(quality) {
      state.quality = quality
      applyQuality(built.widget, quality)
      layers.setQuality(quality)
    },
    setTheme(theme) {
      state.theme = theme
      attribution.setTheme(theme)
      requestRender()
    },
    setLanguage(language) {
      state.language = language
      requestRender()
    },
    add: layer => layers.add(layer),
    remove: id => layers.remove(id),
    toGround: (x, y) => groundAt(built.widget, x, y),
    toScreen: (lon, lat, height) => screenAt(built.widget, lon, lat, height),
    toGroundPolygon: corners => groundPolygon(built.widget, corners),
    pickRay: (x, y) => rayThrough(built.widget, x, y),
    stats: () => ({ frames: state.frames, settled: isSettled(built.widget), layers: layers.ids() }),
    capture: () => capture(built.widget),
    dispose() {
      disposed = true
      cool()
      built.dispose()
      attribution.dispose()
    },
  }
}

function applyTime(widget: CesiumWidget, time: number): void {
  widget.clock.shouldAnimate = false
  widget.clock.currentTime = JulianDate.fromDate(new Date(time))
  widget.scene.requestRender()
}

/** The drawing buffer is only there until the browser has shown it, so it is read in the task that drew it. */
function capture({ scene, canvas, clock }: CesiumWidget): Promise<Blob> {
  scene.requestRender()
  scene.render(clock.currentTime)
  return new Promise((resolve, reject) => {
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('The browser gave no picture of the canvas.'))))
  })
}
