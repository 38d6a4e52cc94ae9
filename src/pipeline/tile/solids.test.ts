import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { reader } from '#format/cityjson/index.ts'
import { readGlb, type TileMesh, tilesReady } from '#format/tiles3d/index.ts'
import { createLocalFrame } from '#math/geodesy/ellipsoid.ts'
import { isClosed, meshVolume } from '#math/mesh/measure.ts'
import { createMesh, type Mesh } from '#math/mesh/mesh.ts'
import { addSurface, createWelder, newellVector } from '#math/mesh/surface.ts'
import { type SurfaceGeometry, surfaceTypes } from '#model/city/feature.ts'
import { createNoticeLog } from '#model/exchange/notice.ts'
import { defaultLimits } from '#model/exchange/reader.ts'
import { memorySource } from '../../../test/readAll.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { createJoiner } from '../join/join.ts'
import { readCity } from '../read/read.ts'
import { planTiles } from './plan.ts'

beforeAll(tilesReady)

async function joined(file: string, crs?: string) {
  const notices = createNoticeLog()
  const source = memorySource(file, readFileSync(sharedData(`city/${file}`)), 1 << 20)
  const joiner = createJoiner(notices)
  for await (const event of readCity([source], { readers: [reader], limits: defaultLimits, notices, crs }))
    if (event.type === 'features') joiner.addFeatures(event.set)
  return joiner.finish({ id: 'test', title: 'test' })
}

/** Meshes by feature id, of a tile. */
function featureMeshes({ positions, indices, featureIds }: TileMesh): Map<number, Mesh> {
  const meshes = new Map<number, Mesh>()
  for (let i = 0; i < indices.length; i += 3) {
    const id = featureIds[indices[i]]
    if (!meshes.has(id))
      meshes.set(id, {
        positions: Float64Array.from(positions),
        vertexCount: positions.length / 3,
        indices: new Uint32Array(indices.length),
        indexCount: 0,
      })
    const mesh = meshes.get(id)!
    mesh.indices.set(indices.subarray(i, i + 3), mesh.indexCount)
    mesh.indexCount += 3
  }
  return meshes
}

describeWithShared('solids of 3DBAG and The Hague', () => {
  it.each([
    ['cityjson/3dbag_b2.city.json', undefined, 2],
    ['cityjson/3dbag_b2.city.jsonl', undefined, 2],
    ['cityjson/DH_01_subs.city.json', 'EPSG:7415', 9],
    ['cityjson/multi_lod.city.json', 'EPSG:7415', 10],
  ] as const)('%s come out of their tiles closed', async (file, crs, solids) => {
    const city = await joined(file, crs)
    const plan = planTiles(city, { leafVertices: 100_000 })
    const { mesh } = readGlb(plan.encodeTile('0/0/0.glb'))
    const meshes = featureMeshes(mesh)
    expect(meshes.size).toBe(solids)
    for (const feature of meshes.values()) {
      expect(isClosed(feature)).toBe(true)
      expect(meshVolume(feature)).toBeGreaterThan(0)
    }
  })

  it.each([
    ['cityjson/3dbag_b2.city.json', undefined],
    ['cityjson/DH_01_subs.city.json', 'EPSG:7415'],
    ['cityjson/zurich_subset_lod2.city.json', undefined],
    ['cityjson/rotterdam_subset.city.json', 'EPSG:7415'],
  ] as const)(
    '%s: triangles of each roof have the area of its polygon, in its plane (oracle: Newell)',
    async (file, crs) => {
      const city = await joined(file, crs)
      let roofs = 0
      for (const { geometry } of city.sets) {
        if (geometry.type !== 'surface') continue
        for (let p = 0; p + 1 < geometry.polygons.polygonOffsets.length; p++) {
          if (surfaceTypes[geometry.surfaceType[p]] !== 'RoofSurface') continue
          roofs++
          expect(roofError(geometry, p)).toBeLessThan(1e-6)
        }
      }
      expect(roofs).toBeGreaterThan(0)
    },
  )
})

/**
 * Relative difference of area between a polygon and its triangles, both in the polygon's plane (corners of real roofs lie millimetres off
 * it), in metres around its first vertex. Triangles that overlap or are turned over would add to theirs.
 */
function roofError({ polygons }: SurfaceGeometry, p: number): number {
  const { coordinates, ringOffsets, polygonOffsets } = polygons
  const [firstRing, lastRing] = [polygonOffsets[p], polygonOffsets[p + 1]]
  const from = ringOffsets[firstRing]
  const frame = createLocalFrame(coordinates[from * 3], coordinates[from * 3 + 1], 0)
  const local = new Float64Array((ringOffsets[lastRing] - from) * 3)
  for (let i = from; i < ringOffsets[lastRing]; i++)
    frame.toLocal(coordinates[i * 3], coordinates[i * 3 + 1], coordinates[i * 3 + 2], local, (i - from) * 3)
  const rings = Array.from(ringOffsets.subarray(firstRing, lastRing + 1), offset => offset - from)
  const vector = [0, 0, 0]
  for (let r = 0; r + 1 < rings.length; r++)
    newellVector(local, rings[r], rings[r + 1]).forEach((value, k) => {
      vector[k] += value
    })
  const mesh = createMesh()
  addSurface(mesh, createWelder(), local, rings, 0, rings.length - 1)
  const area = Math.hypot(...vector)
  let sum = 0
  for (let i = 0; i < mesh.indexCount; i += 3) {
    const corners = [0, 1, 2].flatMap(k => [
      ...mesh.positions.subarray(mesh.indices[i + k] * 3, mesh.indices[i + k] * 3 + 3),
    ])
    const triangle = newellVector(corners, 0, 3)
    sum += Math.abs(triangle[0] * vector[0] + triangle[1] * vector[1] + triangle[2] * vector[2]) / area
  }
  return Math.abs(sum - area) / area
}
