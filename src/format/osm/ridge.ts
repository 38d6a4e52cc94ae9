import { minimumAreaRectangle } from '#math/geometry/hull.ts'
import { roofShapes } from '#model/city/feature.ts'
import type { BuildingMeasures } from '#model/city/measures.ts'
import type { Tags } from '#model/city/tag.ts'
import type { Shape } from '#model/geo/shape.ts'

/**
 * Gives a ridge that runs across (`roof:orientation=across`) its direction: square to the longer side of the outline's least rectangle.
 * Without a direction, a ridge runs along that side anyway.
 */
export function withRidge(measures: BuildingMeasures, tags: Tags, shape: Shape): BuildingMeasures {
  const name = roofShapes[measures.roofShape]
  const across = tags.get('roof:orientation') === 'across' || tags.get('roof_orientation') === 'across'
  if (!across || (name !== 'gabled' && name !== 'hipped') || !Number.isNaN(measures.roofDirection)) return measures
  return { ...measures, roofDirection: acrossDirection(shape) }
}

/** Degrees clockwise from north, 0 to 180. */
function acrossDirection(shape: Shape): number {
  const { data } = shape.coordinates
  const from = shape.ringStart(shape.polygonStart(0))
  const to = shape.ringEnds.data[shape.polygonStart(0)]
  // Degrees of longitude are shorter than those of latitude.
  const shrink = Math.cos((data[from * 3 + 1] * Math.PI) / 180)
  const metric: number[] = []
  for (let v = from; v < to; v++)
    metric.push((data[v * 3] - data[from * 3]) * shrink, data[v * 3 + 1] - data[from * 3 + 1])
  const { angle } = minimumAreaRectangle(metric, 0, to - from)
  const along = 90 - (angle * 180) / Math.PI
  return (((along + 90) % 180) + 180) % 180
}
