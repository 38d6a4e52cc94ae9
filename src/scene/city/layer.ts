import { Cartesian3, Cesium3DTileset, Ellipsoid, ImageryLayer, Matrix4, ShadowMode } from 'cesium'
import type { Ray } from '#model/city/city.ts'
import { createLabels } from '../label/labels.ts'
import { moodShares } from '../look.ts'
import { presets } from '../quality.ts'
import { createResource } from '../resource.ts'
import type { FrameInfo, MountedLayer, Stage } from '../scene.ts'
import { nightShare, solarHour } from '../sun.ts'
import type { CityLayer, CityLayerOptions } from './contract.ts'
import { createEmptyWatch } from './empty.ts'
import { createGroundProvider } from './ground.ts'
import { createOutline, mostOutlined } from './outline.ts'
import { createRowTexture } from './rows.ts'
import { type CityShader, createCityLook } from './shader.ts'
import { createTreeShader } from './trees.ts'

/** The city stays what it is over mounts: look of rows, selection and visibility are kept here, Cesium's objects in `mountCity`. */
export function createCityLayer(options: CityLayerOptions): CityLayer {
  const rows = createRowTexture(options.rowCount)
  const state = { visible: true, opacity: 1, hover: undefined as number | undefined, selected: [] as ArrayLike<number> }
  let mounted: MountedCity | undefined
  const uploadRows = () => mounted?.setRows()
  const lowering = toLowering(options)

  return {
    id: options.id,
    mount(stage) {
      mounted = mountCity(options, stage, rows, lowering)
      mounted.setVisible(state.visible)
      mounted.setOpacity(state.opacity)
      mounted.setHover(state.hover)
      mounted.setSelection(state.selected)
      const own = mounted
      return {
        ...own,
        dispose() {
          own.dispose()
          if (mounted === own) mounted = undefined
        },
      }
    },
    setColors(colors) {
      rows.setColors(colors)
      uploadRows()
    },
    setFilter(visible) {
      rows.setFilter(visible)
      uploadRows()
    },
    setSelection(selected) {
      rows.setSelection(selected)
      state.selected = selected
      uploadRows()
      mounted?.setSelection(selected)
    },
    setHover(row) {
      if (row === state.hover) return
      state.hover = row
      mounted?.setHover(row)
    },
    setVisible(visible) {
      state.visible = visible
      mounted?.setVisible(visible)
    },
    setOpacity(opacity) {
      if (opacity === state.opacity) return
      state.opacity = opacity
      mounted?.setOpacity(opacity)
    },
    toCityRay: ray => raise(ray, lowering),
  }
}

interface MountedCity extends MountedLayer {
  setRows(): void
  setHover(row: number | undefined): void
  setSelection(rows: ArrayLike<number>): void
  setVisible(visible: boolean): void
  setOpacity(opacity: number): void
}

function mountCity(
  { id, manifest, source }: CityLayerOptions,
  stage: Stage,
  rows: ReturnType<typeof createRowTexture>,
  lowering: Cartesian3,
): MountedCity {
  const { widget } = stage
  const names = new Set(manifest.attributes.map(attribute => attribute.name))
  const shader = createCityLook(rows, names, stage.quality === 'lite')
  const trees = createTreeShader()
  const outline = createOutline(widget, source, lowering)
  const labels = createLabels(widget, lowering)
  const cleanups: (() => void)[] = []
  let emptyWatch: ReturnType<typeof createEmptyWatch> | undefined
  const tilesets: Cesium3DTileset[] = []
  let visible = true
  let quality = stage.quality
  let disposed = false

  const addTileset = async (path: string, custom: Cesium3DTileset['customShader']) => {
    const tileset = await Cesium3DTileset.fromUrl(createResource(source.tile, path), {
      modelMatrix: Matrix4.fromTranslation(lowering),
      shadows: ShadowMode.ENABLED,
      // Picking and styling go by the row: objects for every feature would only cost memory.
      featureIdLabel: 'none',
      foveatedScreenSpaceError: false,
      dynamicScreenSpaceError: false,
      // Only what is drawn is asked for: without this each tile's ancestors are made and loaded first, which nobody sees.
      skipLevelOfDetail: true,
      immediatelyLoadDesiredLevelOfDetail: true,
    })
    if (disposed) {
      tileset.destroy()
      return undefined
    }
    tileset.customShader = custom
    tileset.maximumScreenSpaceError = presets[quality].cityError
    tileset.show = visible
    tileset.tileFailed.addEventListener(({ message }: { message: string }) =>
      stage.report({ code: 'tile', layer: id, message }),
    )
    if (path === manifest.parts.tiles) markFirstPicture(tileset, id)
    tilesets.push(widget.scene.primitives.add(tileset))
    stage.requestRender()
    return tileset
  }
  const fail = (error: unknown) => stage.report({ code: 'tile', layer: id, message: String(error) })
  const addBuildings = async (path: string) => {
    const tileset = await addTileset(path, shader.shader)
    if (tileset && manifest.triangles > 0) emptyWatch = createEmptyWatch(widget, tileset, tellEmpty)
  }
  const addLabels = async () => {
    const names = (await source.labels?.()) ?? []
    if (!disposed) labels.set(names)
  }
  /** A change after which the shader may be another one. */
  const reshade = (change: () => void) => {
    const before = shader.shader
    change()
    for (const tileset of tilesets) if (tileset.customShader === before) tileset.customShader = shader.shader
  }
  const tellEmpty = () =>
    stage.report({ code: 'empty-view', layer: id, message: 'The city is in view, but none of its tiles is drawn.' })
  if (manifest.parts.tiles) addBuildings(manifest.parts.tiles).catch(fail)
  if (manifest.parts.trees) addTileset(manifest.parts.trees, trees.shader).catch(fail)
  const ground = manifest.parts.ground ? addGround(stage, source, manifest.extent) : undefined
  if (manifest.parts.ground) addLabels().catch(fail)
  if (manifest.parts.terrain) cleanups.push(stage.terrain.add(source))

  return {
    beforeFrame: frame => {
      updateShader(shader, frame, manifest)
      trees.setHaze(frame.haze)
      emptyWatch?.look()
      labels.update(frame)
      ground?.setNight(nightShare(frame.elevation))
    },
    setQuality(next) {
      quality = next
      for (const tileset of tilesets) tileset.maximumScreenSpaceError = presets[next].cityError
      reshade(() => shader.setLite(next === 'lite'))
    },
    settled: () => tilesets.every(tileset => tileset.tilesLoaded),
    setRows() {
      shader.setRows(rows)
      stage.requestRender()
    },
    setHover(row) {
      shader.setHover(row)
      stage.requestRender()
    },
    setSelection(selected) {
      shader.setOutlined(selected.length <= mostOutlined && source.outline !== undefined)
      outline.show(selected)
    },
    setOpacity(opacity) {
      reshade(() => shader.setOpacity(opacity))
      trees.setOpacity(opacity)
      ground?.setOpacity(opacity)
      stage.requestRender()
    },
    setVisible(next) {
      visible = next
      outline.setVisible(next)
      labels.setVisible(next)
      for (const tileset of tilesets) tileset.show = next
      ground?.setVisible(next)
      stage.requestRender()
    },
    dispose() {
      disposed = true
      emptyWatch?.dispose()
      outline.dispose()
      labels.dispose()
      for (const tileset of tilesets) widget.scene.primitives.remove(tileset)
      ground?.dispose()
      for (const clean of cleanups) clean()
      stage.requestRender()
    },
  }
}

/** Notes when all of the city's first view had come, as `city:ID` among the page's performance marks. */
function markFirstPicture(tileset: Cesium3DTileset, id: string): void {
  let visible = false
  const stopLooking = tileset.tileVisible.addEventListener(() => {
    visible = true
    stopLooking()
  })
  const stopWaiting = tileset.allTilesLoaded.addEventListener(() => {
    if (!visible) return
    performance.mark(`city:${id}`)
    stopWaiting()
  })
}

function addGround(
  { widget: { scene }, requestRender }: Stage,
  source: CityLayerOptions['source'],
  extent: CityLayerOptions['manifest']['extent'],
) {
  const day = new ImageryLayer(createGroundProvider(source, extent, 'day', requestRender), {})
  const night = new ImageryLayer(createGroundProvider(source, extent, 'night', requestRender), {})
  let visible = true
  let dark = 0
  let opacity = 1
  const apply = () => {
    day.alpha = (1 - dark) * opacity
    night.alpha = dark * opacity
    day.show = visible && dark < 0.99
    night.show = visible && dark > 0.01
  }
  apply()
  scene.imageryLayers.add(day)
  scene.imageryLayers.add(night)
  return {
    setNight(share: number) {
      dark = share
      apply()
    },
    setOpacity(next: number) {
      opacity = next
      apply()
    },
    setVisible(next: boolean) {
      visible = next
      apply()
    },
    dispose() {
      scene.imageryLayers.remove(day, true)
      scene.imageryLayers.remove(night, true)
    },
  }
}

function updateShader(
  shader: CityShader,
  frame: FrameInfo,
  { extent, ground, parts }: CityLayerOptions['manifest'],
): void {
  shader.setFrame({
    night: nightShare(frame.elevation),
    dusk: moodShares(frame.elevation).dusk,
    hour: solarHour(frame.time, (extent[0] + extent[2]) / 2),
    sun: frame.sun,
    up: frame.up,
    haze: frame.haze,
    eyeHeight: frame.cameraHeight + (parts.terrain ? 0 : ground),
  })
}

/** Cities without terrain stand on the ellipsoid: metres, earth-fixed, by which they are moved. */
function toLowering({ manifest }: CityLayerOptions): Cartesian3 {
  if (manifest.parts.terrain) return new Cartesian3()
  const [west, south, east, north] = manifest.extent
  const centre = Cartesian3.fromDegrees((west + east) / 2, (south + north) / 2)
  const up = Ellipsoid.WGS84.geodeticSurfaceNormal(centre)
  return Cartesian3.multiplyByScalar(up, -manifest.ground, up)
}

function raise({ origin: [x, y, z], direction }: Ray, lowering: Cartesian3): Ray {
  return { origin: [x - lowering.x, y - lowering.y, z - lowering.z], direction }
}
