import type { Shape } from '#model/geo/shape.ts'
import { type Cursor, fail, next, tooDeep } from './cursor.ts'
import { readNumber } from './number.ts'
import { goesOn, skipValue } from './scanner.ts'

/** Thrown within the coordinates of one geometry that are no coordinates; the rest of the file is all right. */
class BadCoordinates extends Error {
  override readonly name = 'BadCoordinates'
}

const bad = new BadCoordinates('not coordinates')

/**
 * Reads a `coordinates` member into the shape, which is cleared before. Gives how deep positions lie (1 for a point, 4 for a
 * multipolygon), 0 where there are none, and -1 where the value is no array of positions; it is stepped over in any case.
 */
export function readCoordinates(c: Cursor, shape: Shape): number {
  shape.clear()
  const start = c.pos
  try {
    return readLevel(c, shape, 0)
  } catch (error) {
    if (error !== bad) throw error
    shape.clear()
    c.pos = start
    skipValue(c)
    return -1
  }
}

function readLevel(c: Cursor, shape: Shape, depth: number): number {
  if (next(c) !== 91) throw bad
  if (depth >= c.maxDepth) tooDeep(c)
  c.pos++
  const byte = next(c)
  if (byte === 93) {
    c.pos++
    return 0
  }
  if (byte !== 91) {
    readPosition(c, shape)
    return 1
  }
  const height = readChildren(c, shape, depth)
  if (height === 1) shape.endRing()
  else if (height === 2) shape.endPolygon()
  return height + 1
}

/** Reads the arrays within an array, which must all be of the same height. */
function readChildren(c: Cursor, shape: Shape, depth: number): number {
  let height = -1
  do {
    const child = readChild(c, shape, depth + 1)
    if (height >= 0 && child !== height) throw bad
    height = child
  } while (goesOn(c, 93))
  if (height === 0) throw bad
  return height
}

function readChild(c: Cursor, shape: Shape, depth: number): number {
  // The common case, a position, without another call.
  const { bytes } = c
  if (bytes[c.pos] === 91 && (bytes[c.pos + 1] === 45 || (bytes[c.pos + 1] >= 48 && bytes[c.pos + 1] <= 57))) {
    c.pos++
    readPosition(c, shape)
    return 1
  }
  return readLevel(c, shape, depth)
}

/** Reads from the first number to behind the bracket. A fourth number and more (measures) are ignored, as RFC 7946 asks. */
function readPosition(c: Cursor, shape: Shape): void {
  const x = readOrdinate(c)
  if (!goesOn(c, 93)) throw bad
  const y = readOrdinate(c)
  if (!goesOn(c, 93)) {
    shape.addVertex(x, y)
    return
  }
  const z = readOrdinate(c)
  while (goesOn(c, 93)) readOrdinate(c)
  shape.addVertex(x, y, z)
}

function readOrdinate(c: Cursor): number {
  const byte = next(c)
  if (byte === 45 || (byte >= 48 && byte <= 57)) return readNumber(c)
  if (byte === 93 || byte === 44) fail(c, c.pos, 'a number')
  throw bad
}
