import type { LineColumn } from '#model/geo/geometry.ts'

/** Which vertices of lines are the same place, and which are used more than once (or end a line). */
export interface VertexTable {
  /** The same number for the same place. */
  idOf(lon: number, lat: number): number
  isShared(lon: number, lat: number): boolean
}

/** Places within about a centimetre are one: coordinates count in units of 1e-7 degrees. */
const units = 1e7

export function createVertexTable(columns: readonly LineColumn[]): VertexTable {
  const vertices = columns.reduce((sum, column) => sum + column.coordinates.length / column.dimension, 0)
  const size = 2 ** Math.ceil(Math.log2(vertices * 2 + 16))
  const lons = new Int32Array(size)
  const lats = new Int32Array(size)
  const uses = new Uint32Array(size)
  const find = (lon: number, lat: number): number => {
    const x = Math.round(lon * units)
    const y = Math.round(lat * units)
    let at = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77)) & (size - 1)
    while (uses[at] !== 0 && (lons[at] !== x || lats[at] !== y)) at = (at + 1) & (size - 1)
    if (uses[at] === 0) {
      lons[at] = x
      lats[at] = y
    }
    return at
  }
  for (const { coordinates, dimension, lineOffsets } of columns) {
    for (let line = 0; line + 1 < lineOffsets.length; line++) {
      for (let v = lineOffsets[line]; v < lineOffsets[line + 1]; v++) {
        const end = v === lineOffsets[line] || v === lineOffsets[line + 1] - 1
        // Ends are nodes even where nothing meets them, and where they touch another street in its middle.
        uses[find(coordinates[v * dimension], coordinates[v * dimension + 1])] += end ? 2 : 1
      }
    }
  }
  return { idOf: find, isShared: (lon, lat) => uses[find(lon, lat)] > 1 }
}
