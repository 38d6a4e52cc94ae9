import {
  Axis,
  type BoundingSphere,
  Cartesian3,
  Cartographic,
  Cesium3DTileset,
  Math as CesiumMath,
  Model,
  Transforms,
} from 'cesium'
import type { Extent } from '#model/geo/extent.ts'
import { createContentGate } from '../gate/content.ts'
import { requireNumber } from '../gate/number.ts'
import { messageOf } from '../layers.ts'
import { presets } from '../quality.ts'
import { createResource, type ReadFile } from '../resource.ts'
import type { MountedLayer, Stage } from '../scene.ts'
import type { ContentFiles, ContentLayer, ContentLayerOptions } from './contract.ts'
import { createTerrainMesh } from './terrain.ts'

/** Metres from the earth's centre; nothing that has its place lies deeper. */
const deepest = 6_200_000

type Bounds = Awaited<ContentLayer['bounds']>

/** What every kind of content is to Cesium: something in the list of primitives with a sphere around it. */
interface Drawable {
  show: boolean
  readonly boundingSphere: BoundingSphere
  maximumScreenSpaceError?: number
  readonly tilesLoaded?: boolean
}

/** Foreign 3D Tiles, glTF or a terrain tile. Every file passes the gate; one that does not is left out and reported. */
export function createContentLayer({ id, content }: ContentLayerOptions): ContentLayer {
  const state = { visible: true }
  let drawn: Drawable | undefined
  let known: (bounds: Bounds) => void = () => {}
  let refused: (reason: unknown) => void = () => {}
  const bounds = new Promise<Bounds>((resolve, reject) => {
    known = resolve
    refused = reject
  })
  // Nobody need ask for the bounds.
  bounds.catch(() => {})

  return {
    id,
    bounds,
    setVisible(visible) {
      state.visible = visible
      if (drawn) drawn.show = visible
    },
    mount: stage =>
      mountContent(
        id,
        content,
        stage,
        state,
        (next, sphere) => {
          drawn = next
          if (sphere) known(toBounds(sphere))
        },
        refused,
      ),
  }
}

function mountContent(
  id: string,
  content: ContentFiles,
  stage: Stage,
  state: { visible: boolean },
  ready: (drawn: Drawable | undefined, sphere?: BoundingSphere) => void,
  refused: (reason: unknown) => void,
): MountedLayer {
  const { primitives } = stage.widget.scene
  let disposed = false
  let drawable: Drawable | undefined
  const report = (error: unknown) => stage.report({ code: 'gate', layer: id, message: messageOf(error) })

  const load = async () => {
    const next = await createDrawable(content, stage, report)
    if (disposed) return
    drawable = primitives.add(next) as Drawable
    drawable.show = state.visible
    // A model is read while frames are drawn.
    stage.requestRender()
    ready(drawable, await sphereOf(drawable))
    stage.requestRender()
  }
  load().catch(error => {
    report(error)
    refused(error)
  })

  return {
    setQuality(quality) {
      if (drawable?.maximumScreenSpaceError) drawable.maximumScreenSpaceError = presets[quality].cityError
    },
    settled: () => drawable?.tilesLoaded ?? true,
    dispose() {
      disposed = true
      ready(undefined)
      if (drawable) primitives.remove(drawable)
      stage.requestRender()
    },
  }
}

function createDrawable(content: ContentFiles, stage: Stage, report: (error: unknown) => void): Promise<Drawable> {
  const read = checked(content.read)
  switch (content.kind) {
    case 'tileset':
      return createTileset(content, read, stage, report)
    case 'model':
      return createModel(content, read, stage)
    case 'terrain':
      return createTerrainMesh(content, stage)
  }
}

/** The gate: no byte of a foreign file reaches Cesium past it. */
function checked(read: ReadFile): ReadFile {
  const require = createContentGate()
  return async path => {
    const bytes = await read(path)
    require(new Uint8Array(bytes), path)
    return bytes
  }
}

async function createTileset(content: ContentFiles, read: ReadFile, stage: Stage, report: (error: unknown) => void) {
  const tileset = await Cesium3DTileset.fromUrl(createResource(read, content.entry), {
    maximumScreenSpaceError: presets[stage.quality].cityError,
    foveatedScreenSpaceError: false,
  })
  tileset.tileFailed.addEventListener(({ message }: { message: string }) => report(message))
  // Around the earth's centre: the maker left the place to whoever draws it.
  if (Cartesian3.magnitude(tileset.boundingSphere.center) < deepest)
    tileset.modelMatrix = Transforms.eastNorthUpToFixedFrame(toCartesian(content.place))
  return tileset
}

async function createModel({ entry, place }: ContentFiles, read: ReadFile, stage: Stage): Promise<Drawable> {
  const model: Model = await Model.fromGltfAsync({
    url: createResource(read, entry),
    // As 3D Tiles turn glTF: x east, -z north.
    upAxis: Axis.Y,
    forwardAxis: Axis.X,
    modelMatrix: Transforms.eastNorthUpToFixedFrame(toCartesian(place)),
    scene: stage.widget.scene,
  })
  model.readyEvent.addEventListener(() => stage.requestRender())
  return model
}

function toCartesian(place: ContentFiles['place']): Cartesian3 {
  if (!place) throw new RangeError('This content has no place on the globe: choose one.')
  const lon = requireNumber(place.lon, 'lon', -180, 180)
  const lat = requireNumber(place.lat, 'lat', -90, 90)
  return Cartesian3.fromDegrees(lon, lat, requireNumber(place.height, 'height', -12_000, 1e6))
}

/** A model knows its sphere when its first buffers are there. */
async function sphereOf(drawable: Drawable): Promise<BoundingSphere> {
  if (drawable instanceof Model && !drawable.ready)
    await new Promise<void>((resolve, reject) => {
      drawable.readyEvent.addEventListener(() => resolve())
      drawable.errorEvent.addEventListener((error: unknown) => reject(error))
    })
  return drawable.boundingSphere
}

function toBounds({ center, radius }: BoundingSphere): Bounds {
  const { longitude, latitude, height } = Cartographic.fromCartesian(center)
  const lon = CesiumMath.toDegrees(longitude)
  const lat = CesiumMath.toDegrees(latitude)
  const north = radius / 111_000
  const east = north / Math.max(Math.cos(latitude), 0.01)
  const extent: Extent = [
    Math.max(-180, lon - east),
    Math.max(-90, lat - north),
    Math.min(180, lon + east),
    Math.min(90, lat + north),
  ]
  return { extent, heights: [height - radius, height + radius] }
}
