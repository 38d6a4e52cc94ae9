import type { Extent } from '#model/geo/extent.ts'
import type { SceneLayer } from '../scene.ts'

/** 3D content that somebody else made, drawn as it is. */
export interface ContentLayerOptions {
  /** Id of the layer; that of the catalogue entry. */
  id: string
  content: ContentFiles
}

/** Files by path relative to the folder of the entry; nothing else is read. */
export interface ContentFiles {
  kind: 'tileset' | 'model' | 'terrain'
  /** `tileset.json`, `model.glb`, ... */
  entry: string
  /** A fresh buffer that the scene may keep. */
  read(path: string): Promise<ArrayBuffer>
  /** Where content without a place of its own stands: degrees, metres above the ellipsoid. */
  place?: { lon: number; lat: number; height: number }
}

export interface ContentLayer extends SceneLayer {
  /** Where it is, once the entry file is read. Rejects with the reason why it cannot be drawn. */
  readonly bounds: Promise<{ extent: Extent; heights: readonly [number, number] }>
  setVisible(visible: boolean): void
}
