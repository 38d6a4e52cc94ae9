import type { Outline } from '#model/city/tag.ts'
import { Shape } from '#model/geo/shape.ts'
import { readCoordinates } from './coordinates.ts'
import { type Cursor, expect, next, tooDeep } from './cursor.ts'
import { goesOn, readText, skipValue } from './scanner.ts'

/** Why a geometry cannot be used. */
export type GeometryProblem = 'bad-geometry' | 'bad-coordinates' | 'unknown-geometry-type'

/** How deep positions lie in the coordinates of each type. */
const heights: Record<string, number> = {
  Point: 1,
  LineString: 2,
  MultiPoint: 2,
  Polygon: 3,
  MultiLineString: 3,
  MultiPolygon: 4,
}

const outlines: Record<string, Outline> = {
  Point: 'point',
  MultiPoint: 'point',
  LineString: 'line',
  MultiLineString: 'line',
  Polygon: 'area',
  MultiPolygon: 'area',
}

const rank: Record<Outline, number> = { area: 3, line: 2, point: 1 }

/**
 * One geometry, read into `shape`. Of a collection the parts of highest dimension are taken together, and `left` counts the others.
 */
export class GeometryReader {
  shape = new Shape()
  outline: Outline | undefined
  problem: GeometryProblem | undefined
  left = 0
  private scratch = new Shape()

  clear(): void {
    this.shape.clear()
    this.outline = undefined
    this.problem = undefined
    this.left = 0
  }

  /** Reads a geometry object or null. */
  read(c: Cursor, depth = 0): void {
    const byte = next(c)
    if (byte !== 123) {
      if (byte !== 110) this.problem ??= 'bad-geometry'
      skipValue(c)
      return
    }
    if (depth >= c.maxDepth) tooDeep(c)
    c.pos++
    this.readMembers(c, depth)
  }

  /** Takes coordinates without a type (`polygon: [[x, y], ...]`) for an area. */
  readPolygon(c: Cursor): void {
    const height = readCoordinates(c, this.shape)
    if (height === 2) this.shape.endPolygon()
    if (height >= 2) this.outline = 'area'
    else this.problem = 'bad-coordinates'
  }

  private readMembers(c: Cursor, depth: number): void {
    let type: string | undefined
    let height = -2
    let collection = false
    if (next(c) === 125) c.pos++
    else
      do {
        next(c)
        const name = readText(c)
        expect(c, 58, "':'")
        const byte = next(c)
        if (name === 'type' && byte === 34) type = readText(c)
        else if (name === 'coordinates') height = readCoordinates(c, this.scratch)
        else if (name === 'geometries' && byte === 91) {
          collection = true
          this.readCollection(c, depth + 1)
        } else skipValue(c)
      } while (goesOn(c, 125))
    if (type === 'GeometryCollection' && collection) return
    this.accept(type, height)
  }

  private readCollection(c: Cursor, depth: number): void {
    c.pos++
    if (next(c) === 93) {
      c.pos++
      return
    }
    do this.read(c, depth)
    while (goesOn(c, 93))
  }

  private accept(type: string | undefined, height: number): void {
    const outline = type !== undefined && Object.hasOwn(outlines, type) ? outlines[type] : undefined
    if (!outline) this.problem ??= type === undefined ? 'bad-geometry' : 'unknown-geometry-type'
    else if (height !== 0 && height !== heights[type as string]) this.problem ??= 'bad-coordinates'
    else if (height > 0) this.merge(outline)
  }

  private merge(outline: Outline): void {
    const before = this.outline
    if (before === outline) {
      append(this.scratch, this.shape)
      return
    }
    if (before !== undefined) this.left++
    if (before !== undefined && rank[before] > rank[outline]) return
    this.outline = outline
    const { shape } = this
    this.shape = this.scratch
    this.scratch = shape
  }
}

function append(from: Shape, to: Shape): void {
  const vertices = to.vertexCount
  const rings = to.ringEnds.length
  const { data, length } = from.coordinates
  for (let i = 0; i < length; i += 3) to.addVertex(data[i], data[i + 1], data[i + 2])
  for (let r = 0; r < from.ringEnds.length; r++) to.ringEnds.push(from.ringEnds.data[r] + vertices)
  for (let p = 0; p < from.polygonEnds.length; p++) to.polygonEnds.push(from.polygonEnds.data[p] + rings)
}
