import { clearMesh, createMesh } from '#math/mesh/mesh.ts'
import { addRoofed } from '#math/mesh/roof.ts'
import { type PrismGeometry, roofShapes, type SurfaceGeometry, surfaceTypes } from '#model/city/feature.ts'
import type { LineColumn, PolygonColumn } from '#model/geo/geometry.ts'
import type { CityGeometry, Json } from './document.ts'
import { addFace, type Faces, findShells, type Shell } from './faces.ts'
import { cityJsonLod } from './kinds.ts'
import type { VertexPool } from './vertexPool.ts'

/** Where the coordinates of features become vertices of the document. */
export interface Target {
  pool: VertexPool
  /** Metres, in the document's CRS. */
  project(x: number, y: number): [number, number]
}

const ground = surfaceTypes.indexOf('GroundSurface')
const wall = surfaceTypes.indexOf('WallSurface')
const roof = surfaceTypes.indexOf('RoofSurface')

/** One geometry for each polygon of the footprint: closed solids, with roof forms in LoD 2. `z` is the ground. */
export function prismGeometry(
  prism: PrismGeometry,
  f: number,
  z: number,
  solid: boolean,
  target: Target,
): CityGeometry[] {
  const { polygonOffsets, featureOffsets } = prism.footprint
  const geometries: CityGeometry[] = []
  for (let p = featureOffsets[f]; p < featureOffsets[f + 1]; p++) {
    if (polygonOffsets[p] === polygonOffsets[p + 1]) continue
    const heights = prismHeights(prism, f, z)
    const flat = heights.eaves >= heights.high
    const faces = flat ? extrude(prism.footprint, p, heights, target) : raiseRoof(prism, f, p, heights, target)
    if (faces.rings.length > 0)
      geometries.push(solid ? oneShell(faces, flat ? '1' : '2') : multiSurface(faces, flat ? '1' : '2'))
  }
  return geometries
}

interface Heights {
  low: number
  eaves: number
  high: number
}

/** A height that nobody knows is one storey. A roof whose height is unknown takes two fifths of the building, at most 5 m. */
function prismHeights({ base, height, roofShape, roofHeight }: PrismGeometry, f: number, z: number): Heights {
  const low = Number.isNaN(base[f]) ? 0 : base[f]
  const high = Math.max(Number.isNaN(height[f]) ? low + 3 : height[f], low + 0.1)
  const known = Number.isNaN(roofHeight[f]) ? Math.min(0.4 * (high - low), 5) : roofHeight[f]
  const roofPart = roofShape[f] === 0 ? 0 : Math.min(Math.max(known, 0), high - low)
  return { low: z + low, eaves: z + high - roofPart, high: z + high }
}

function extrude(footprint: PolygonColumn, p: number, { low, high }: Heights, { pool, project }: Target): Faces {
  const faces: Faces = { rings: [], types: [] }
  const bottom: number[][] = []
  const top: number[][] = []
  for (const outline of ringsOf(footprint, p)) {
    const placed = outline.map(at => project(footprint.coordinates[at], footprint.coordinates[at + 1]))
    const below = placed.map(([x, y]) => pool.add(x, y, low))
    // A vertex that rounding joined with the one before would leave a wall without width.
    const kept = placed.filter((_, i) => below[i] !== below[(i + 1) % below.length])
    if (kept.length < 3) {
      if (top.length === 0) return faces
      continue
    }
    const lower = kept.map(([x, y]) => pool.add(x, y, low))
    const upper = kept.map(([x, y]) => pool.add(x, y, high))
    bottom.push(lower.toReversed())
    top.push(upper)
    for (let i = 0, last = kept.length - 1; i < kept.length; last = i++) {
      addFace(faces, [[lower[last], lower[i], upper[i], upper[last]]], wall)
    }
  }
  addFace(faces, bottom, ground)
  addFace(faces, top, roof)
  return faces
}

const mesh = createMesh()
const corner = new Float64Array(9)

function raiseRoof(prism: PrismGeometry, f: number, p: number, { low, eaves, high }: Heights, target: Target): Faces {
  const { coordinates } = prism.footprint
  const outlines = ringsOf(prism.footprint, p)
  const placed = outlines.map(outline => outline.map(at => target.project(coordinates[at], coordinates[at + 1])))
  const [x0, y0] = placed[0][0]
  const flat = placed.flat().flatMap(([x, y]) => [x - x0, y - y0])
  const ringOffsets = [0]
  for (const outline of outlines) ringOffsets.push(ringOffsets.at(-1)! + outline.length)
  clearMesh(mesh)
  const form = roofShapes[prism.roofShape[f]] ?? 'flat'
  const footprint = { coordinates: flat, ringOffsets, firstRing: 0, lastRing: outlines.length, stride: 2 }
  addRoofed(mesh, footprint, { form, low, eaves, high, direction: prism.roofDirection[f] })
  const vertices = Array.from({ length: mesh.vertexCount }, (_, i) =>
    target.pool.add(mesh.positions[i * 3] + x0, mesh.positions[i * 3 + 1] + y0, mesh.positions[i * 3 + 2]),
  )
  const faces: Faces = { rings: [], types: [] }
  for (let i = 0; i < mesh.indexCount; i += 3) {
    const [a, b, c] = mesh.indices.subarray(i, i + 3)
    for (const [k, vertex] of [a, b, c].entries())
      corner.set(mesh.positions.subarray(vertex * 3, vertex * 3 + 3), k * 3)
    addFace(faces, [[vertices[a], vertices[b], vertices[c]]], typeOfTriangle())
  }
  return faces
}

/** By the direction that the triangle in `corner` looks: down is ground, sideways is wall. */
function typeOfTriangle(): number {
  const [ax, ay, az, bx, by, bz, cx, cy, cz] = corner
  const nx = (by - ay) * (cz - az) - (bz - az) * (cy - ay)
  const ny = (bz - az) * (cx - ax) - (bx - ax) * (cz - az)
  const nz = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
  const steepness = nz / (Math.hypot(nx, ny, nz) || 1)
  if (steepness < -0.5) return ground
  return steepness < 0.05 ? wall : roof
}

/** The surfaces of a feature: solids where they close, else one multi-surface; each surface with its meaning. */
export function surfaceGeometry(geometry: SurfaceGeometry, f: number, solid: boolean, target: Target): CityGeometry[] {
  const { polygons, surfaceType } = geometry
  const { coordinates, featureOffsets } = polygons
  const faces: Faces = { rings: [], types: [] }
  for (let p = featureOffsets[f]; p < featureOffsets[f + 1]; p++) {
    const rings = ringsOf(polygons, p).map(outline =>
      outline.map(at => {
        const [x, y] = target.project(coordinates[at], coordinates[at + 1])
        return target.pool.add(x, y, coordinates[at + 2])
      }),
    )
    addFace(faces, rings, surfaceType[p])
  }
  return fromFaces(faces, cityJsonLod(geometry.lod), solid && geometry.solid[f] === 1, target)
}

/** Positions of the vertices of each ring in the coordinate array. */
function ringsOf({ polygonOffsets, ringOffsets, dimension }: PolygonColumn, p: number): number[][] {
  const rings: number[][] = []
  for (let r = polygonOffsets[p]; r < polygonOffsets[p + 1]; r++) {
    rings.push(Array.from({ length: ringOffsets[r + 1] - ringOffsets[r] }, (_, i) => (ringOffsets[r] + i) * dimension))
  }
  return rings
}

function fromFaces(faces: Faces, lod: string, solid: boolean, { pool }: Target): CityGeometry[] {
  if (faces.rings.length === 0) return []
  const shells = solid ? findShells(faces, pool) : undefined
  if (!shells?.some(({ volume }) => volume > 0)) return [multiSurface(faces, lod)]
  const outer = shells.filter(({ volume }) => volume > 0)
  const inner = shells.filter(({ volume }) => volume <= 0)
  return outer.map((shell, i) => {
    const hollows = inner.filter(hollow => outer.findIndex(candidate => contains(candidate, hollow)) === i)
    return solidOf([shell, ...hollows], faces, lod)
  })
}

function contains(outer: Shell, inner: Shell): boolean {
  return inner.low.every((value, axis) => value >= outer.low[axis] && inner.high[axis] <= outer.high[axis])
}

function solidOf(shells: Shell[], faces: Faces, lod: string): CityGeometry {
  const boundaries = shells.map(({ polygons }) => polygons.map(polygon => faces.rings[polygon]))
  const types = shells.map(({ polygons }) => polygons.map(polygon => faces.types[polygon]))
  return { type: 'Solid', lod, boundaries, ...semanticsOf(types) }
}

/** Of a prism, which is closed by the way it is made. */
function oneShell({ rings, types }: Faces, lod: string): CityGeometry {
  return { type: 'Solid', lod, boundaries: [rings], ...semanticsOf([types]) }
}

function multiSurface({ rings, types }: Faces, lod: string): CityGeometry {
  return { type: 'MultiSurface', lod, boundaries: rings, ...semanticsOf(types) }
}

/** Nothing where no surface has a meaning. */
function semanticsOf(types: number[] | number[][]): { semantics?: Json } {
  const used = [...new Set(types.flat())].filter(type => type > 0)
  if (used.length === 0) return {}
  const surfaces = used.map(type => ({ type: semanticName(type) }))
  const placeOf = (type: number) => (type > 0 ? used.indexOf(type) : null)
  const values = types.map(item => (Array.isArray(item) ? item.map(placeOf) : placeOf(item)))
  return { semantics: { surfaces, values } }
}

const semanticName = (type: number) =>
  surfaceTypes[type] === 'InteriorSurface' ? 'InteriorWallSurface' : surfaceTypes[type]

/** Flat polygons, at their own heights or on the ground. */
export function areaGeometry(polygons: PolygonColumn, f: number, z: number, target: Target): CityGeometry[] {
  const faces: Faces = { rings: [], types: [] }
  for (let p = polygons.featureOffsets[f]; p < polygons.featureOffsets[f + 1]; p++) {
    addFace(
      faces,
      ringsOf(polygons, p).map(outline => outline.map(at => vertexAt(polygons, at, z, target))),
      0,
    )
  }
  return faces.rings.length > 0 ? [multiSurface(faces, '0')] : []
}

export function lineGeometry(lines: LineColumn, f: number, z: number, target: Target): CityGeometry[] {
  const boundaries: number[][] = []
  for (let l = lines.featureOffsets[f]; l < lines.featureOffsets[f + 1]; l++) {
    const line: number[] = []
    for (let v = lines.lineOffsets[l]; v < lines.lineOffsets[l + 1]; v++) {
      line.push(vertexAt(lines, v * lines.dimension, z, target))
    }
    const distinct = line.filter((index, i) => index !== line[i - 1])
    if (distinct.length >= 2) boundaries.push(distinct)
  }
  return boundaries.length > 0 ? [{ type: 'MultiLineString', lod: '0', boundaries }] : []
}

type Coordinates = Pick<PolygonColumn, 'coordinates' | 'dimension'>

export function pointGeometry(points: Coordinates, f: number, z: number, target: Target): CityGeometry[] {
  return [{ type: 'MultiPoint', lod: '0', boundaries: [vertexAt(points, f * points.dimension, z, target)] }]
}

function vertexAt({ coordinates, dimension }: Coordinates, at: number, z: number, { pool, project }: Target): number {
  const [x, y] = project(coordinates[at], coordinates[at + 1])
  const own = dimension === 3 ? coordinates[at + 2] : Number.NaN
  return pool.add(x, y, Number.isNaN(own) ? z : own)
}
