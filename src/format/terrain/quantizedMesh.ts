import { DataError } from '#model/exchange/error.ts'
import type { Extent } from '#model/geo/extent.ts'
import { createCursor } from './cursor.ts'
import { readExtensions, type TerrainExtensions } from './extensions.ts'
import { parseHeader, type TerrainHeader } from './header.ts'
import { type GeographicTile, tileExtent } from './tiling.ts'

/** A tile of quantized-mesh 1.0 terrain. Its file does not say where it lies: see `findTile`. */
export interface QuantizedMesh {
  header: TerrainHeader
  /** Position of each vertex within the tile, west to east and south to north, and height from lowest to highest: 0 to 32767. */
  u: Uint16Array
  v: Uint16Array
  height: Uint16Array
  /** 3 a triangle, counter-clockwise seen from above. */
  indices: Uint32Array
  /** Vertices on the tile's edges. */
  edges: { west: Uint32Array; south: Uint32Array; east: Uint32Array; north: Uint32Array }
  extensions: TerrainExtensions
}

export const quantizedMax = 32767
/** 2^16 vertices and as many triangles are far beyond real tiles. */
const maxVertices = 2 ** 22

/** Throws a `DataError`: `truncated`, `schema` or `limit-count`. Trailing bytes that are no whole extension are an error. */
export function parseQuantizedMesh(bytes: Uint8Array): QuantizedMesh {
  const cursor = createCursor(bytes)
  const header = parseHeader(cursor)
  const vertexCount = cursor.count(maxVertices)
  const [u, v, height] = [0, 1, 2].map(() => decodeDeltas(cursor.shorts(vertexCount)))
  const wide = vertexCount > 65536
  if (wide) cursor.align(4)
  else cursor.align(2)
  const indices = decodeHighWater(cursor.indices(cursor.count(maxVertices) * 3, wide), vertexCount)
  const [west, south, east, north] = [0, 1, 2, 3].map(() => cursor.indices(cursor.count(maxVertices), wide))
  for (const edge of [west, south, east, north])
    if (edge.some(index => index >= vertexCount)) throw new DataError('schema', 'An edge points beyond the vertices.')
  return {
    header,
    u,
    v,
    height,
    indices,
    edges: { west, south, east, north },
    extensions: readExtensions(cursor, vertexCount),
  }
}

/** Zig-zag coded differences. */
function decodeDeltas(coded: Uint16Array): Uint16Array {
  let value = 0
  return coded.map(code => {
    value += (code >> 1) ^ -(code & 1)
    if (value < 0 || value > quantizedMax)
      throw new DataError('schema', `A coordinate of ${value} lies outside of the tile.`)
    return value
  })
}

/** Each code counts down from the highest index so far (Webb, "high watermark" encoding). */
function decodeHighWater(coded: Uint32Array, vertexCount: number): Uint32Array {
  let highest = 0
  return coded.map(code => {
    const index = highest - code
    if (code === 0) highest++
    if (index < 0 || index >= vertexCount)
      throw new DataError('schema', `Index ${index} points beyond ${vertexCount} vertices.`)
    return index
  })
}

/** Longitude and latitude in degrees and metres above the ellipsoid, 3 a vertex, of a mesh that fills `place`. */
export function toGeographic(mesh: QuantizedMesh, place: GeographicTile | Extent): Float64Array {
  const [west, south, east, north] = 'level' in place ? tileExtent(place) : place
  const { minimumHeight, maximumHeight } = mesh.header
  const positions = new Float64Array(mesh.u.length * 3)
  for (let i = 0; i < mesh.u.length; i++) {
    positions[i * 3] = west + ((east - west) * mesh.u[i]) / quantizedMax
    positions[i * 3 + 1] = south + ((north - south) * mesh.v[i]) / quantizedMax
    positions[i * 3 + 2] = minimumHeight + ((maximumHeight - minimumHeight) * mesh.height[i]) / quantizedMax
  }
  return positions
}
