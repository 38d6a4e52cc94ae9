import { type BoundingSphere, type Cesium3DTileset, type CesiumWidget, Intersect } from 'cesium'

/** Pixels across which a city must be before nothing of it is an error and not just distance. */
const leastPixels = 150

/**
 * Says once when the city fills a good part of the view, everything has loaded, and still no tile is drawn: a tileset whose errors do
 * not fit its size does that silently.
 */
export function createEmptyWatch({ scene, camera }: CesiumWidget, tileset: Cesium3DTileset, tell: () => void) {
  let drawn = 0
  let told = false
  const remove = tileset.tileVisible.addEventListener(() => {
    drawn++
  })
  return {
    /** Before each frame; looks at what the last one drew. */
    look() {
      const nothing = drawn === 0
      drawn = 0
      if (told || !nothing || !tileset.show || !tileset.tilesLoaded || !fillsView(tileset.boundingSphere)) return
      told = true
      tell()
    },
    dispose: remove,
  }

  function fillsView(sphere: BoundingSphere): boolean {
    const volume = camera.frustum.computeCullingVolume(camera.positionWC, camera.directionWC, camera.upWC)
    if (volume.computeVisibility(sphere) !== Intersect.INSIDE) return false
    const { drawingBufferWidth: width, drawingBufferHeight: height } = scene
    return (2 * sphere.radius) / camera.getPixelSize(sphere, width, height) > leastPixels
  }
}
