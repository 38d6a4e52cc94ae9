import { minimumAreaRectangle, type Rectangle } from '../geometry/hull.ts'
import { ringArea, ringCentroid } from '../geometry/ring.ts'
import { addHeightField } from './field.ts'
import { addTriangle, addVertex, type Mesh, reserve } from './mesh.ts'
import { addPrism, mirrorTriangles, writeLevel } from './prism.ts'
import { triangulate } from './triangulate.ts'

export type RoofForm = 'flat' | 'gabled' | 'hipped' | 'pyramidal' | 'dome' | 'skillion'

export interface Roof {
  form: RoofForm
  /** z of the bottom, of the eaves, and of the highest point. */
  low: number
  eaves: number
  high: number
  /**
   * Direction in which a skillion falls, or in which the ridge of a gable runs; degrees clockwise from +y, taken to the nearest side; NaN:
   * along the longer side, as the ridge of a hipped roof always does.
   */
  direction: number
}

/** Polygons as in `PolygonColumn`, metres, outer ring counter-clockwise. */
export interface Footprint {
  coordinates: ArrayLike<number>
  ringOffsets: ArrayLike<number>
  firstRing: number
  lastRing: number
  stride: number
}

const domeRings = 4

/**
 * Adds a closed solid with a roof over any footprint. Gabled, hipped and skillion roofs lie over the rectangle of least area around the
 * footprint, which cuts them, so walls reach up to the roof where the footprint leaves that rectangle. Pyramids and domes need a footprint
 * whose whole outline is seen from its centroid and which has no holes; others get a hipped roof.
 *
 * Volumes over a rectangle of area A, with wall height w and roof height r: flat A(w + r), gabled and skillion A(w + r/2), pyramidal
 * A(w + r/3), hipped with ridge (L - W) long: A·w + r·W(L - W)/2 + r·W²/3. Dome: frusta inscribed in the half ellipsoid.
 */
export function addRoofed(mesh: Mesh, footprint: Footprint, roof: Roof): void {
  const { coordinates, ringOffsets, firstRing, lastRing, stride } = footprint
  if (roof.form === 'flat' || !(roof.high > roof.eaves)) {
    addPrism(mesh, coordinates, ringOffsets, firstRing, lastRing, stride, roof.low, roof.high)
    return
  }
  if (roof.form === 'pyramidal' || roof.form === 'dome') {
    const centre = visibleCentre(footprint)
    if (centre) addRings(mesh, footprint, roof, centre, roof.form === 'dome' ? domeRings : 1)
    else addCreased(mesh, footprint, { ...roof, form: 'hipped' })
    return
  }
  addCreased(mesh, footprint, roof)
}

/** The centroid, where every edge of the (only) ring is seen from it. */
function visibleCentre({ coordinates, ringOffsets, firstRing, lastRing, stride }: Footprint) {
  if (lastRing - firstRing !== 1) return undefined
  const from = ringOffsets[firstRing]
  const to = ringOffsets[lastRing]
  const [x, y] = ringCentroid(coordinates, from, to, stride)
  for (let i = from, j = to - 1; i < to; j = i++) {
    const px = coordinates[j * stride] - x
    const py = coordinates[j * stride + 1] - y
    const qx = coordinates[i * stride] - x
    const qy = coordinates[i * stride + 1] - y
    if (px * qy - py * qx <= 0) return undefined
  }
  return [x, y] as const
}

/** Pyramid (one ring) or dome: the outline shrunk towards the centre, ring by ring, and an apex. */
function addRings(
  mesh: Mesh,
  { coordinates, ringOffsets, firstRing, lastRing, stride }: Footprint,
  { low, eaves, high }: Roof,
  [cx, cy]: readonly [number, number],
  rings: number,
): void {
  const from = ringOffsets[firstRing]
  const count = ringOffsets[lastRing] - from
  const base = mesh.vertexCount
  reserve(mesh, (rings + 1) * count + 1, 2 * count * (rings + 2))
  writeLevel(mesh, coordinates, from, count, stride, low)
  const bottom = mesh.indexCount
  triangulate(mesh, base, coordinates, ringOffsets, firstRing, lastRing, stride)
  turnOver(mesh, bottom)
  for (let ring = 0; ring < rings; ring++) {
    const angle = (ring / rings) * (Math.PI / 2)
    const scale = Math.cos(angle)
    const z = eaves + (high - eaves) * Math.sin(angle)
    for (let i = from; i < from + count; i++)
      addVertex(mesh, cx + (coordinates[i * stride] - cx) * scale, cy + (coordinates[i * stride + 1] - cy) * scale, z)
  }
  const apex = addVertex(mesh, cx, cy, high)
  for (let ring = 0; ring < rings; ring++) joinRings(mesh, base + ring * count, count)
  const last = base + rings * count
  for (let i = 0; i < count; i++) addTriangle(mesh, last + i, last + ((i + 1) % count), apex)
}

function turnOver(mesh: Mesh, from: number): void {
  const to = mesh.indexCount
  mirrorTriangles(mesh, from, to, 0)
  mesh.indices.copyWithin(from, to, mesh.indexCount)
  mesh.indexCount = to
}

function joinRings(mesh: Mesh, lower: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const a = lower + i
    const b = lower + ((i + 1) % count)
    addTriangle(mesh, a, b, b + count)
    addTriangle(mesh, a, b + count, a + count)
  }
}

/** Gabled, hipped and skillion: a surface over the rectangle around the footprint, cut out by the footprint. */
function addCreased(mesh: Mesh, footprint: Footprint, roof: Roof): void {
  const { coordinates, ringOffsets, firstRing, lastRing, stride } = footprint
  const from = ringOffsets[firstRing]
  const to = ringOffsets[firstRing + 1]
  const frame = ridgeFrame(footprint, roof)
  if (!(frame.across > 0)) {
    addPrism(mesh, coordinates, ringOffsets, firstRing, lastRing, stride, roof.low, roof.high)
    return
  }
  const isRectangle =
    lastRing - firstRing === 1 && to - from === 4 && ringArea(coordinates, from, to, stride) > 0.98 * frame.area
  if (isRectangle && roof.form !== 'skillion') addRidged(mesh, footprint, roof, frame)
  else
    addHeightField(
      mesh,
      coordinates,
      ringOffsets,
      firstRing,
      lastRing,
      stride,
      roof.low,
      creasesOf(roof, frame),
      heightOf(roof, frame),
    )
}

/** A rectangle with its ridge: u along the ridge, v across it, from the centre. */
interface RidgeFrame {
  x: number
  y: number
  ux: number
  uy: number
  /** Extent along u, and along v. */
  along: number
  across: number
  area: number
}

function ridgeFrame({ coordinates, ringOffsets, firstRing, stride }: Footprint, roof: Roof): RidgeFrame {
  const rectangle = minimumAreaRectangle(coordinates, ringOffsets[firstRing], ringOffsets[firstRing + 1], stride)
  const { x, y, length, width } = rectangle
  const area = length * width
  const frame = (angle: number, along: number, across: number) => ({
    x,
    y,
    ux: Math.cos(angle),
    uy: Math.sin(angle),
    along,
    across,
    area,
  })
  if (Number.isNaN(roof.direction) || roof.form === 'hipped') return frame(rectangle.angle, length, width)
  const ridge = ridgeAngle(rectangle, roof)
  const turned = Math.abs(Math.cos(ridge - rectangle.angle)) < Math.SQRT1_2
  return frame(ridge, turned ? width : length, turned ? length : width)
}

/** Compass direction to the angle of the rectangle's side next to it; a skillion's ridge runs across its fall, and keeps its sense. */
function ridgeAngle(rectangle: Rectangle, { form, direction }: Roof): number {
  const compass = ((90 - direction) * Math.PI) / 180
  const wanted = form === 'skillion' ? compass + Math.PI / 2 : compass
  const quarter = Math.PI / 2
  return rectangle.angle + Math.round((wanted - rectangle.angle) / quarter) * quarter
}

/** Fraction of the roof's height at a point, and so its z: 0 at the eaves, 1 on the ridge. */
function heightOf(roof: Roof, frame: RidgeFrame): (x: number, y: number) => number {
  const { low, eaves, high, form } = roof
  const half = frame.across / 2
  const hip = frame.along / 2
  const run = Math.min(half, hip)
  return (x, y) => {
    const u = (x - frame.x) * frame.ux + (y - frame.y) * frame.uy
    const v = (y - frame.y) * frame.ux - (x - frame.x) * frame.uy
    let fraction = 1 - Math.abs(v) / half
    if (form === 'skillion') fraction = (1 + v / half) / 2
    else if (form === 'hipped') fraction = Math.min(half - Math.abs(v), hip - Math.abs(u)) / run
    return Math.max(low, eaves + (high - eaves) * Math.min(1, Math.max(0, fraction)))
  }
}

function creasesOf(roof: Roof, { x, y, ux, uy, along, across }: RidgeFrame) {
  if (roof.form === 'skillion') return []
  /** The line a·u + b·v = c. */
  const line = (a: number, b: number, c: number) => {
    const nx = a * ux - b * uy
    const ny = a * uy + b * ux
    return { nx, ny, offset: c + nx * x + ny * y }
  }
  if (roof.form === 'gabled') return [line(0, 1, 0)]
  const reach = (along - across) / 2
  const s = Math.SQRT1_2
  const hips = [line(s, s, s * reach), line(s, -s, s * reach), line(s, s, -s * reach), line(s, -s, -s * reach)]
  return [reach >= 0 ? line(0, 1, 0) : line(1, 0, 0), ...hips]
}

/** Gabled or hipped over four corners: 4 at the bottom, 4 at the eaves, 2 on the ridge. */
function addRidged(mesh: Mesh, footprint: Footprint, roof: Roof, frame: RidgeFrame): void {
  const { coordinates, ringOffsets, firstRing, lastRing, stride } = footprint
  const from = ringOffsets[firstRing]
  const base = mesh.vertexCount
  reserve(mesh, 10, 16)
  writeLevel(mesh, coordinates, from, 4, stride, roof.low)
  writeLevel(mesh, coordinates, from, 4, stride, roof.eaves)
  const bottom = mesh.indexCount
  triangulate(mesh, base, coordinates, ringOffsets, firstRing, lastRing, stride)
  turnOver(mesh, bottom)
  for (let i = 0; i < 4; i++) {
    const j = (i + 1) % 4
    addTriangle(mesh, base + i, base + j, base + 4 + j)
    addTriangle(mesh, base + i, base + 4 + j, base + 4 + i)
  }
  const corner = (i: number) => [coordinates[(from + (i % 4)) * stride], coordinates[(from + (i % 4)) * stride + 1]]
  const [b, c] = [corner(1), corner(2)]
  // The gable sides are 0-1 and 2-3 where side 1-2 runs along the ridge.
  const alongSecond =
    Math.abs((c[0] - b[0]) * frame.ux + (c[1] - b[1]) * frame.uy) > Math.hypot(c[0] - b[0], c[1] - b[1]) * Math.SQRT1_2
  const start = alongSecond ? 0 : 1
  const inset = roof.form === 'gabled' ? 0 : Math.min(0.5, frame.across / 2 / frame.along)
  const [p, q, r, s] = [corner(start), corner(start + 1), corner(start + 2), corner(start + 3)]
  const middle = (m: number[], n: number[]) => [(m[0] + n[0]) / 2, (m[1] + n[1]) / 2]
  const [g, h] = [middle(p, q), middle(r, s)]
  const ridge = (m: number[], n: number[]) =>
    addVertex(mesh, m[0] + (n[0] - m[0]) * inset, m[1] + (n[1] - m[1]) * inset, roof.high)
  const first = ridge(g, h)
  const second = ridge(h, g)
  const eave = (i: number) => base + 4 + ((start + i) % 4)
  addTriangle(mesh, eave(0), eave(1), first)
  addTriangle(mesh, eave(1), eave(2), second)
  addTriangle(mesh, eave(1), second, first)
  addTriangle(mesh, eave(2), eave(3), second)
  addTriangle(mesh, eave(3), eave(0), first)
  addTriangle(mesh, eave(3), first, second)
}
