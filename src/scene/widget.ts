import {
  buildModuleUrl,
  CesiumWidget,
  Credit,
  CreditDisplay,
  Ellipsoid,
  Globe,
  ImageryLayer,
  Ion,
  TileMapServiceImageryProvider,
} from 'cesium'
import { NoWebGlError } from './scene.ts'

/**
 * A Cesium widget without token, widgets or outside requests: offline Natural Earth imagery, still until asked to draw.
 * Throws `NoWebGlError` where the browser gives no WebGL 2 context.
 */
export function createWidget(container: HTMLElement, lite: boolean): CesiumWidget {
  Ion.defaultAccessToken = ''
  // The default is the ion logo with a link; our sources are named by `createAttribution`.
  CreditDisplay.cesiumCredit = new Credit('CesiumJS')
  const globe = new Globe(Ellipsoid.WGS84)
  globe.showWaterEffect = false
  globe.depthTestAgainstTerrain = true
  const widget = requireWebGl(container, {
    globe,
    baseLayer: createWorldImagery(),
    skyBox: false,
    skyAtmosphere: false,
    scene3DOnly: true,
    requestRenderMode: true,
    maximumRenderTimeChange: Number.POSITIVE_INFINITY,
    orderIndependentTranslucency: false,
    showRenderLoopErrors: false,
    msaaSamples: lite ? 1 : 4,
    // Focus belongs to the page: a click on the map must not take it from a field in which somebody types.
    blurActiveElementOnCanvasFocus: false,
    creditContainer: document.createElement('div'),
    creditViewport: document.createElement('div'),
    contextOptions: {
      webgl: { alpha: false, antialias: false, powerPreference: lite ? 'low-power' : 'high-performance' },
    },
  })
  fillContainer(widget)
  return widget
}

/** Destroys the widget and frees its context at once: browsers allow about 16, and garbage collection comes too late. */
export function destroyWidget(widget: CesiumWidget): void {
  if (widget.isDestroyed()) return
  const context = widget.canvas.getContext('webgl2')
  widget.destroy()
  context?.getExtension('WEBGL_lose_context')?.loseContext()
}

/** The widget's own attempt tells: a context made only to ask would cost as much again. */
function requireWebGl(container: HTMLElement, options: ConstructorParameters<typeof CesiumWidget>[1]): CesiumWidget {
  try {
    if (!('WebGL2RenderingContext' in globalThis)) throw new Error('no WebGL 2')
    return new CesiumWidget(container, options)
  } catch (error) {
    container.querySelector('.cesium-widget')?.remove()
    if (!/webgl/i.test(String(error))) throw error
    throw new NoWebGlError('This browser gives no WebGL 2 context, which the globe needs.', { cause: error })
  }
}

function createWorldImagery(): ImageryLayer {
  const url = buildModuleUrl('Assets/Textures/NaturalEarthII')
  return ImageryLayer.fromProviderAsync(TileMapServiceImageryProvider.fromUrl(url), {})
}

/** What Cesium's style sheet would say; we ship none of its CSS. */
function fillContainer(widget: CesiumWidget): void {
  const element = widget.container.querySelector<HTMLElement>('.cesium-widget')
  for (const box of [element, widget.canvas])
    if (box) Object.assign(box.style, { width: '100%', height: '100%', display: 'block', touchAction: 'none' })
}
