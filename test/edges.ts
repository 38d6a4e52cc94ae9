import type { SurfaceGeometry } from '#model/city/feature.ts'

/**
 * For each feature that claims to be a solid, the number of its edges which are not run through as often one way as the other, by equal
 * coordinates: a closed surface has none. Independent of src/math/mesh, which it checks.
 */
export function openEdges({ polygons, solid }: SurfaceGeometry): number[] {
  const { coordinates, ringOffsets, polygonOffsets, featureOffsets } = polygons
  const key = (v: number) => coordinates.subarray(v * 3, v * 3 + 3).join()
  return [...solid].flatMap((isSolid, f) => {
    if (!isSolid) return []
    const balance = new Map<string, number>()
    for (let r = polygonOffsets[featureOffsets[f]]; r < polygonOffsets[featureOffsets[f + 1]]; r++) {
      const [start, end] = [ringOffsets[r], ringOffsets[r + 1]]
      for (let v = start; v < end; v++) {
        const [a, b] = [key(v), key(v + 1 === end ? start : v + 1)]
        const edge = a < b ? `${a} ${b}` : `${b} ${a}`
        balance.set(edge, (balance.get(edge) ?? 0) + (a < b ? 1 : -1))
      }
    }
    return [[...balance.values()].filter(value => value !== 0).length]
  })
}

/** Volume of a feature's polygons by the divergence theorem, cubic units of the coordinates. */
export function volumeOf({ polygons }: SurfaceGeometry, f: number): number {
  const { coordinates: c, ringOffsets, polygonOffsets, featureOffsets } = polygons
  const o = ringOffsets[polygonOffsets[featureOffsets[f]]] * 3
  const at = (v: number) => [c[v * 3] - c[o], c[v * 3 + 1] - c[o + 1], c[v * 3 + 2] - c[o + 2]]
  let sum = 0
  for (let r = polygonOffsets[featureOffsets[f]]; r < polygonOffsets[featureOffsets[f + 1]]; r++) {
    const [ax, ay, az] = at(ringOffsets[r])
    for (let v = ringOffsets[r] + 1; v + 1 < ringOffsets[r + 1]; v++) {
      const [bx, by, bz] = at(v)
      const [cx, cy, cz] = at(v + 1)
      sum += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
    }
  }
  return sum / 6
}
