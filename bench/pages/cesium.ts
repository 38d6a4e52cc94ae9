import {
  Cartesian3,
  Math as CesiumMath,
  CesiumWidget,
  Color,
  DataSourceCollection,
  DataSourceDisplay,
  GeoJsonDataSource,
  HeadingPitchRange,
  Matrix4,
  type PerspectiveFrustum,
  Transforms,
} from 'cesium'
import { colourOf, container, finish, offer } from './contract.ts'

/** Cesium's own way to a GeoJSON file: one entity a building. */
let widget: CesiumWidget | undefined

offer({
  async load(bytes, view) {
    widget = new CesiumWidget(container(), {
      baseLayer: false,
      globe: false,
      skyBox: false,
      skyAtmosphere: false,
      msaaSamples: 1,
      contextOptions: { webgl: { preserveDrawingBuffer: true } },
    })
    const source = await GeoJsonDataSource.load(JSON.parse(new TextDecoder().decode(bytes)))
    for (const entity of source.entities.values) {
      if (!entity.polygon) continue
      const properties = entity.properties?.getValue(widget.clock.currentTime) as { height: number; use: string }
      const [red, green, blue] = colourOf(properties.use)
      Object.assign(entity.polygon, {
        extrudedHeight: properties.height,
        height: 0,
        outline: false,
        material: Color.fromBytes(red, green, blue),
      })
    }
    const sources = new DataSourceCollection()
    await sources.add(source)
    const display = new DataSourceDisplay({ scene: widget.scene, dataSourceCollection: sources })
    const frustum = widget.camera.frustum as PerspectiveFrustum
    frustum.fov = 2 * Math.atan((widget.canvas.clientWidth / widget.canvas.clientHeight) * Math.tan(view.fovY / 2))
    widget.camera.lookAtTransform(
      Transforms.eastNorthUpToFixedFrame(Cartesian3.fromDegrees(view.lon, view.lat)),
      new HeadingPitchRange(0, CesiumMath.toRadians(-30), view.distance),
    )
    widget.camera.lookAtTransform(Matrix4.IDENTITY)
    await new Promise<void>(resolve => {
      widget?.scene.postRender.addEventListener(() => {
        if (display.update(widget!.clock.currentTime)) resolve()
      })
    })
    await new Promise(resolve => requestAnimationFrame(resolve))
  },
  frame() {
    widget?.scene.render()
    finish(widget?.canvas.getContext('webgl2') as WebGL2RenderingContext)
  },
})
