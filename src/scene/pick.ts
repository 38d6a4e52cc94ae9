import { Cartesian2, Cartesian3, Cartographic, Math as CesiumMath, type CesiumWidget, SceneTransforms } from 'cesium'
import type { Ray } from '#model/city/city.ts'

/** Line of sight through a pixel; nothing is rendered for it. */
export function rayThrough({ camera }: CesiumWidget, x: number, y: number): Ray | undefined {
  const ray = camera.getPickRay(new Cartesian2(x, y))
  if (!ray) return undefined
  const { origin, direction } = ray
  return { origin: [origin.x, origin.y, origin.z], direction: [direction.x, direction.y, direction.z] }
}

export function groundAt({ scene, camera }: CesiumWidget, x: number, y: number): [number, number, number] | undefined {
  const ray = camera.getPickRay(new Cartesian2(x, y))
  const hit = ray && scene.globe.pick(ray, scene)
  if (!hit) return undefined
  const { longitude, latitude, height } = Cartographic.fromCartesian(hit)
  return [CesiumMath.toDegrees(longitude), CesiumMath.toDegrees(latitude), height]
}

export function screenAt(
  { scene }: CesiumWidget,
  lon: number,
  lat: number,
  height: number,
): [number, number] | undefined {
  const place = SceneTransforms.worldToWindowCoordinates(scene, Cartesian3.fromDegrees(lon, lat, height))
  return place && [place.x, place.y]
}

/** Corners on the ground, with edges cut fine enough that a straight line of the screen stays one over relief. */
export function groundPolygon(widget: CesiumWidget, corners: readonly number[]): Float64Array | undefined {
  const ground: number[] = []
  const count = corners.length / 2
  for (let i = 0; i < count; i++) {
    const j = (i + 1) % count
    for (let step = 0; step < stepsPerEdge; step++) {
      const t = step / stepsPerEdge
      const x = corners[2 * i] + t * (corners[2 * j] - corners[2 * i])
      const y = corners[2 * i + 1] + t * (corners[2 * j + 1] - corners[2 * i + 1])
      const hit = groundAt(widget, x, y)
      if (!hit) return undefined
      ground.push(hit[0], hit[1])
    }
  }
  return Float64Array.from(ground)
}

const stepsPerEdge = 8
