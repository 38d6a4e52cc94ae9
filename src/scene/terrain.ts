import {
  type CesiumWidget,
  CustomHeightmapTerrainProvider,
  EllipsoidTerrainProvider,
  GeographicTilingScheme,
} from 'cesium'
import type { CitySource } from '#model/city/city.ts'

/** Posts along a tile's edge. */
const size = 33

export type HeightSource = Pick<CitySource, 'heights'>

/** The globe has one terrain; cities contribute to it. Elsewhere it is the ellipsoid. */
export interface Terrain {
  /** The returned function takes the source out again. */
  add(source: HeightSource): () => void
}

export function createTerrain(widget: CesiumWidget): Terrain {
  const sources: HeightSource[] = []
  // At rest Cesium hears of the end of its own requests only; these are ours.
  const arrived = () => {
    if (!widget.isDestroyed()) widget.scene.requestRender()
  }
  const refresh = () => {
    widget.terrainProvider = sources.length > 0 ? createProvider([...sources], arrived) : new EllipsoidTerrainProvider()
  }
  return {
    add(source) {
      sources.push(source)
      refresh()
      return () => {
        sources.splice(sources.indexOf(source), 1)
        if (!widget.isDestroyed()) refresh()
      }
    },
  }
}

function createProvider(sources: readonly HeightSource[], arrived: () => void): CustomHeightmapTerrainProvider {
  const tilingScheme = new GeographicTilingScheme()
  const callback = async (x: number, y: number, level: number) => {
    try {
      for (const source of sources) {
        const heights = await source.heights(level, x, y, size)
        if (heights) return toFinite(heights)
      }
      return new Float32Array(size * size)
    } finally {
      // When Cesium has taken them.
      setTimeout(arrived)
    }
  }
  return new CustomHeightmapTerrainProvider({ width: size, height: size, tilingScheme, callback })
}

/** A single NaN would stop the render loop: such posts become sea level. */
function toFinite(heights: Float32Array): Float32Array {
  if (heights.length !== size * size) return new Float32Array(size * size)
  return heights.some(height => !Number.isFinite(height)) ? heights.map(h => (Number.isFinite(h) ? h : 0)) : heights
}
