import type { LabelKind } from '#model/city/label.ts'

export interface LabelStyle {
  /** CSS pixels. */
  size: number
  weight: number
  /** Em between letters. */
  spacing: number
  /** Both languages, the second smaller below. */
  both: boolean
  /** Metres from the camera between which the name is shown. */
  near: number
  far(size: number): number
  /** Least share of the view's steepness (1 straight down): names that lie on the ground cannot be read from the side. */
  steep: number
  day: string
  night: string
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

/** Few words, each in the voice of what it names: districts spaced and calm, water celadon, green muted, stations indigo. */
export const labelStyles: Record<LabelKind, LabelStyle> = {
  district: {
    size: 14,
    weight: 600,
    spacing: 0.12,
    both: true,
    near: 900,
    far: () => 40_000,
    steep: 0.1,
    day: '#33403f',
    night: '#eaf0ee',
  },
  water: {
    size: 13,
    weight: 500,
    spacing: 0.08,
    both: true,
    near: 150,
    far: size => clamp(size * 8, 1500, 30_000),
    steep: 0.12,
    day: '#23696c',
    night: '#8fc4c6',
  },
  green: {
    size: 12,
    weight: 500,
    spacing: 0.02,
    both: false,
    near: 150,
    far: size => clamp(size * 7, 1200, 14_000),
    steep: 0.12,
    day: '#3f6429',
    night: '#a5c48d',
  },
  village: {
    size: 12,
    weight: 500,
    spacing: 0.04,
    both: false,
    near: 300,
    far: () => 9000,
    steep: 0.1,
    day: '#4d5856',
    night: '#b9c6c2',
  },
  station: {
    size: 12,
    weight: 600,
    spacing: 0,
    both: false,
    near: 60,
    far: () => 3600,
    steep: 0.14,
    day: '#3c58a8',
    night: '#a9bcf0',
  },
  square: {
    size: 12,
    weight: 500,
    spacing: 0,
    both: false,
    near: 60,
    far: () => 2200,
    steep: 0.2,
    day: '#5b5244',
    night: '#d8ccb6',
  },
  street: {
    size: 12,
    weight: 500,
    spacing: 0.04,
    both: false,
    near: 60,
    far: size => clamp(700 + size * 0.35, 900, 4500),
    steep: 0.3,
    day: '#6a6253',
    night: '#e6d3ae',
  },
}

export const halo = { day: 'rgba(247, 245, 239, 0.88)', night: 'rgba(14, 20, 22, 0.85)' }
