import type { CesiumWidget } from 'cesium'
import { type LayerStack, messageOf } from './layers.ts'
import type { SceneFault } from './scene.ts'

/** Milliseconds between looks at the render loop. A look draws nothing. */
const interval = 200
/** Animation frames of the browser that passed without one of ours, though one was asked for, after which the loop counts as stopped. */
const patience = 4
/** Stops in a row which a new frame seemed to cure, after which the youngest layer is taken to be the cause all the same. */
const relapses = 2

export interface WatchdogOptions {
  layers: LayerStack
  report(fault: SceneFault): void
  /** Last resort, where the drawing fails without any layer: a new widget. */
  rebuild(): void
}

/**
 * Cesium stops its render loop for good at the first error while drawing, and not every such error raises `renderError`: the watchdog
 * looks at the loop's flag, and at frames that were asked for and do not come. It takes out the youngest layer without which a frame
 * can be drawn, puts the innocent back, and starts the loop again.
 */
export function createWatchdog(widget: CesiumWidget, { layers, report, rebuild }: WatchdogOptions) {
  const { scene } = widget
  let lastError: unknown
  let frames = 0
  let missed = 0
  let cured = 0
  const removers = [
    scene.renderError.addEventListener((_scene: unknown, error: unknown) => {
      lastError = error
    }),
    scene.postRender.addEventListener(() => {
      frames++
    }),
  ]
  const timer = setInterval(() => {
    if (!widget.isDestroyed() && hasStopped()) recover()
  }, interval)

  function hasStopped(): boolean {
    if (!widget.useDefaultRenderLoop) return true
    if (isFrameDue(widget)) countMissed()
    else missed = 0
    return missed >= patience
  }

  /** A busy page has no animation frames either, so slowness is not taken for a stop. */
  function countMissed(): void {
    const before = frames
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        missed = frames === before ? missed + 1 : 0
      }),
    )
  }

  function recover(): void {
    missed = 0
    const stopped = !widget.useDefaultRenderLoop
    const message = lastError === undefined ? 'The drawing stopped.' : messageOf(lastError)
    const ids = layers.ids()
    const youngest = ids[ids.length - 1]
    if (draws() && (!stopped || ++cured <= relapses || youngest === undefined)) {
      restart()
      return
    }
    cured = 0
    const culprit = draws() ? youngest : findCulprit(ids)
    if (culprit === undefined) {
      report({ code: 'render', message })
      rebuild()
      return
    }
    layers.remove(culprit)
    restart()
    report({ code: 'render', layer: culprit, message })
  }

  /** Youngest first: what came last is the likeliest cause. Those taken off on the way are put back. */
  function findCulprit(ids: readonly string[]): string | undefined {
    const suspended: string[] = []
    for (const id of [...ids].reverse()) {
      layers.suspend(id)
      suspended.push(id)
      if (!draws()) continue
      for (const innocent of suspended.slice(0, -1).reverse()) layers.resume(innocent)
      return id
    }
    for (const id of suspended.reverse()) layers.resume(id)
    return undefined
  }

  function draws(): boolean {
    const before = frames
    lastError = undefined
    try {
      scene.requestRender()
      widget.resize()
      widget.render()
    } catch (error) {
      lastError = error
    }
    return lastError === undefined && frames > before
  }

  function restart(): void {
    // Setting the flag starts the loop only where it was off.
    widget.useDefaultRenderLoop = false
    widget.useDefaultRenderLoop = true
    scene.requestRender()
  }

  return {
    dispose() {
      clearInterval(timer)
      if (!widget.isDestroyed()) for (const remove of removers) remove()
    },
  }
}

/** A hidden page or an element without size stops frames legitimately. */
function isFrameDue({ scene, canvas }: CesiumWidget): boolean {
  if (document.visibilityState !== 'visible' || canvas.clientWidth === 0 || canvas.clientHeight === 0) return false
  return (scene as unknown as { _renderRequested?: boolean })._renderRequested === true
}
