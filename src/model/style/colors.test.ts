import { describe, expect, it } from 'vitest'
import { type Column, missing } from '../city/table.ts'
import { classColors, classOf, toClasses, toRowColors } from './colors.ts'
import { paletteColors, toRgb } from './palette.ts'
import { styleSchema } from './style.ts'
import { countValues, suggestStyle } from './suggest.ts'

const height: Column = { type: 'number', name: 'height', unit: 'm', values: Float64Array.of(3, 10, 25, Number.NaN, 90) }
const use: Column = {
  type: 'category',
  name: 'use',
  codes: Uint32Array.of(1, 1, 0, missing, 1),
  dictionary: ['office', 'residential', 'unused'],
}

describe('row colours', () => {
  it('put a value on a break into the class above it', () => {
    expect([9, 10, 24, 25, 26].map(value => classOf(value, [10, 25]))).toEqual([0, 1, 1, 2, 2])
  })

  it('follow the classes, missing last', () => {
    const style = { ...suggestStyle(height), breaks: [10, 25] }
    expect(style.type === 'sequential' && [...toClasses(style, height)]).toEqual([0, 1, 2, 3, 2])
    expect(style.type === 'sequential' && [...toRowColors(style, height)].slice(0, 3)).toEqual(toRgb('#440154'))
  })

  it('give the commonest category the first colour', () => {
    expect(countValues(use)).toEqual([
      ['residential', 3],
      ['office', 1],
    ])
    const style = suggestStyle(use)
    expect([...toClasses(style, use)]).toEqual([0, 0, 1, 3, 0])
    expect([...toRowColors(style, use)].slice(0, 3)).toEqual(toRgb(paletteColors('okabe-ito')[0]))
  })

  it('come from valid styles', () => {
    for (const column of [height, use]) expect(styleSchema.safeParse(suggestStyle(column)).success).toBe(true)
  })

  it('end at both ends of the ramp', () => {
    const style = suggestStyle(height)
    const colors = style.type === 'sequential' ? classColors({ ...style, breaks: [10, 20, 30] }) : []
    expect([colors[0], colors[3]]).toEqual(['#440154', '#fde725'])
  })
})
