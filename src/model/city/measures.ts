import { roofShapes } from './feature.ts'
import type { Tags } from './tag.ts'

/** What a source says of the vertical extent of a building; units and meaning as in `PrismGeometry`. */
export interface BuildingMeasures {
  base: number
  height: number
  roofHeight: number
  /** Index into `roofShapes`. */
  roofShape: number
  roofDirection: number
}

/** Metres a level has where a base or a roof is told in levels: the convention of OpenStreetMap's Simple 3D Buildings. */
const levelHeight = 3

/** The names under which sources say the same; the first that is there counts. */
const names = {
  height: [
    'height',
    'building:height',
    'Height',
    'HEIGHT',
    'render_height',
    'measuredHeight',
    'measured_height',
    'building_height',
    'heightroof',
  ],
  levels: [
    'building:levels',
    'building_levels',
    'levels',
    'storeys',
    'num_floors',
    'floors',
    'Floor',
    'floor',
    'storeysAboveGround',
  ],
  base: ['min_height', 'building:min_height', 'render_min_height', 'base_height'],
  baseLevel: ['building:min_level', 'min_level'],
  roofShape: ['roof:shape', 'roof_shape', 'building:roof:shape', 'roofShape'],
  roofHeight: ['roof:height', 'roof_height', 'roofHeight'],
  roofLevels: ['roof:levels', 'roof_levels'],
  roofAngle: ['roof:angle'],
  roofDirection: ['roof:direction', 'roof_direction', 'roofDirection'],
  roofOrientation: ['roof:orientation', 'roof_orientation'],
}

export const measureKeys: readonly string[] = Object.values(names).flat()

/** Roof shapes which we do not build, by the one that comes nearest. */
const nearestRoof: Record<string, string> = {
  half_hipped: 'hipped',
  'half-hipped': 'hipped',
  mansard: 'hipped',
  gambrel: 'gabled',
  saltbox: 'gabled',
  double_saltbox: 'gabled',
  round: 'gabled',
  cone: 'pyramidal',
  conical: 'pyramidal',
  spire: 'pyramidal',
  onion: 'dome',
  lean_to: 'skillion',
  shed: 'skillion',
  side_hipped: 'hipped',
  'side_half-hipped': 'hipped',
}

/**
 * Height, base and roof from tags (OpenStreetMap's Simple 3D Buildings and names met elsewhere). Numbers are metres. Storeys
 * alone make no height here: the pipeline estimates, and says so. Values that cannot be (negative, a base above the top) count as not given.
 */
export function measuresOf(tags: Tags): BuildingMeasures {
  const roofShape = roofShapeOf(text(tags, names.roofShape))
  const roofHeight = roofHeightOf(tags, roofShape)
  const height = positive(length(tags, names.height))
  const stated = baseOf(tags)
  const base = stated >= height ? 0 : stated
  return {
    base,
    height,
    roofHeight: Number.isNaN(height) ? roofHeight : Math.min(roofHeight, height - base),
    roofShape,
    roofDirection: roofDirectionOf(tags, roofShape),
  }
}

function baseOf(tags: Tags): number {
  const stated = length(tags, names.base)
  const base = Number.isNaN(stated) ? length(tags, names.baseLevel) * levelHeight : stated
  return Number.isNaN(base) ? 0 : Math.max(base, 0)
}

function roofHeightOf(tags: Tags, shape: number): number {
  if (shape === 0) return 0
  const stated = length(tags, names.roofHeight)
  if (stated >= 0) return stated
  return positive(length(tags, names.roofLevels)) * levelHeight
}

function roofShapeOf(value: string | undefined): number {
  if (!value) return 0
  const name = value.trim().toLowerCase()
  return Math.max(0, (roofShapes as readonly string[]).indexOf(nearestRoof[name] ?? name))
}

/**
 * `roof:direction` is where a face looks down to: for a skillion that is our direction, a ridge runs square to it.
 * `roof:orientation` along (our NaN) or across is left to the builder of the roof, which knows the longer side, except for
 * `across`, which has no direction of its own in the model.
 */
function roofDirectionOf(tags: Tags, shape: number): number {
  const value = text(tags, names.roofDirection)
  if (value === undefined) return Number.NaN
  const bearing = bearingOf(value)
  const ridge = roofShapes[shape] === 'gabled' || roofShapes[shape] === 'hipped'
  return ridge ? (bearing + 90) % 180 : bearing
}

const compass = ['n', 'nne', 'ne', 'ene', 'e', 'ese', 'se', 'sse', 's', 'ssw', 'sw', 'wsw', 'w', 'wnw', 'nw', 'nnw']

function bearingOf(value: string): number {
  const at = compass.indexOf(value.trim().toLowerCase())
  const degrees = at >= 0 ? at * 22.5 : Number.parseFloat(value)
  return Number.isFinite(degrees) ? ((degrees % 360) + 360) % 360 : Number.NaN
}

function text(tags: Tags, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = tags.get(key)
    if (value !== undefined) return String(value)
  }
  return undefined
}

function length(tags: Tags, keys: readonly string[]): number {
  for (const key of keys) {
    const value = tags.get(key)
    if (value === undefined) continue
    const metres = typeof value === 'number' ? value : parseLength(value)
    if (Number.isFinite(metres)) return metres
  }
  return Number.NaN
}

function positive(value: number): number {
  return value > 0 ? value : Number.NaN
}

const metresPer: Record<string, number> = {
  '': 1,
  m: 1,
  'm.': 1,
  metre: 1,
  metres: 1,
  meter: 1,
  meters: 1,
  米: 1,
  cm: 0.01,
  km: 1000,
  ft: 0.3048,
  feet: 0.3048,
  foot: 0.3048,
  "'": 0.3048,
  '"': 0.0254,
  in: 0.0254,
}

/**
 * Metres from a length as people write it: `12`, `12 m`, `12,5m`, `40'`, `5'11"`, `40 ft`, and the higher of a list or range (`3;4`,
 * `10-12`). NaN where it is none.
 */
export function parseLength(value: string): number {
  const feet = /^\s*(\d+(?:\.\d+)?)\s*'\s*(?:(\d+(?:\.\d+)?)\s*"?)?\s*$/.exec(value)
  if (feet) return Number(feet[1]) * 0.3048 + Number(feet[2] ?? 0) * 0.0254
  const parts = value.split(/[;–]|(?<=\d)\s*-\s*(?=\d)/)
  const metres = parts.map(parseOne).filter(Number.isFinite)
  return metres.length > 0 ? Math.max(...metres) : Number.NaN
}

function parseOne(value: string): number {
  const match = /^\s*([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+))\s*([^\d\s]*)\s*$/.exec(value)
  if (!match) return Number.NaN
  const factor = metresPer[match[2].toLowerCase()]
  return factor === undefined ? Number.NaN : Number(match[1].replace(',', '.')) * factor
}
