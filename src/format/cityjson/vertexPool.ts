import { FloatList } from '#math/growable.ts'
import type { Transform, Triple } from './document.ts'

/** Metres. */
const step = 0.001

/** Vertices rounded to a millimetre, each once. */
export interface VertexPool {
  /** Index of the vertex at x, y, z (metres). */
  add(x: number, y: number, z: number): number
  /** Writes the rounded position of a vertex, in steps. */
  locate(index: number, out: Float64Array): void
  /** The vertices relative to the lowest x, y and z, and the transform that says so. */
  take(): { vertices: Float64Array; transform: Transform }
  /** The vertices in a transform that is given, in whole steps. */
  takeFrom(transform: Transform): Float64Array
}

/** Open addressing over the coordinates themselves: a map of texts would weigh more than the city. */
export function createVertexPool(capacity = 1024): VertexPool {
  const coordinates = new FloatList(3 * capacity)
  /** At least twice as many as vertices, a power of two. */
  let slots = new Int32Array(4 * capacity).fill(-1)
  const slotOf = (x: number, y: number, z: number): number => {
    const { data } = coordinates
    const mask = slots.length - 1
    let slot = hash(x, y, z) & mask
    for (let at = slots[slot] * 3; at >= 0; at = slots[slot] * 3) {
      if (data[at] === x && data[at + 1] === y && data[at + 2] === z) break
      slot = (slot + 1) & mask
    }
    return slot
  }
  const grow = () => {
    slots = new Int32Array(slots.length * 2).fill(-1)
    const { data, length } = coordinates
    for (let at = 0; at < length; at += 3) slots[slotOf(data[at], data[at + 1], data[at + 2])] = at / 3
  }
  return {
    add(x, y, z) {
      const [i, j, k] = [Math.round(x / step) + 0, Math.round(y / step) + 0, Math.round(z / step) + 0]
      const slot = slotOf(i, j, k)
      if (slots[slot] >= 0) return slots[slot]
      const index = coordinates.length / 3
      slots[slot] = index
      coordinates.push(i)
      coordinates.push(j)
      coordinates.push(k)
      if (index * 2 > slots.length) grow()
      return index
    },
    locate(index, out) {
      out.set(coordinates.data.subarray(index * 3, index * 3 + 3))
    },
    take() {
      const vertices = coordinates.take()
      const low: Triple = [0, 0, 0]
      for (let axis = 0; axis < 3 && vertices.length > 0; axis++) {
        low[axis] = vertices[axis]
        for (let i = axis; i < vertices.length; i += 3) low[axis] = Math.min(low[axis], vertices[i])
      }
      for (let i = 0; i < vertices.length; i++) vertices[i] -= low[i % 3]
      const translate = low.map(value => Number((value * step).toFixed(3))) as Triple
      return { vertices, transform: { scale: [step, step, step], translate } }
    },
    takeFrom({ translate }) {
      const vertices = coordinates.take()
      for (let i = 0; i < vertices.length; i++) vertices[i] -= Math.round(translate[i % 3] / step)
      return vertices
    },
  }
}

function hash(x: number, y: number, z: number): number {
  const mixed = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(y | 0, 0x85ebca6b) ^ Math.imul(z | 0, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
