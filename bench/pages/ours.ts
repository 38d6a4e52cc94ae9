import {
  Cartesian3,
  Math as CesiumMath,
  type CesiumWidget,
  HeadingPitchRange,
  Matrix4,
  type PerspectiveFrustum,
  Transforms,
} from 'cesium'
import { createRemoteWorker } from '../../src/compute/remote.ts'
import type { Column } from '../../src/model/city/table.ts'
import type { CityHost } from '../../src/pipeline/host/host.ts'
import { type CityLayer, createCityLayer, createScene, type Scene } from '../../src/scene/index.ts'
import type { BenchView } from '../city/view.ts'
import { colourOf, container, finish, offer } from './contract.ts'

/** Huijing as it is: the file goes to the city's worker, its tiles come back when the globe asks for them. No basemap, like the peers. */
const fullDetail = new URLSearchParams(location.search).has('full')
const remote = createRemoteWorker<CityHost>(
  () => new Worker(new URL('../../src/worker.ts', import.meta.url), { type: 'module' }),
)
let scene: Scene
let layer: CityLayer
let widget: CesiumWidget
let rowCount = 0

offer({
  async load(bytes, view) {
    const opening = remote.run(
      (host, port) => host.importFiles([{ name: 'city.geojson', blob: new Blob([bytes]) }], { id: 'bench' }, port),
      {},
    )
    scene = createScene(container(), { quality: 'lite', reducedMotion: true })
    scene.add({
      id: 'bare',
      mount(stage) {
        widget = stage.widget
        widget.scene.globe.show = false
        widget.imageryLayers.removeAll()
        return { dispose() {} }
      },
    })
    lookFrom(view)
    const opened = await opening
    rowCount = opened.rowCount
    layer = createCityLayer({
      id: 'bench',
      ...opened,
      source: {
        tile: path => remote.call(host => host.tile(path)),
        heights: (level, x, y, size) => remote.call(host => host.heights(level, x, y, size)),
        groundImage: (level, x, y, theme) => remote.call(host => host.groundImage(level, x, y, theme)),
      },
    })
    scene.add(layer)
    if (fullDetail) refine()
    await settled()
  },
  frame() {
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
    layer.setColors(toColours(await remote.call(host => host.column(attribute) as Promise<Column>), rowCount))
    widget.scene.render()
  },
  async fullDetail() {
    refine()
    await settled()
  },
})

function refine(): void {
  const { primitives } = widget.scene
  for (let i = 0; i < primitives.length; i++) {
    const primitive = primitives.get(i) as { maximumScreenSpaceError?: number }
    if (primitive.maximumScreenSpaceError !== undefined) primitive.maximumScreenSpaceError = 0.1
  }
}

/** The complete picture: everything of the view has come, and was drawn. */
function settled(): Promise<void> {
  return new Promise(resolve => {
    const check = () => {
      scene.requestRender()
      requestAnimationFrame(() => (scene.stats().settled && scene.stats().triangles > 0 ? resolve() : check()))
    }
    check()
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

function toColours(column: Column, rows: number): Uint8Array {
  const colours = new Uint8Array(rows * 3)
  if (column.type === 'category') {
    const palette = column.dictionary.map(colourOf)
    for (let row = 0; row < rows; row++) colours.set(palette[column.codes[row]] ?? [200, 200, 200], row * 3)
  } else if (column.type === 'number')
    for (let row = 0; row < rows; row++) colours.set(colourOf(column.values[row]), row * 3)
  return colours
}
