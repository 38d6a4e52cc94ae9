import { type BuildingUse, buildingUses } from '#model/city/vocabulary.ts'

/** A breath of tint over porcelain, sRGB: warm where people live, cool where they work, and so on. */
const tints: Record<BuildingUse, string> = {
  other: '#f4f0e8',
  residential: '#f6efe2',
  office: '#e9eff2',
  retail: '#f6ebdf',
  hotel: '#f3e9e6',
  industrial: '#e8e7e2',
  education: '#f4f0dc',
  health: '#e9f2ef',
  public: '#eeeaf0',
  religious: '#f3e8d8',
  transport: '#e6ebee',
  leisure: '#e9f1e4',
  agriculture: '#efeedd',
}

/** GLSL: `vec3 useTint(int use)`, codes as in `buildingUses`. */
export function tintFunction(): string {
  const cases = buildingUses.map((use, code) => `if (use == ${code}) return ${toVec3(tints[use])};`)
  return `vec3 useTint(int use) { ${cases.slice(1).join(' ')} return ${toVec3(tints.other)}; }`
}

function toVec3(hex: string): string {
  const channel = (at: number) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(4)
  return `vec3(${channel(1)}, ${channel(3)}, ${channel(5)})`
}

/** Hours of the day when lights are on inside, as [from, to, share of windows]; `to` beyond 24 runs into the next day. */
const litHours: Record<BuildingUse, readonly (readonly [from: number, to: number, share: number])[]> = {
  other: [[17, 23, 0.45]],
  residential: [
    [5.5, 8, 0.35],
    [17, 23.5, 0.6],
    [23, 25, 0.2],
  ],
  office: [
    [7, 19.5, 0.75],
    [19, 23, 0.22],
  ],
  retail: [[9, 22, 0.85]],
  hotel: [
    [6, 9, 0.4],
    [17, 25, 0.55],
  ],
  industrial: [
    [6, 18, 0.4],
    [18, 30, 0.12],
  ],
  education: [
    [7, 17.5, 0.6],
    [17, 21.5, 0.25],
  ],
  health: [
    [6, 22, 0.7],
    [22, 30, 0.45],
  ],
  public: [
    [7, 18, 0.6],
    [18, 22, 0.12],
  ],
  religious: [[17, 20, 0.3]],
  transport: [[5, 25, 0.8]],
  leisure: [[10, 23, 0.6]],
  agriculture: [[5, 8, 0.2]],
}

/** Lights never go out entirely: stairs, watchmen, those who cannot sleep. */
const leastShare = 0.03
/** Hours over which lights come on or go out. */
const blend = 0.75

/** Share of a building's windows that are lit, 0 to 1, at a solar hour of day, 0 to 24. */
export function litShare(use: BuildingUse, hour: number): number {
  let share = leastShare
  for (const [from, to, level] of litHours[use])
    for (const shifted of [hour, hour + 24])
      share = Math.max(share, level * ramp(shifted - from + blend) * ramp(to + blend - shifted))
  return share
}

const ramp = (hours: number): number => Math.min(1, Math.max(0, hours / blend))

/** `litShare` of all uses, 16 numbers in the order of `buildingUses`, for a 4 by 4 matrix uniform. */
export function litShares(hour: number): number[] {
  return Array.from({ length: 16 }, (_, code) => (buildingUses[code] ? litShare(buildingUses[code], hour) : leastShare))
}
