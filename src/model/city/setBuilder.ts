import { FloatList, UintList } from '#math/growable.ts'
import type { LineColumn, PointColumn, PolygonColumn } from '../geo/geometry.ts'
import type { Shape } from '../geo/shape.ts'
import { ColumnBuilder } from './columnBuilder.ts'
import type { FeatureKind, FeatureSet, Geometry } from './feature.ts'
import type { BuildingMeasures } from './measures.ts'

export type GeometrySort = Geometry['type']

/**
 * Features of one kind and one sort of geometry, gathered row by row into columns. A row is: its geometry, `endRow`, and any
 * values of the row (the row that `endRow` gave). Shapes of polygons must be normalised.
 */
export class SetBuilder {
  readonly kind: FeatureKind
  readonly sort: Exclude<GeometrySort, 'surface'>
  readonly dimension: 2 | 3
  rowCount = 0
  private readonly id = new ColumnBuilder('id', true)
  private readonly columns: ColumnBuilder[] = []
  private readonly byName = new Map<string, ColumnBuilder>()
  private readonly coordinates = new FloatList()
  /** Ends of rings or lines, of polygons, and of features. */
  private readonly parts = new UintList()
  private readonly polygons = new UintList()
  private readonly features = new UintList()
  private readonly measures = {
    base: new FloatList(),
    height: new FloatList(),
    roof: new FloatList(),
    direction: new FloatList(),
  }
  private readonly roofShape = new UintList()

  constructor(kind: FeatureKind, sort: Exclude<GeometrySort, 'surface'>, dimension: 2 | 3 = 2) {
    this.kind = kind
    this.sort = sort
    this.dimension = dimension
  }

  column(name: string): ColumnBuilder {
    let column = this.byName.get(name)
    if (!column) {
      column = name === 'id' ? this.id : new ColumnBuilder(name)
      this.byName.set(name, column)
      if (column !== this.id) this.columns.push(column)
    }
    return column
  }

  /** Polygons from .. to of the shape belong to the row that is being built. */
  addPolygons(shape: Shape, from = 0, to = shape.polygonEnds.length): void {
    for (let p = from; p < to; p++) {
      for (let ring = shape.polygonStart(p); ring < shape.polygonEnds.data[p]; ring++) this.addRing(shape, ring)
      this.polygons.push(this.parts.length)
    }
  }

  /** All rings of the shape, as lines. */
  addLines(shape: Shape): void {
    for (let ring = 0; ring < shape.ringEnds.length; ring++) this.addRing(shape, ring)
  }

  addPoint(shape: Shape, vertex = 0): void {
    this.copyVertices(shape, vertex, vertex + 1)
  }

  addMeasures({ base, height, roofHeight, roofShape, roofDirection }: BuildingMeasures): void {
    this.measures.base.push(base)
    this.measures.height.push(height)
    this.measures.roof.push(roofHeight)
    this.measures.direction.push(roofDirection)
    this.roofShape.push(roofShape)
  }

  /** Ends the row; gives its index, for the columns. */
  endRow(id: string): number {
    const row = this.rowCount++
    this.id.setString(row, id)
    if (this.sort === 'line') this.features.push(this.parts.length)
    else this.features.push(this.polygons.length)
    return row
  }

  /** What was gathered; the builder is empty afterwards and can go on. */
  take(): FeatureSet {
    const { rowCount, kind } = this
    const columns = [this.id, ...this.columns]
      .map(column => column.take(rowCount))
      .filter(column => column !== undefined)
    const geometry = this.takeGeometry()
    this.rowCount = 0
    return { kind, table: { rowCount, columns }, geometry }
  }

  private addRing(shape: Shape, ring: number): void {
    this.copyVertices(shape, shape.ringStart(ring), shape.ringEnds.data[ring])
    this.parts.push(this.coordinates.length / this.dimension)
  }

  private copyVertices(shape: Shape, start: number, end: number): void {
    const { coordinates, dimension } = this
    coordinates.reserve((end - start) * dimension)
    const from = shape.coordinates.data
    const { data } = coordinates
    let at = coordinates.length
    for (let i = start * 3; i < end * 3; i += 3) {
      data[at++] = from[i]
      data[at++] = from[i + 1]
      if (dimension === 3) data[at++] = from[i + 2]
    }
    coordinates.length = at
  }

  private takeGeometry(): Geometry {
    switch (this.sort) {
      case 'prism':
        return { type: 'prism', footprint: this.takePolygons(), ...this.takeMeasures() }
      case 'area':
        return { type: 'area', polygons: this.takePolygons() }
      case 'line':
        return { type: 'line', lines: this.takeLines() }
      case 'point':
        return { type: 'point', points: this.takePoints() }
      case 'none':
        this.features.length = 0
        return { type: 'none' }
    }
  }

  private takePolygons(): PolygonColumn {
    return {
      dimension: this.dimension,
      coordinates: this.coordinates.take(),
      ringOffsets: takeOffsets(this.parts),
      polygonOffsets: takeOffsets(this.polygons),
      featureOffsets: takeOffsets(this.features),
    }
  }

  private takeLines(): LineColumn {
    return {
      dimension: this.dimension,
      coordinates: this.coordinates.take(),
      lineOffsets: takeOffsets(this.parts),
      featureOffsets: takeOffsets(this.features),
    }
  }

  private takePoints(): PointColumn {
    this.features.length = 0
    return { dimension: this.dimension, coordinates: this.coordinates.take() }
  }

  private takeMeasures() {
    return {
      base: Float32Array.from(this.measures.base.take()),
      height: Float32Array.from(this.measures.height.take()),
      roofHeight: Float32Array.from(this.measures.roof.take()),
      roofShape: Uint8Array.from(this.roofShape.take()),
      roofDirection: Float32Array.from(this.measures.direction.take()),
    }
  }
}

/** Offsets from ends: a zero in front. */
function takeOffsets(ends: UintList): Uint32Array {
  const offsets = new Uint32Array(ends.length + 1)
  offsets.set(ends.data.subarray(0, ends.length), 1)
  ends.length = 0
  return offsets
}
