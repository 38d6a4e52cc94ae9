import { Cartesian3, PolygonGeometry, PolygonHierarchy } from 'cesium'
import type { PrismGeometry } from '../../src/model/city/feature.ts'
import { planTiles } from '../../src/pipeline/tile/index.ts'
import { createSampleCity } from '../../src/pipeline/tile/sample.ts'

/**
 * CPU of triangulating and extruding a made-up city with flat roofs: ours to Cesium's `PolygonGeometry`, both warm, a building. Ours is
 * what a tile's mesh costs, with its placing on the ellipsoid, as theirs.
 */
export function measureExtrusion(count = 100_000): { ours: number; theirs: number } {
  const city = createSampleCity(count)
  const prisms = city.sets[0].geometry as PrismGeometry
  prisms.roofShape.fill(0)
  prisms.roofHeight.fill(0)
  const plan = planTiles(city)
  const leaves = plan.tiles.filter(tile => tile.children.length === 0)
  const ours = warm(() => {
    for (const { path } of leaves) plan.meshOf(path)
  })
  const sample = Math.min(count, 5000)
  const theirs = warm(() => {
    for (let f = 0; f < sample; f++) extrudeWithCesium(prisms, f)
  })
  return { ours: ours / count, theirs: theirs / sample }
}

/** CPU milliseconds of the fastest of five runs after one that warms up. */
function warm(run: () => void): number {
  run()
  let best = Infinity
  for (let i = 0; i < 5; i++) {
    const start = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(start)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}

function extrudeWithCesium({ footprint, height }: PrismGeometry, f: number): void {
  const { coordinates, ringOffsets } = footprint
  const ring = coordinates.subarray(ringOffsets[f] * 2, ringOffsets[f + 1] * 2)
  const polygonHierarchy = new PolygonHierarchy(Cartesian3.fromDegreesArray(Array.from(ring)))
  PolygonGeometry.createGeometry(new PolygonGeometry({ polygonHierarchy, height: 0, extrudedHeight: height[f] }))
}
