import type { CitySource, Ray } from '#model/city/city.ts'
import type { CityManifest } from '#model/city/manifest.ts'
import type { SceneLayer } from '../scene.ts'

export interface CityLayerOptions {
  /** Id of the layer; that of the catalogue entry. */
  id: string
  manifest: CityManifest
  /** Rows of the city's feature table. */
  rowCount: number
  source: CitySource
}

/** A city on the globe. Style, filter, selection and hover apply to whatever is loaded, now and later, and to massing levels. */
export interface CityLayer extends SceneLayer {
  /**
   * Colours by row, `rowCount * 3` bytes (red, green, blue); undefined gives the porcelain look back. The bytes are copied.
   * Cost: one texture upload, whatever is loaded.
   */
  setColors(colors: Uint8Array | undefined): void
  /** One byte a row, 0 hides; undefined shows all. Copied. */
  setFilter(visible: Uint8Array | undefined): void
  /** Rows drawn in gold. */
  setSelection(rows: ArrayLike<number>): void
  /** The row drawn a little lighter. */
  setHover(row: number | undefined): void
  setVisible(visible: boolean): void
  /** 0 to 1. Below 1 what stands behind is seen through buildings, and the ground's picture pales. */
  setOpacity(opacity: number): void
  /** A ray of the globe in the city's own heights (undoes the lowering of cities without terrain). */
  toCityRay(ray: Ray): Ray
}
