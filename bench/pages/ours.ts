import {
  Cartesian3,
  Cesium3DTileset,
  Math as CesiumMath,
  type CesiumWidget,
  HeadingPitchRange,
  Matrix4,
  type PerspectiveFrustum,
  Transforms,
} from 'cesium'
import { createRemoteWorker } from '../../src/compute/remote.ts'
import type { CitySource } from '../../src/model/city/city.ts'
import type { Column } from '../../src/model/city/table.ts'
import { toRowColors } from '../../src/model/style/colors.ts'
import { paletteColors } from '../../src/model/style/palette.ts'
import { missingColor, type Style } from '../../src/model/style/style.ts'
import type { CityHost } from '../../src/pipeline/host/host.ts'
import { type CityLayer, createCityLayer, createScene, type Scene, type SceneLayer } from '../../src/scene/index.ts'
import { type BenchView, container, finish, offer } from './contract.ts'

/** Huijing as it is: the file goes to the city's worker, its tiles come back when the globe asks for them. No basemap, like the peers. */
const fullDetail = new URLSearchParams(location.search).has('full')
const remote = createRemoteWorker<CityHost>(
  () => new Worker(new URL('../../src/worker.ts', import.meta.url), { type: 'module' }),
)
let scene: Scene
let layer: CityLayer
let widget: CesiumWidget

/** No basemap, like the peers; and the widget at hand. */
const bare: SceneLayer = {
  id: 'bare',
  mount(stage) {
    widget = stage.widget
    widget.scene.globe.show = false
    widget.imageryLayers.removeAll()
    return { dispose() {} }
  },
}

/** A function of its own: what closures of `load` see stays as long as they do, and the bytes must not. */
function open(bytes: ArrayBuffer) {
  const files = [{ path: 'city.geojson', blob: new Blob([bytes]) }]
  return remote.run((host, port) => host.importFiles(files, { id: 'bench' }, port), {})
}

const source: CitySource = {
  tile: path => remote.call(host => host.tile(path)),
  heights: (level, x, y, size) => remote.call(host => host.heights(level, x, y, size)),
  groundImage: (level, x, y, theme) => remote.call(host => host.groundImage(level, x, y, theme)),
}

const nextTask = () => new Promise(resolve => setTimeout(resolve))

offer({
  async load(bytes, view) {
    performance.mark('load')
    const opening = open(bytes)
    await nextTask()
    scene = createScene(container(), { quality: 'lite', reducedMotion: true })
    scene.add(bare)
    scene.warmUp()
    lookFrom(view)
    performance.mark('scene')
    const opened = await opening
    performance.mark('opened')
    layer = createCityLayer({ id: 'bench', ...opened, source })
    scene.add(layer)
    if (fullDetail) refine()
    await settled()
  },
  frame() {
    scene.requestRender()
    widget.scene.render()
    finish(widget.canvas.getContext('webgl2') as WebGL2RenderingContext)
  },
  async pick(x, y) {
    const ray = scene.pickRay(x, y)
    if (!ray) return undefined
    const hit = await remote.call(host => host.pick(layer.toCityRay(ray)))
    if (!hit) return undefined
    layer.setHover(hit.row)
    return remote.call(host => host.attributes(hit.row))
  },
  async restyle(attribute) {
    layer.setColors(
      toRowColors(styles[attribute], await remote.call(host => host.column(attribute) as Promise<Column>)),
    )
    scene.requestRender()
    widget.scene.render()
  },
  async fullDetail() {
    refine()
    await settled()
  },
})

function tilesets(): Cesium3DTileset[] {
  const { primitives } = widget.scene
  return Array.from({ length: primitives.length }, (_, i) => primitives.get(i)).filter(
    // What warms the scene up is hidden.
    primitive => primitive instanceof Cesium3DTileset && primitive.show && primitive.root.children.length > 0,
  )
}

function refine(): void {
  for (const tileset of tilesets()) tileset.maximumScreenSpaceError = 0.01
}

/** The complete picture: everything of the view has come, and a frame has drawn it. */
function settled(): Promise<void> {
  let drawn = 0
  const counted = new Set<Cesium3DTileset>()
  return new Promise(resolve => {
    const removers = [
      widget.scene.preUpdate.addEventListener(() => {
        drawn = 0
        for (const tileset of tilesets()) {
          if (counted.has(tileset)) continue
          counted.add(tileset)
          removers.push(
            tileset.tileVisible.addEventListener(() => {
              drawn += 1
            }),
          )
        }
      }),
      widget.scene.postRender.addEventListener(() => {
        if (drawn === 0 || !scene.stats().settled) return scene.requestRender()
        for (const remove of removers) remove()
        resolve()
      }),
    ]
    scene.requestRender()
  })
}

function lookFrom(view: BenchView): void {
  const frustum = widget.camera.frustum as PerspectiveFrustum
  frustum.fov = 2 * Math.atan((innerWidth / innerHeight) * Math.tan(view.fovY / 2))
  widget.camera.lookAtTransform(
    Transforms.eastNorthUpToFixedFrame(Cartesian3.fromDegrees(view.lon, view.lat)),
    new HeadingPitchRange(0, CesiumMath.toRadians(-30), view.distance),
  )
  widget.camera.lookAtTransform(Matrix4.IDENTITY)
}

const styles: Record<string, Style> = {
  year: {
    type: 'sequential',
    attribute: 'year',
    ramp: 'viridis',
    breaks: [1960, 1970, 1980, 1990, 2000, 2010, 2020],
    method: 'manual',
    reversed: false,
    missing: missingColor,
  },
  use: {
    type: 'categorical',
    palette: 'okabe-ito',
    attribute: 'use',
    classes: ['residential', 'office', 'retail', 'industrial'].map((value, i) => ({
      value,
      color: paletteColors('okabe-ito')[i],
    })),
    other: '#cccccc',
    missing: missingColor,
  },
}
