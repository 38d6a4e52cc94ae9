import { DataError } from '#model/exchange/error.ts'
import type { Cursor } from './cursor.ts'

export interface TerrainHeader {
  /** Earth-centred, metres. */
  centre: readonly [number, number, number]
  /** Metres above the ellipsoid. */
  minimumHeight: number
  maximumHeight: number
  boundingSphere: { centre: readonly [number, number, number]; radius: number }
}

const headerLength = 88

export function parseHeader(cursor: Cursor): TerrainHeader {
  cursor.need(headerLength)
  const doubles = (count: number) => Array.from({ length: count }, () => cursor.double())
  const point = () => doubles(3) as [number, number, number]
  const centre = point()
  const [minimumHeight, maximumHeight] = [cursor.float(), cursor.float()]
  const boundingSphere = { centre: point(), radius: cursor.double() }
  // The horizon occlusion point serves rendering only.
  point()
  const numbers = [...centre, minimumHeight, maximumHeight, ...boundingSphere.centre, boundingSphere.radius]
  if (!numbers.every(Number.isFinite)) throw new DataError('schema', 'The header of the terrain tile is not finite.')
  if (minimumHeight > maximumHeight)
    throw new DataError('schema', 'The lowest height of the terrain tile is above its highest.')
  return { centre, minimumHeight, maximumHeight, boundingSphere }
}
