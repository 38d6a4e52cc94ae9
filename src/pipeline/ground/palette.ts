import type { GroundTheme } from '#model/city/city.ts'
import type { AreaClass, LineClass } from './classes.ts'

/** Colours of the ground as a picture: pale and quiet by day so that the porcelain buildings stand out, ink with lit roads by night. */
export interface Palette {
  /** Paper under everything, within the city's extent. */
  base: string
  area: Record<AreaClass, string>
  /** Light around a road, its edge and its surface. */
  line: Record<LineClass, { glow?: string; casing?: string; fill: string }>
}

const dayRoad = { casing: '#d3cdbf', fill: '#f8f5ee' }
const dayMajor = { casing: '#c9bfa8', fill: '#fbf6e9' }
const dayWater = '#b3c9c8'

const nightLane = { glow: 'rgba(150, 112, 62, 0.12)', fill: '#4f4433' }
const nightStreet = { glow: 'rgba(190, 140, 74, 0.14)', fill: '#7d643f' }
const nightMajor = { glow: 'rgba(224, 170, 92, 0.16)', casing: '#55452d', fill: '#c09758' }
const nightWater = '#0b141d'

export const palettes: Record<GroundTheme, Palette> = {
  day: {
    base: '#e5e0d5',
    area: {
      land: '#e5e0d5',
      residential: '#e7e2d8',
      commercial: '#e9e0d6',
      industrial: '#dddad6',
      civic: '#e7e2cf',
      farmland: '#e3e3cd',
      grass: '#d6dfc6',
      park: '#c8d8b9',
      wood: '#b4c8a6',
      sports: '#c9dac9',
      square: '#efebe3',
      sand: '#ece2c6',
      wetland: '#c6d5c8',
      water: dayWater,
      road: '#f2eee5',
      railway: '#dbd7d0',
    },
    line: {
      path: { fill: '#f1ede3' },
      cycleway: { fill: '#eeece0' },
      service: { fill: '#f3efe6' },
      residential: dayRoad,
      tertiary: dayRoad,
      secondary: dayMajor,
      primary: dayMajor,
      trunk: dayMajor,
      motorway: { casing: '#bfae8a', fill: '#f7edd4' },
      tram: { fill: '#bdb8b0' },
      rail: { fill: '#a8a49d' },
      stream: { fill: dayWater },
      canal: { fill: dayWater },
      river: { fill: dayWater },
    },
  },
  night: {
    base: '#161d24',
    area: {
      land: '#161d24',
      residential: '#1a2129',
      commercial: '#221f26',
      industrial: '#1b1f24',
      civic: '#1e2127',
      farmland: '#141b1c',
      grass: '#141d1d',
      park: '#121d1b',
      wood: '#0f1917',
      sports: '#182623',
      square: '#262625',
      sand: '#1d1e1c',
      wetland: '#101a1d',
      water: nightWater,
      road: '#2a2722',
      railway: '#1d2024',
    },
    line: {
      path: { fill: '#23262a' },
      cycleway: { fill: '#23262a' },
      service: { fill: '#33302b' },
      residential: nightLane,
      tertiary: nightStreet,
      secondary: nightStreet,
      primary: nightMajor,
      trunk: nightMajor,
      motorway: nightMajor,
      tram: { fill: '#2b2d31' },
      rail: { fill: '#282b30' },
      stream: { fill: nightWater },
      canal: { fill: nightWater },
      river: { fill: nightWater },
    },
  },
}
