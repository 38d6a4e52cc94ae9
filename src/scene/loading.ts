import type { CesiumWidget } from 'cesium'

/** Milliseconds a frame for preparing tiles of the globe: Cesium's own, and the most we give. */
const least = 5
const most = 50

/**
 * Cesium prepares tiles of the globe for 5 ms a frame, whatever a frame costs: on a machine that draws one in a second the ground would
 * stay a blur for minutes. Where frames are slow the share grows with them; there is no public setting for it.
 */
export function hastenLoading({ scene }: CesiumWidget): () => void {
  const { _surface: surface } = scene.globe as unknown as { _surface?: { _loadQueueTimeSlice?: number } }
  if (surface?._loadQueueTimeSlice === undefined) return () => {}
  let before = performance.now()
  return scene.preRender.addEventListener(() => {
    const now = performance.now()
    surface._loadQueueTimeSlice = Math.min(most, Math.max(least, (now - before) / 5))
    before = now
  })
}
