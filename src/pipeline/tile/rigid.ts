/** Inverse of a rigid transform times another: from the inner frame to the outer. Column-major 4 by 4. */
export function relativeTo(outer: Float64Array, inner: Float64Array): Float64Array {
  const relative = new Float64Array(16)
  for (let column = 0; column < 4; column++) {
    const isOrigin = column === 3
    const x = inner[column * 4] - (isOrigin ? outer[12] : 0)
    const y = inner[column * 4 + 1] - (isOrigin ? outer[13] : 0)
    const z = inner[column * 4 + 2] - (isOrigin ? outer[14] : 0)
    for (let row = 0; row < 3; row++)
      relative[column * 4 + row] = outer[row * 4] * x + outer[row * 4 + 1] * y + outer[row * 4 + 2] * z
  }
  relative[15] = 1
  return relative
}

/** A direction (w = 0) or point (w = 1), earth-centred, in the frame. */
export function intoFrame(
  matrix: Float64Array,
  [x, y, z]: readonly [number, number, number],
  w: 0 | 1,
): [number, number, number] {
  const dx = x - w * matrix[12]
  const dy = y - w * matrix[13]
  const dz = z - w * matrix[14]
  return [
    matrix[0] * dx + matrix[1] * dy + matrix[2] * dz,
    matrix[4] * dx + matrix[5] * dy + matrix[6] * dz,
    matrix[8] * dx + matrix[9] * dy + matrix[10] * dz,
  ]
}
