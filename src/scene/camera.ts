import {
  BoundingSphere,
  Cartesian2,
  Cartesian3,
  Cartographic,
  Math as CesiumMath,
  type CesiumWidget,
  Ellipsoid,
  HeadingPitchRange,
  Matrix4,
  Rectangle,
  Transforms,
} from 'cesium'
import type { Extent } from '#model/geo/extent.ts'
import { requireExtent, requireView } from './gate/number.ts'
import type { SceneCamera, View } from './scene.ts'

const { toDegrees, toRadians } = CesiumMath

const defaultPitch = -30

/** The camera of whatever widget is there now: after a lost context it is another one. */
export function createCamera(widgetNow: () => CesiumWidget, reducedMotion: boolean): SceneCamera {
  let home: { extent: Extent; heights: readonly [number, number] } | undefined
  const camera = () => widgetNow().camera
  const render = () => widgetNow().scene.requestRender()

  const flyToExtent: SceneCamera['flyToExtent'] = (extent, heights, options = {}) => {
    const sphere = toSphere(requireExtent(extent), heights)
    const { heading = 0, pitch = defaultPitch, duration = 1.6 } = options
    const offset = new HeadingPitchRange(toRadians(heading), toRadians(pitch), rangeFor(widgetNow(), sphere))
    return new Promise(resolve => {
      camera().flyToBoundingSphere(sphere, {
        offset,
        duration: reducedMotion ? 0 : duration,
        complete: resolve,
        cancel: resolve,
      })
      render()
    })
  }

  return {
    get: () => readView(widgetNow()),
    set(view) {
      camera().cancelFlight()
      camera().setView(toCesiumView(requireView(view)))
      render()
    },
    flyTo(view, options = {}) {
      const target = toCesiumView(requireView(view))
      return new Promise(resolve => {
        const duration = reducedMotion ? 0 : (options.duration ?? 1.6)
        camera().flyTo({ ...target, duration, complete: resolve, cancel: resolve })
        render()
      })
    },
    flyToExtent,
    orbit: degreesPerSecond => orbit(widgetNow, degreesPerSecond),
    zoom(factor) {
      aroundCentre(widgetNow(), offset => {
        offset.range = CesiumMath.clamp(offset.range * factor, 10, 4e7)
      })
      render()
    },
    turn(heading, pitch) {
      aroundCentre(widgetNow(), offset => {
        offset.heading += toRadians(heading)
        offset.pitch = CesiumMath.clamp(offset.pitch + toRadians(pitch), -CesiumMath.PI_OVER_TWO, toRadians(-3))
      })
      render()
    },
    pan(right, forward) {
      panView(widgetNow(), right, forward)
      render()
    },
    async home(options) {
      if (home) return flyToExtent(home.extent, home.heights, options)
      return flyToExtent([73, 18, 135, 54], [0, 0], { pitch: -90, ...options })
    },
    setHome(extent, heights) {
      home = { extent: requireExtent(extent), heights }
    },
  }
}

export function readView({ camera }: CesiumWidget): View {
  const { longitude, latitude, height } = camera.positionCartographic
  return {
    lon: toDegrees(longitude),
    lat: toDegrees(latitude),
    height,
    heading: toDegrees(camera.heading),
    pitch: toDegrees(camera.pitch),
  }
}

function toCesiumView(view: View) {
  return {
    destination: Cartesian3.fromDegrees(view.lon, view.lat, view.height),
    orientation: { heading: toRadians(view.heading), pitch: toRadians(view.pitch), roll: 0 },
  }
}

function toSphere([west, south, east, north]: Extent, [low, high]: readonly [number, number]): BoundingSphere {
  const rectangle = Rectangle.fromDegrees(west, south, east, north)
  const lower = BoundingSphere.fromRectangle3D(rectangle, Ellipsoid.WGS84, low)
  const upper = BoundingSphere.fromRectangle3D(rectangle, Ellipsoid.WGS84, high)
  const sphere = BoundingSphere.union(lower, upper)
  // A single lamp post would otherwise put the camera into it.
  sphere.radius = Math.max(sphere.radius, 30)
  return sphere
}

/** Distance at which the sphere fills the view: a city is flat, and seen aslant its ends may touch the edges. */
function rangeFor({ camera }: CesiumWidget, { radius }: BoundingSphere): number {
  const frustum = camera.frustum as { fov?: number; aspectRatio?: number }
  const fov = frustum.fov ?? CesiumMath.PI_OVER_THREE
  const narrow = (frustum.aspectRatio ?? 1) >= 1 ? fov / (frustum.aspectRatio ?? 1) : fov
  return Math.max((radius * 0.54) / Math.tan(narrow / 2), radius * 1.05)
}

/** Point of the ground in the middle of the view; far below the camera where the middle is sky. */
function centreOf({ scene, camera, canvas }: CesiumWidget): Cartesian3 {
  const middle = new Cartesian2(canvas.clientWidth / 2, canvas.clientHeight / 2)
  const ray = camera.getPickRay(middle)
  const hit = ray && scene.globe.pick(ray, scene)
  if (hit) return hit
  const { longitude, latitude } = camera.positionCartographic
  return Cartesian3.fromRadians(longitude, latitude, 0)
}

function aroundCentre(widget: CesiumWidget, change: (offset: HeadingPitchRange) => void): void {
  const { camera } = widget
  const centre = centreOf(widget)
  const offset = new HeadingPitchRange(camera.heading, camera.pitch, Cartesian3.distance(camera.positionWC, centre))
  change(offset)
  camera.lookAtTransform(Transforms.eastNorthUpToFixedFrame(centre), offset)
  // Left in the local frame, mouse control would turn about that point for ever.
  camera.lookAtTransform(Matrix4.IDENTITY)
}

function orbit(widgetNow: () => CesiumWidget, degreesPerSecond: number): () => void {
  let last = performance.now()
  let handle = requestAnimationFrame(step)
  function step(now: number) {
    const turned = ((now - last) / 1000) * degreesPerSecond
    last = now
    aroundCentre(widgetNow(), offset => {
      offset.heading += toRadians(turned)
    })
    widgetNow().scene.requestRender()
    handle = requestAnimationFrame(step)
  }
  return () => cancelAnimationFrame(handle)
}

function panView(widget: CesiumWidget, right: number, forward: number): void {
  const { camera } = widget
  const distance = Cartesian3.distance(camera.positionWC, centreOf(widget))
  const { longitude, latitude, height } = camera.positionCartographic
  const east = (right * Math.cos(camera.heading) + forward * Math.sin(camera.heading)) * distance
  const north = (forward * Math.cos(camera.heading) - right * Math.sin(camera.heading)) * distance
  const earth = Ellipsoid.WGS84.maximumRadius
  const place = new Cartographic(
    CesiumMath.negativePiToPi(longitude + east / (earth * Math.max(Math.cos(latitude), 0.01))),
    CesiumMath.clamp(latitude + north / earth, -1.5, 1.5),
    height,
  )
  camera.setView({
    destination: Cartographic.toCartesian(place),
    orientation: { heading: camera.heading, pitch: camera.pitch, roll: 0 },
  })
}
