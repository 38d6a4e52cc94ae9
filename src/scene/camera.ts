import {
  Cartesian2,
  Cartesian3,
  Cartographic,
  Math as CesiumMath,
  type CesiumWidget,
  Ellipsoid,
  HeadingPitchRange,
  Matrix4,
  Transforms,
} from 'cesium'
import type { Extent } from '#model/geo/extent.ts'
import { fitPoints, type Padding, toSlopes } from './fit.ts'
import { requireExtent, requireView } from './gate/number.ts'
import type { SceneCamera, View } from './scene.ts'

const { toDegrees, toRadians } = CesiumMath

const defaultPitch = -30
const noPadding: Padding = { left: 0, right: 0, top: 0, bottom: 0 }

/** The camera of whatever widget is there now: after a lost context it is another one. */
export function createCamera(
  widgetNow: () => CesiumWidget,
  { reducedMotion, padding = () => noPadding }: { reducedMotion: boolean; padding?: () => Padding },
): SceneCamera {
  let home: { extent: Extent; heights: readonly [number, number] } | undefined
  const camera = () => widgetNow().camera
  const render = () => widgetNow().scene.requestRender()

  const flyToExtent: SceneCamera['flyToExtent'] = (extent, heights, options = {}) => {
    const { heading = 0, pitch = defaultPitch, duration = 1.6 } = options
    const destination = placeFor(widgetNow(), requireExtent(extent), heights, { heading, pitch }, padding())
    return new Promise(resolve => {
      camera().flyTo({
        destination,
        orientation: { heading: toRadians(heading), pitch: toRadians(pitch), roll: 0 },
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
      if (home) return flyToExtent(home.extent, home.heights, { pitch: homePitch(widgetNow()), ...options })
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

/** Metres of air that a camera keeps below it. */
const leastClearance = 2

/**
 * Lifts a camera that fell through the ground. Cesium's own collision knows only ground that is loaded, and one turn of the wheel in a
 * slow frame jumps over it. Where no ground is loaded, the ellipsoid serves.
 */
export function keepAboveGround({ camera, scene }: CesiumWidget): void {
  const { longitude, latitude, height } = camera.positionCartographic
  const ground = scene.globe.show ? scene.globe.getHeight(camera.positionCartographic) : undefined
  const least = (ground ?? 0) + leastClearance
  // With a little room: what was lifted must not be lifted again, or the idle scene would never rest.
  if (height < least - 0.1) camera.position = Cartesian3.fromRadians(longitude, latitude, least)
}

function toCesiumView(view: View) {
  return {
    destination: Cartesian3.fromDegrees(view.lon, view.lat, view.height),
    orientation: { heading: toRadians(view.heading), pitch: toRadians(view.pitch), roll: 0 },
  }
}

/** Degrees: the taller the picture, the more from above, so that a city as broad as long fills it. */
const homePitch = ({ canvas }: CesiumWidget): number => (canvas.clientHeight > canvas.clientWidth ? -52 : -38)

/**
 * Place of the camera from which an extent fills the part of the canvas that is free. Its corners may be cut off: cities seldom reach into
 * them. Directions are those at the middle of the extent.
 */
function placeFor(
  { camera, canvas }: CesiumWidget,
  [west, south, east, north]: Extent,
  [low, high]: readonly [number, number],
  { heading, pitch }: { heading: number; pitch: number },
  padding: Padding,
): Cartesian3 {
  const origin = Cartesian3.fromDegrees((west + east) / 2, (south + north) / 2, low)
  const frame = Transforms.eastNorthUpToFixedFrame(origin)
  const toLocal = Matrix4.inverseTransformation(frame, new Matrix4())
  const axes = toAxes(toRadians(heading), toRadians(pitch))
  const points: number[] = []
  const share = canvas.clientHeight > canvas.clientWidth ? uprightShare : 1
  for (const height of [low, Math.max(high, low + leastSize)])
    for (let step = 0; step < 16; step++) {
      const angle = (step * CesiumMath.TWO_PI) / 16
      const lon = (west + east) / 2 + ((east - west) / 2) * share * Math.cos(angle)
      const lat = (south + north) / 2 + ((north - south) / 2) * share * Math.sin(angle)
      const place = Matrix4.multiplyByPoint(toLocal, Cartesian3.fromDegrees(lon, lat, height), new Cartesian3())
      // A single lamp post would otherwise put the camera into it.
      place.x += leastSize * Math.cos(angle)
      place.y += leastSize * Math.sin(angle)
      points.push(...axes.map(axis => Cartesian3.dot(axis, place)))
    }
  const { clientWidth: width, clientHeight: height } = canvas
  const tangent = Math.tan(((camera.frustum as { fov?: number }).fov ?? CesiumMath.PI_OVER_THREE) / 2)
  const [right, up, forward] = fitPoints(points, toSlopes(Math.max(width, 1), Math.max(height, 1), tangent, padding))
  const local = new Cartesian3()
  for (const [share, axis] of [right, up, forward].map((share, i) => [share, axes[i]] as const))
    Cartesian3.add(local, Cartesian3.multiplyByScalar(axis, share, new Cartesian3()), local)
  return Matrix4.multiplyByPoint(frame, local, local)
}

/** On an upright screen the ends may be cut off, or a broad place would be a strip. */
const uprightShare = 0.72
/** Metres by which every extent is widened: one building is shown among its neighbours. */
const leastSize = 80

/** Right, up and forward of a camera in east, north, up; radians. */
function toAxes(heading: number, pitch: number): [Cartesian3, Cartesian3, Cartesian3] {
  const [sinH, cosH, sinP, cosP] = [Math.sin(heading), Math.cos(heading), Math.sin(pitch), Math.cos(pitch)]
  return [
    new Cartesian3(cosH, -sinH, 0),
    new Cartesian3(-sinH * sinP, -cosH * sinP, cosP),
    new Cartesian3(sinH * cosP, cosH * cosP, sinP),
  ]
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
