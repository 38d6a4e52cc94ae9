import { Cartesian3, type CesiumWidget } from 'cesium'

const members = ['position', 'direction', 'up', 'right'] as const

/** Of the largest component: a micrometre for places, far below a pixel for directions. */
const noise = 1e-13

/**
 * Cesium makes the camera's axes square again in every turn of its loop, and with some views the last bits never come to rest: it took
 * its own rounding for a movement (anything above 1e-15) and drew without end. What is only noise is taken back before it looks.
 */
export function holdStill({ scene, camera }: CesiumWidget): () => void {
  const drawn = members.map(member => Cartesian3.clone(camera[member]))
  const removers = [
    scene.preUpdate.addEventListener(() => {
      if (!members.every((member, i) => isNoise(camera[member], drawn[i]))) return
      for (const [i, member] of members.entries()) Cartesian3.clone(drawn[i], camera[member])
    }),
    scene.postRender.addEventListener(() => {
      for (const [i, member] of members.entries()) Cartesian3.clone(camera[member], drawn[i])
    }),
  ]
  return () => {
    for (const remove of removers) remove()
  }
}

const isNoise = (now: Cartesian3, before: Cartesian3): boolean =>
  Cartesian3.equalsEpsilon(now, before, 0, noise * Math.max(1, Cartesian3.magnitude(before)))
