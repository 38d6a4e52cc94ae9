import { fromEcef, toEcef } from '#math/geodesy/ellipsoid.ts'
import type { BoundingVolume } from './tileset.ts'

/** Points on bounding volumes in earth-centred coordinates, so that volumes of different sorts can be compared. */

export type Matrix = readonly number[]
export type Point = [number, number, number]

export const identity: Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]

/** Product of two column-major 4 by 4 matrices. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  const product = Array<number>(16).fill(0)
  for (let column = 0; column < 4; column++)
    for (let row = 0; row < 4; row++)
      for (let k = 0; k < 4; k++) product[column * 4 + row] += a[k * 4 + row] * b[column * 4 + k]
  return product
}

export function transformPoint(m: Matrix, [x, y, z]: Point): Point {
  return [
    m[0] * x + m[4] * y + m[8] * z + m[12],
    m[1] * x + m[5] * y + m[9] * z + m[13],
    m[2] * x + m[6] * y + m[10] * z + m[14],
  ]
}

/** Gives the metres by which an earth-centred point lies outside of the volume, 0 or less inside. `matrix` is the volume's frame. */
export function createOutside(volume: BoundingVolume, matrix: Matrix): (point: Point) => number {
  if (volume.region) return outsideRegion(volume.region)
  if (volume.box) return outsideBox(volume.box, matrix)
  const [x, y, z, radius] = volume.sphere!
  const scale = Math.max(...[0, 4, 8].map(i => Math.hypot(matrix[i], matrix[i + 1], matrix[i + 2])))
  const centre = transformPoint(matrix, [x, y, z])
  return point => Math.hypot(point[0] - centre[0], point[1] - centre[1], point[2] - centre[2]) - radius * scale
}

const earthRadius = 6378137

function outsideRegion([west, south, east, north, low, high]: number[]): (point: Point) => number {
  const turn = west > east ? 2 * Math.PI : 0
  return point => {
    const [lonDegrees, latDegrees, height] = fromEcef(point[0], point[1], point[2])
    const [lon, lat] = [(lonDegrees * Math.PI) / 180, (latDegrees * Math.PI) / 180]
    const eastward = lon < west && turn ? lon + turn : lon
    const across = Math.max(west - eastward, eastward - (east + turn)) * Math.cos(lat) * earthRadius
    const along = Math.max(south - lat, lat - north) * earthRadius
    return Math.max(across, along, low - height, height - high)
  }
}

function outsideBox(box: number[], matrix: Matrix): (point: Point) => number {
  const centre = transformPoint(matrix, [box[0], box[1], box[2]])
  const axes = [3, 6, 9].map(axis => {
    const tip = transformPoint(matrix, [box[0] + box[axis], box[1] + box[axis + 1], box[2] + box[axis + 2]])
    const half = tip.map((value, i) => value - centre[i])
    return { half, length: Math.hypot(...half) }
  })
  // A flat box has an axis of no length; its direction is lost, and with it what could be compared.
  const known = axes.filter(({ length }) => length > 0)
  return ([x, y, z]) => {
    let outside = Number.NEGATIVE_INFINITY
    for (const { half, length } of known) {
      const along = (x - centre[0]) * half[0] + (y - centre[1]) * half[1] + (z - centre[2]) * half[2]
      outside = Math.max(outside, Math.abs(along) / length - length)
    }
    return outside
  }
}

/** Corners of the volume (of a sphere: its 6 extremes), earth-centred. */
export function cornersOf(volume: BoundingVolume, matrix: Matrix): Point[] {
  if (volume.region) return regionCorners(volume.region)
  if (volume.box) return boxCorners(volume.box).map(corner => transformPoint(matrix, corner))
  const [x, y, z, radius] = volume.sphere!
  const reach = [-radius, radius].flatMap((r): Point[] => [
    [x + r, y, z],
    [x, y + r, z],
    [x, y, z + r],
  ])
  return reach.map(point => transformPoint(matrix, point))
}

function regionCorners([west, south, east, north, low, high]: number[]): Point[] {
  const degrees = 180 / Math.PI
  return [west, east].flatMap(lon =>
    [south, north].flatMap(lat => [low, high].map((height): Point => toEcef(lon * degrees, lat * degrees, height))),
  )
}

function boxCorners(box: number[]): Point[] {
  const signs = [-1, 1]
  return signs.flatMap(u =>
    signs.flatMap(v =>
      signs.map(
        (w): Point => [0, 1, 2].map(i => box[i] + u * box[3 + i] + v * box[6 + i] + w * box[9 + i]) as unknown as Point,
      ),
    ),
  )
}
