import { type Column, missing } from '#model/city/table.ts'
import { amountOf, gatherWholes, type WholeColumns } from './wholes.ts'

/** What a set of features adds up to. Sums leave missing values out and say how many features had one. */
export interface Statistics {
  /** Number of features by kind, most frequent first. */
  kinds: [kind: string, count: number][]
  buildings: number
  /** Square metres. */
  floorArea: Sum
  population: Sum
  heights: Histogram | undefined
}

export interface Sum {
  total: number
  /** Buildings which have a value. */
  known: number
}

export interface Histogram {
  /** Edges in rising order, one more than counts; bin i is edges[i] <= value < edges[i + 1], the last one closed. */
  edges: number[]
  counts: number[]
  median: number
}

export interface StatisticsColumns extends WholeColumns {
  height?: Column
  floorArea?: Column
  population?: Column
}

/**
 * Areas and people are those of buildings, each counted once: what the building itself says, else its selected parts together (of the
 * height, the tallest). Where nothing is a building or part of one, every feature counts.
 */
export function toStatistics(rows: Uint32Array, columns: StatisticsColumns): Statistics {
  const wholes = gatherWholes(rows, columns)
  const counted = wholes.length > 0 ? wholes : Array.from(rows, row => ({ row, parts: [] }))
  const amounts = (column: Column | undefined, join: (a: number, b: number) => number) =>
    Float64Array.from(counted, whole => amountOf(whole, column, join)).filter(Number.isFinite)
  return {
    kinds: countKinds(rows, columns.kind),
    buildings: wholes.length,
    floorArea: toSum(amounts(columns.floorArea, add)),
    population: toSum(amounts(columns.population, add)),
    heights: toHistogram(amounts(columns.height, Math.max), 12),
  }
}

const add = (a: number, b: number) => a + b

/** About `count` bins of a round width which cover all values; undefined without values. */
export function toHistogram(values: Float64Array, count: number): Histogram | undefined {
  if (values.length === 0) return undefined
  const sorted = values.slice().sort()
  const low = sorted[0]
  const width = roundWidth((sorted[sorted.length - 1] - low) / count || 1)
  const first = Math.floor(low / width) * width
  const bins = Math.max(1, Math.ceil((sorted[sorted.length - 1] - first) / width + 1e-9))
  const counts = new Array<number>(bins).fill(0)
  for (const value of sorted) counts[Math.min(bins - 1, Math.floor((value - first) / width))]++
  const edges = Array.from({ length: bins + 1 }, (_, i) => Number((first + i * width).toPrecision(12)))
  return { edges, counts, median: sorted[sorted.length >> 1] }
}

/** The next of 1, 2, 5 times a power of ten at or above the width. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width))
  return [1, 2, 5, 10].map(digit => digit * power).find(round => round >= width * (1 - 1e-9)) ?? width
}

const toSum = (values: Float64Array): Sum => ({ total: values.reduce(add, 0), known: values.length })

function countKinds(rows: Uint32Array, kind: Column | undefined): [string, number][] {
  if (kind?.type !== 'category') return []
  const counts = new Uint32Array(kind.dictionary.length)
  for (const row of rows) if (kind.codes[row] !== missing) counts[kind.codes[row]]++
  const named = kind.dictionary.map((name, i): [string, number] => [name, counts[i]])
  return named.filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a)
}
