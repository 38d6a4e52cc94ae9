import type { TileMesh } from '#format/tiles3d/index.ts'
import { reverseRing, signedArea } from '#math/geometry/ring.ts'
import { addTriangle, addVertex, createMesh, type Mesh, reserve } from '#math/mesh/mesh.ts'
import { addPrism } from '#math/mesh/prism.ts'
import { addRoofed, type Footprint, type Roof } from '#math/mesh/roof.ts'
import { addSurface, createWelder } from '#math/mesh/surface.ts'
import { type PrismGeometry, roofShapes, type SurfaceGeometry } from '#model/city/feature.ts'
import type { TileFrame } from './frame.ts'
import { type Measures, prismHeights } from './measure.ts'

/** Rings of one feature (or polygon) in the tile's plane, reused from feature to feature. */
interface Scratch {
  coordinates: Float64Array
  offsets: number[]
}

/** Full detail of the features, in the tile's frame; feature id i is `features[i]`. */
export function buildDetail(measures: Measures, features: Uint32Array, frame: TileFrame): TileMesh {
  const vertices = features.reduce((sum, m) => sum + measures.vertices[m], 0)
  const mesh = createMesh(vertices + 64, 2 * vertices + 64)
  const scratch: Scratch = { coordinates: new Float64Array(1024), offsets: [] }
  const welder = createWelder()
  const starts = new Uint32Array(features.length + 1)
  for (let i = 0; i < features.length; i++) {
    const m = features[i]
    const { geometry, ground } = measures.sets[measures.set[m]]
    const f = measures.feature[m]
    starts[i] = mesh.vertexCount
    if (geometry.type === 'prism') addPrismFeature(mesh, scratch, frame, geometry, f, ground[f])
    else {
      welder.clear()
      addSurfaceFeature(mesh, scratch, frame, geometry, f, welder)
    }
  }
  // A tile must have a triangle, be it one without area.
  if (mesh.indexCount === 0) addTriangle(mesh, addVertex(mesh, 0, 0, measures.low[features[0]]), 0, 0)
  starts[features.length] = mesh.vertexCount
  const featureIds = new Uint32Array(mesh.vertexCount)
  for (let i = 0; i < features.length; i++) featureIds.fill(i, starts[i], starts[i + 1])
  return {
    positions: frame.lift(mesh.positions, mesh.vertexCount),
    indices: mesh.indices.slice(0, mesh.indexCount),
    featureIds,
  }
}

function addPrismFeature(
  mesh: Mesh,
  scratch: Scratch,
  frame: TileFrame,
  prism: PrismGeometry,
  f: number,
  ground: number,
): void {
  const { coordinates, dimension, ringOffsets, polygonOffsets, featureOffsets } = prism.footprint
  const { low, eaves, high } = prismHeights(prism, f, ground)
  for (let p = featureOffsets[f]; p < featureOffsets[f + 1]; p++) {
    const firstRing = polygonOffsets[p]
    const lastRing = polygonOffsets[p + 1]
    const from = ringOffsets[firstRing]
    const count = ringOffsets[lastRing] - from
    makeRoom(scratch, count * 2)
    frame.project(coordinates, from, count, dimension, scratch.coordinates, 0, 2)
    const rings = shiftOffsets(scratch, ringOffsets, firstRing, lastRing)
    orientRings(scratch, rings)
    if (eaves >= high) addPrism(mesh, scratch.coordinates, scratch.offsets, 0, rings, 2, low, high)
    else {
      const footprint: Footprint = {
        coordinates: scratch.coordinates,
        ringOffsets: scratch.offsets,
        firstRing: 0,
        lastRing: rings,
        stride: 2,
      }
      const form = roofShapes[prism.roofShape[f]] ?? 'flat'
      const roof: Roof = { form, low, eaves, high, direction: prism.roofDirection[f] }
      addRoofed(mesh, footprint, roof)
    }
  }
}

function addSurfaceFeature(
  mesh: Mesh,
  scratch: Scratch,
  frame: TileFrame,
  geometry: SurfaceGeometry,
  f: number,
  welder: ReturnType<typeof createWelder>,
): void {
  const { coordinates, ringOffsets, polygonOffsets, featureOffsets } = geometry.polygons
  for (let p = featureOffsets[f]; p < featureOffsets[f + 1]; p++) {
    const firstRing = polygonOffsets[p]
    const lastRing = polygonOffsets[p + 1]
    const from = ringOffsets[firstRing]
    const count = ringOffsets[lastRing] - from
    makeRoom(scratch, count * 3)
    frame.project(coordinates, from, count, 3, scratch.coordinates, 0, 3)
    for (let i = 0; i < count; i++) scratch.coordinates[i * 3 + 2] = coordinates[(from + i) * 3 + 2]
    const rings = shiftOffsets(scratch, ringOffsets, firstRing, lastRing)
    reserve(mesh, count, count + 2 * rings)
    addSurface(mesh, welder, scratch.coordinates, scratch.offsets, 0, rings)
  }
}

function makeRoom(scratch: Scratch, length: number): void {
  if (scratch.coordinates.length < length) scratch.coordinates = new Float64Array(length * 2)
}

/** Ring offsets of one polygon from 0; gives the number of its rings. */
function shiftOffsets(scratch: Scratch, ringOffsets: Uint32Array, firstRing: number, lastRing: number): number {
  for (let ring = firstRing; ring <= lastRing; ring++)
    scratch.offsets[ring - firstRing] = ringOffsets[ring] - ringOffsets[firstRing]
  return lastRing - firstRing
}

/** Outer ring counter-clockwise, holes clockwise: walls look outward whatever the file did. */
function orientRings({ coordinates, offsets }: Scratch, rings: number): void {
  for (let ring = 0; ring < rings; ring++) {
    const area = signedArea(coordinates, offsets[ring], offsets[ring + 1])
    if (ring === 0 ? area < 0 : area > 0) reverseRing(coordinates, offsets[ring], offsets[ring + 1])
  }
}
