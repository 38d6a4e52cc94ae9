import type { NoticeLog } from '#model/exchange/notice.ts'
import { isRecord, type Transform, type Triple } from './document.ts'

/** Three numbers a vertex, NaN for all three where one is not a finite number. */
export function readVertices(vertices: unknown[], notices: NoticeLog): Float64Array {
  const values = new Float64Array(vertices.length * 3)
  for (let i = 0; i < vertices.length; i++) {
    const vertex = vertices[i]
    if (isTriple(vertex)) values.set(vertex, i * 3)
    else {
      values.fill(Number.NaN, i * 3, i * 3 + 3)
      notices.warn('non-finite', `vertex ${i}`)
    }
  }
  return values
}

export function readTransform(transform: unknown): Transform | undefined {
  if (!isRecord(transform) || !isTriple(transform.scale) || !isTriple(transform.translate)) return undefined
  return { scale: transform.scale, translate: transform.translate }
}

function isTriple(value: unknown): value is Triple {
  return (
    Array.isArray(value) &&
    value.length >= 3 &&
    Number.isFinite(value[0]) &&
    Number.isFinite(value[1]) &&
    Number.isFinite(value[2])
  )
}

/** Version 1.0 allows real coordinates; 2.0 does not. */
export function areIntegers(vertices: Float64Array): boolean {
  return vertices.every(value => Number.isInteger(value) || Number.isNaN(value))
}

/**
 * Rounds coordinates to a grid of their own: a millimetre, or a billionth of a degree (0.1 mm) where all x and y could be degrees.
 * Changes the array in place.
 */
export function quantize(coordinates: Float64Array, transform: Transform | undefined): Transform {
  if (transform) dequantize(coordinates, transform)
  const low: Triple = [Infinity, Infinity, Infinity]
  let reach = 0
  for (let i = 0; i < coordinates.length; i++) {
    const value = coordinates[i]
    if (value < low[i % 3]) low[i % 3] = value
    if (i % 3 < 2 && Math.abs(value) > reach) reach = Math.abs(value)
  }
  const step = reach <= 360 && reach > 0 && isGeographic(coordinates) ? 1e-9 : 0.001
  const scale: Triple = [step, step, 0.001]
  const translate = low.map(value => (Number.isFinite(value) ? value : 0)) as Triple
  for (let i = 0; i < coordinates.length; i++) {
    coordinates[i] = Math.round((coordinates[i] - translate[i % 3]) / scale[i % 3]) + 0 // No negative zero.
  }
  return { scale, translate }
}

/** Degrees of a city: all within a few degrees of each other, and with fractions finer than a millimetre. */
function isGeographic(coordinates: Float64Array): boolean {
  for (let i = 0; i < coordinates.length; i++) {
    if (i % 3 < 2 && Math.abs(coordinates[i] * 1000 - Math.round(coordinates[i] * 1000)) > 1e-6) return true
  }
  return false
}

function dequantize(vertices: Float64Array, { scale, translate }: Transform): void {
  for (let i = 0; i < vertices.length; i++) vertices[i] = vertices[i] * scale[i % 3] + translate[i % 3]
}
