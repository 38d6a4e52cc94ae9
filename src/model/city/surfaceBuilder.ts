import { UintList } from '#math/growable.ts'
import { createPolygonBuilder, type Mark } from '../geo/geometryBuilder.ts'
import type { SurfaceGeometry } from './feature.ts'

/** Makes a `SurfaceGeometry` vertex by vertex, in three dimensions. */
export interface SurfaceBuilder {
  readonly vertexCount: number
  readonly polygonCount: number
  vertex(x: number, y: number, z: number): void
  endRing(): void
  dropRing(): void
  /** `type` is an index into `surfaceTypes`. */
  endPolygon(type: number): void
  /** Ends features up to `rows`; the last holds the new polygons, and closes a solid where `solid`. */
  endFeature(rows: number, solid: boolean): void
  mark(): Mark
  restore(mark: Mark): void
  build(lod: string, rowCount: number): SurfaceGeometry
}

export function createSurfaceBuilder(): SurfaceBuilder {
  const polygons = createPolygonBuilder(3)
  const types = new UintList()
  const solids = new UintList()
  return {
    get vertexCount() {
      return polygons.vertexCount
    },
    get polygonCount() {
      return polygons.polygonCount
    },
    vertex: polygons.vertex,
    endRing: polygons.endRing,
    dropRing: polygons.dropRing,
    endPolygon(type) {
      polygons.endPolygon()
      types.push(type)
    },
    endFeature(rows, solid) {
      polygons.endFeature(rows)
      while (solids.length < rows - 1) solids.push(0)
      if (solids.length < rows) solids.push(solid ? 1 : 0)
    },
    mark: polygons.mark,
    restore(mark) {
      polygons.restore(mark)
      types.length = polygons.polygonCount
    },
    build(lod, rowCount) {
      if (solids.length < rowCount) this.endFeature(rowCount, false)
      return {
        type: 'surface',
        lod,
        polygons: polygons.build(),
        surfaceType: Uint8Array.from(types.take()),
        solid: Uint8Array.from(solids.take()),
      }
    },
  }
}
