import Flatbush from 'flatbush'
import type { GroundTheme } from '#model/city/city.ts'
import { toGroundExtent } from '#model/city/ground.ts'
import type { Extent } from '#model/geo/extent.ts'
import { areaClasses, lineClasses } from './classes.ts'
import type { Ground } from './ground.ts'
import { mercatorX, mercatorY } from './mercator.ts'
import { type Palette, palettes } from './palette.ts'

/** Twice what the globe asks for: it takes a picture for sharp when one of its pixels covers two of the screen. */
export const tilePixels = 512

/** The part of a 2D canvas context that painting needs. */
export type Canvas = Pick<
  OffscreenCanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'lineJoin'
  | 'globalAlpha'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'fill'
  | 'stroke'
  | 'fillRect'
>

export interface GroundPainter {
  /** False where the tile would stay empty. Web Mercator, y from the north. */
  covers(level: number, x: number, y: number): boolean
  /** Paints the tile onto `tilePixels` square pixels. */
  paint(canvas: Canvas, level: number, x: number, y: number, theme: GroundTheme): void
}

/** Paths thinner than this many pixels are left out; roads of the higher classes are widened to it instead. */
const leastPixels = 0.6
const equator = 40_075_016.686

interface Placed {
  /** Unit-square x, y of every vertex. */
  xy: Float64Array
  index: Flatbush | undefined
}

export function createGroundPainter(ground: Ground): GroundPainter {
  const { areas, lines } = ground
  const areaFirst = firstVertices(
    areas.polygons.featureOffsets,
    areas.polygons.polygonOffsets,
    areas.polygons.ringOffsets,
  )
  const lineFirst = firstVertices(lines.lines.featureOffsets, lines.lines.lineOffsets)
  const placedAreas = place(areas.polygons.coordinates, areaFirst)
  const placedLines = place(lines.lines.coordinates, lineFirst)
  const paper = toPaper(ground.extent)
  const cosine = Math.cos((((ground.extent[1] + ground.extent[3]) / 2) * Math.PI) / 180)
  const boxOf = (level: number, x: number, y: number, margin: number) => {
    const side = 2 ** -level
    return [(x - margin) * side, (y - margin) * side, (x + 1 + margin) * side, (y + 1 + margin) * side] as const
  }

  return {
    covers(level, x, y) {
      const [west, north, east, south] = boxOf(level, x, y, 0)
      return east >= paper.west && west <= paper.east && south >= paper.north && north <= paper.south
    },

    paint(canvas, level, x, y, theme) {
      const palette = palettes[theme]
      const scale = tilePixels * 2 ** level
      const metresPerPixel = (equator * cosine) / scale
      const toPixel = { scale, x0: x * tilePixels, y0: y * tilePixels }
      canvas.fillStyle = palette.base
      canvas.fillRect(0, 0, tilePixels, tilePixels)
      // A margin of a few pixels, so that wide lines which run beside the tile reach into it.
      const box = boxOf(level, x, y, 0.15)
      paintAreas(canvas, ground, placedAreas, box, toPixel, palette)
      paintLines(canvas, ground, placedLines, box, toPixel, palette, metresPerPixel)
    },
  }
}

/** For each feature the vertex at which it begins, and the end of the last one, through any number of offset levels. */
function firstVertices(...offsets: Uint32Array[]): Uint32Array {
  return offsets[0].map(offset => offsets.slice(1).reduce((at, level) => level[at], offset))
}

function place(coordinates: Float64Array, first: Uint32Array): Placed {
  const xy = new Float64Array(coordinates.length)
  for (let i = 0; i < coordinates.length; i += 2) {
    xy[i] = mercatorX(coordinates[i])
    xy[i + 1] = mercatorY(coordinates[i + 1])
  }
  const count = first.length - 1
  if (count <= 0) return { xy, index: undefined }
  const index = new Flatbush(count)
  for (let feature = 0; feature < count; feature++) {
    let [west, north, east, south] = [1, 1, 0, 0]
    for (let vertex = first[feature]; vertex < first[feature + 1]; vertex++) {
      west = Math.min(west, xy[2 * vertex])
      east = Math.max(east, xy[2 * vertex])
      north = Math.min(north, xy[2 * vertex + 1])
      south = Math.max(south, xy[2 * vertex + 1])
    }
    index.add(west, north, east, south)
  }
  index.finish()
  return { xy, index }
}

/** Features within the box in the order of the file, so that the picture does not depend on the index. */
const within = ({ index }: Placed, box: readonly [number, number, number, number]): number[] =>
  index ? index.search(...box).sort((a, b) => a - b) : []

interface ToPixel {
  scale: number
  x0: number
  y0: number
}

interface Paper {
  west: number
  north: number
  east: number
  south: number
}

/** The city lies on a sheet a little larger than itself; `createFade` softens its edge. */
function toPaper(extent: Extent): Paper {
  const [west, south, east, north] = toGroundExtent(extent)
  return { west: mercatorX(west), east: mercatorX(east), north: mercatorY(north), south: mercatorY(south) }
}

function paintAreas(
  canvas: Canvas,
  { areas }: Ground,
  placed: Placed,
  box: readonly [number, number, number, number],
  toPixel: ToPixel,
  palette: Palette,
): void {
  const found = within(placed, box)
  for (const [code, name] of areaClasses.entries()) {
    canvas.fillStyle = palette.area[name]
    for (const area of found) {
      if (areas.kind[area] !== code) continue
      canvas.beginPath()
      tracePolygons(canvas, areas.polygons, placed.xy, area, toPixel)
      canvas.fill('evenodd')
    }
  }
}

function tracePolygons(
  canvas: Canvas,
  { featureOffsets, polygonOffsets, ringOffsets }: Ground['areas']['polygons'],
  xy: Float64Array,
  area: number,
  toPixel: ToPixel,
): void {
  for (let ring = polygonOffsets[featureOffsets[area]]; ring < polygonOffsets[featureOffsets[area + 1]]; ring++) {
    trace(canvas, xy, ringOffsets[ring], ringOffsets[ring + 1], toPixel)
    canvas.closePath()
  }
}

function trace(canvas: Canvas, xy: Float64Array, start: number, end: number, { scale, x0, y0 }: ToPixel): void {
  for (let vertex = start; vertex < end; vertex++) {
    const px = xy[2 * vertex] * scale - x0
    const py = xy[2 * vertex + 1] * scale - y0
    if (vertex === start) canvas.moveTo(px, py)
    else canvas.lineTo(px, py)
  }
}

/** Light and casings of all lines first, then their surfaces class by class, so that crossings join and bridges lie on top. */
function paintLines(
  canvas: Canvas,
  { lines }: Ground,
  placed: Placed,
  box: readonly [number, number, number, number],
  toPixel: ToPixel,
  palette: Palette,
  metresPerPixel: number,
): void {
  const found = within(placed, box)
  canvas.lineJoin = 'round'
  for (const level of [-1, 0, 1]) {
    const here = found.filter(line => lines.level[line] === level)
    canvas.globalAlpha = level < 0 ? 0.25 : 1
    canvas.lineCap = level > 0 ? 'butt' : 'round'
    for (const part of ['glow', 'casing', 'fill'] as const) {
      for (const [code, name] of lineClasses.entries()) {
        const colour = palette.line[name][part]
        if (colour)
          strokeClass(canvas, lines, here, code, colour, placed.xy, toPixel, width =>
            strokeWidth(name, part, width / metresPerPixel),
          )
      }
    }
  }
  canvas.globalAlpha = 1
}

const minor = new Set<string>(['path', 'cycleway', 'service'])
const major = new Set<string>(['secondary', 'primary', 'trunk', 'motorway', 'river', 'canal', 'rail'])

/** Pixels; 0 leaves the line out. */
function strokeWidth(name: string, part: 'glow' | 'casing' | 'fill', pixels: number): number {
  if (minor.has(name) && pixels < 1.2) return 0
  const surface = major.has(name) ? Math.max(pixels, 1.5) : pixels
  if (surface < leastPixels) return 0
  if (part === 'fill') return surface
  // Light of the lamps falls on the pavements and the houses' feet.
  if (part === 'glow') return surface > 2 ? surface * 2.4 : 0
  return surface > 2.5 ? surface + Math.min(2, 0.3 * surface) : 0
}

function strokeClass(
  canvas: Canvas,
  lines: Ground['lines'],
  found: readonly number[],
  code: number,
  colour: string,
  xy: Float64Array,
  toPixel: ToPixel,
  toWidth: (metres: number) => number,
): void {
  const { featureOffsets, lineOffsets } = lines.lines
  canvas.strokeStyle = colour
  for (const line of found) {
    if (lines.kind[line] !== code) continue
    const width = toWidth(lines.width[line])
    if (width === 0) continue
    canvas.lineWidth = width
    canvas.beginPath()
    for (let part = featureOffsets[line]; part < featureOffsets[line + 1]; part++) {
      trace(canvas, xy, lineOffsets[part], lineOffsets[part + 1], toPixel)
    }
    canvas.stroke()
  }
}
