import type { CityGeometry, Transform } from './document.ts'

/** Where vertex indices lead: the file's vertices, or a template's vertices as one instance places them. */
export interface Space {
  /** Number of vertices. */
  readonly count: number
  /** Writes x, y, z of vertex `index`, which must be less than `count`. */
  locate(index: number, out: Float64Array): void
}

/** With `latitudeFirst`, x and y change places. */
export function createSpace(vertices: Float64Array, { scale, translate }: Transform, latitudeFirst = false): Space {
  const [sx, sy, sz] = scale
  const [tx, ty, tz] = translate
  const x = latitudeFirst ? 1 : 0
  return {
    count: vertices.length / 3,
    locate(index, out) {
      out[x] = vertices[index * 3] * sx + tx
      out[1 - x] = vertices[index * 3 + 1] * sy + ty
      out[2] = vertices[index * 3 + 2] * sz + tz
    },
  }
}

/**
 * The space of a `GeometryInstance`: coordinate = matrix · template vertex + reference point. The matrix is row-major, the identity
 * where it is missing or wrong. Undefined where the reference point is.
 */
export function createInstanceSpace(geometry: CityGeometry, templates: Float64Array, model: Space): Space | undefined {
  const anchor = Array.isArray(geometry.boundaries) ? geometry.boundaries[0] : undefined
  if (typeof anchor !== 'number' || !Number.isInteger(anchor) || anchor < 0 || anchor >= model.count) return undefined
  const origin = new Float64Array(3)
  model.locate(anchor, origin)
  const m = isMatrix(geometry.transformationMatrix) ? geometry.transformationMatrix : identity
  return {
    count: templates.length / 3,
    locate(index, out) {
      const x = templates[index * 3]
      const y = templates[index * 3 + 1]
      const z = templates[index * 3 + 2]
      out[0] = m[0] * x + m[1] * y + m[2] * z + m[3] + origin[0]
      out[1] = m[4] * x + m[5] * y + m[6] * z + m[7] + origin[1]
      out[2] = m[8] * x + m[9] * y + m[10] * z + m[11] + origin[2]
    },
  }
}

const identity = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]

function isMatrix(value: unknown): value is number[] {
  return Array.isArray(value) && value.length === 16 && value.every(Number.isFinite)
}
