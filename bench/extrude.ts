import { Cartesian3, PolygonGeometry, PolygonHierarchy } from 'cesium'
import { tilesReady, writeGlb } from '../src/format/tiles3d/index.ts'
import type { PrismGeometry } from '../src/model/city/feature.ts'
import { planTiles } from '../src/pipeline/tile/index.ts'
import { createSampleCity } from '../src/pipeline/tile/sample.ts'

/** CPU of triangulating and extruding, and size of the tiles, of a made-up city with flat roofs. */
export interface ExtrusionFigures {
  /** Ours to Cesium's `PolygonGeometry`, both warm, a building. */
  extrude_ratio: number
  /** Our GLBs to the same meshes as uncompressed floats, 32-bit indices and a 32-bit feature id a vertex. */
  bytes_ratio: number
}

export async function measureExtrusion(count = 100_000): Promise<ExtrusionFigures> {
  await tilesReady()
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
  let written = 0
  let raw = 0
  for (const { path } of leaves) {
    const { mesh, ...rest } = plan.contentOf(path)
    // Geometry only, on both sides: the attributes are the same bytes either way.
    const table = { rowCount: rest.table.rowCount, columns: [] }
    written += writeGlb({ ...rest, table, mesh }, { compress: true }).length
    raw += mesh.positions.byteLength + mesh.indices.byteLength + mesh.featureIds.byteLength
  }
  return { extrude_ratio: ours / count / (theirs / sample), bytes_ratio: written / raw }
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
