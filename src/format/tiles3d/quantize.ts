/**
 * Positions as 16-bit integers on a lattice (KHR_mesh_quantization), in glTF's axes: x east, y up, z south.
 * `position = origin + step * integer`.
 */
export interface QuantizedPositions {
  /** Four a vertex, of which the last is padding to 8 bytes. */
  values: Uint16Array
  /** Corner of the lattice, glTF axes, metres; a multiple of `step`. */
  origin: [number, number, number]
  /** Metres; the largest error of a coordinate is half of it. */
  step: number
  min: [number, number, number]
  max: [number, number, number]
}

/** Lattice of detailed tiles in metres: largest error of a coordinate 5 mm, of a point 8.7 mm; reaches 655 m. */
export const finestStep = 0.01

/** Smallest step, doubling from `finestStep`, whose 65,536 lattice points span the extent. */
export function latticeStep(extent: number): number {
  let step = finestStep
  // One step is kept for rounding at either end.
  while (extent > step * 65533) step *= 2
  return step
}

/** Lowest and highest coordinates in glTF axes of x east, y north, z up positions. Throws a `RangeError` where one is not finite. */
export function boundsOf(positions: Float32Array): { min: [number, number, number]; max: [number, number, number] } {
  let west = Infinity
  let east = -Infinity
  let south = Infinity
  let north = -Infinity
  let low = Infinity
  let high = -Infinity
  let sum = 0
  for (let i = 0; i < positions.length; i += 3) {
    const x = positions[i]
    const y = positions[i + 1]
    const z = positions[i + 2]
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
    if (z < low) low = z
    if (z > high) high = z
    sum += x + y + z
  }
  if (!Number.isFinite(sum)) throw new RangeError('Positions of a tile must be finite.')
  return { min: [west, low, -north], max: [east, high, -south] }
}

export function quantize(positions: Float32Array, step: number): QuantizedPositions {
  const bounds = boundsOf(positions)
  const [ox, oy, oz] = bounds.min.map(value => Math.floor(value / step))
  const count = positions.length / 3
  const values = new Uint16Array(count * 4)
  const scale = 1 / step
  for (let v = 0; v < count; v++) {
    values[v * 4] = Math.round(positions[v * 3] * scale) - ox
    values[v * 4 + 1] = Math.round(positions[v * 3 + 2] * scale) - oy
    values[v * 4 + 2] = Math.round(-positions[v * 3 + 1] * scale) - oz
  }
  const toLattice = (corner: number[]) =>
    [Math.round(corner[0] * scale) - ox, Math.round(corner[1] * scale) - oy, Math.round(corner[2] * scale) - oz] as [
      number,
      number,
      number,
    ]
  return {
    values,
    origin: [ox * step, oy * step, oz * step],
    step,
    min: toLattice(bounds.min),
    max: toLattice(bounds.max),
  }
}
