import { describe, expect, it } from 'vitest'
import { toAreaClass, toLineClass } from './classes.ts'
import { type Ground, readGround, writeGround } from './ground.ts'
import { type Canvas, createGroundPainter, tilePixels } from './paint.ts'

/** A lake of 0.01 degrees and a road along the equator, where Web Mercator's formulas are at their simplest. */
const ground: Ground = {
  extent: [10, -0.01, 10.02, 0.01],
  areas: {
    kind: Uint8Array.of(13),
    polygons: {
      dimension: 2,
      coordinates: Float64Array.of(10, 0, 10.01, 0, 10.01, 0.01, 10, 0.01),
      ringOffsets: Uint32Array.of(0, 4),
      polygonOffsets: Uint32Array.of(0, 1),
      featureOffsets: Uint32Array.of(0, 1),
    },
  },
  labels: [{ kind: 'water', name: '湖', en: 'Lake', lon: 10.005, lat: 0.005, height: 3, size: 1500 }],
  lines: {
    kind: Uint8Array.of(6),
    width: Float32Array.of(18),
    level: Int8Array.of(0),
    lines: {
      dimension: 2,
      coordinates: Float64Array.of(10, 0, 10.02, 0),
      lineOffsets: Uint32Array.of(0, 2),
      featureOffsets: Uint32Array.of(0, 1),
    },
  },
}

/** Writes down what is drawn with which colour. */
function createRecorder() {
  const drawn: { what: 'fill' | 'stroke'; style: string; width: number; points: [number, number][] }[] = []
  let points: [number, number][] = []
  const canvas = {
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 1,
    globalAlpha: 1,
    beginPath: () => {
      points = []
    },
    moveTo: (x: number, y: number) => points.push([x, y]),
    lineTo: (x: number, y: number) => points.push([x, y]),
    closePath: () => {},
    fillRect: () => {},
    fill() {
      drawn.push({ what: 'fill', style: canvas.fillStyle, width: 0, points })
    },
    stroke() {
      drawn.push({ what: 'stroke', style: canvas.strokeStyle, width: canvas.lineWidth, points })
    },
  }
  return { canvas: canvas as unknown as Canvas, drawn }
}

/** The tile at a level that holds a place, by the closed form at the equator: 360 degrees over 2^level tiles. */
const level = 14
const column = Math.floor(((10.005 + 180) / 360) * 2 ** level)
const row = 2 ** level / 2 - 1

describe('the ground', () => {
  it('comes back from its bytes', () => {
    expect(readGround(writeGround(ground))).toEqual(ground)
  })

  it('knows the words of tags', () => {
    expect(toAreaClass('Forest')).toBe('wood')
    expect(toAreaClass('hospital')).toBe('civic')
    expect(toLineClass('living_street')).toBe('residential')
    expect(toLineClass('nonsense')).toBeUndefined()
  })

  it('is painted where it lies', () => {
    const painter = createGroundPainter(ground)
    const { canvas, drawn } = createRecorder()
    painter.paint(canvas, level, column, row, 'day')
    const lake = drawn.find(({ what }) => what === 'fill')
    const expected = ((10 + 180) / 360) * 2 ** level * tilePixels - column * tilePixels
    expect(lake?.points[0][0]).toBeCloseTo(expected, 6)
    expect(lake?.points[0][1]).toBeCloseTo(tilePixels, 6)
    const side = (0.01 / 360) * 2 ** level * tilePixels
    expect((lake?.points[1][0] ?? 0) - (lake?.points[0][0] ?? 0)).toBeCloseTo(side, 6)
  })

  it('draws a road as wide as it is', () => {
    const { canvas, drawn } = createRecorder()
    createGroundPainter(ground).paint(canvas, 18, Math.floor((190.005 / 360) * 2 ** 18), 2 ** 17 - 1, 'day')
    const metresPerPixel = 40_075_016.686 / (tilePixels * 2 ** 18)
    const widths = drawn.filter(({ what }) => what === 'stroke').map(({ width }) => width)
    expect(Math.min(...widths)).toBeCloseTo(18 / metresPerPixel, 4)
  })

  it('covers its extent with a margin and nothing far away', () => {
    const painter = createGroundPainter(ground)
    expect(painter.covers(level, column, row)).toBe(true)
    expect(painter.covers(level, column + 100, row)).toBe(false)
  })

  it('by night is other than by day', () => {
    const day = createRecorder()
    const night = createRecorder()
    createGroundPainter(ground).paint(day.canvas, level, column, row, 'day')
    createGroundPainter(ground).paint(night.canvas, level, column, row, 'night')
    expect(night.drawn.map(({ style }) => style)).not.toEqual(day.drawn.map(({ style }) => style))
  })
})
