/** Class breaks of a number column. `count` classes have `count - 1` breaks; equal breaks are merged, so fewer may come back. */

export type BreakMethod = 'quantile' | 'equal' | 'natural'

/** Above this many values natural breaks work on an evenly spaced sample of the sorted values: the exact search is quadratic. */
const naturalSample = 1_000

/** Missing values (NaN) are left out. Breaks are rounded to as few digits as keep them apart. Empty without two distinct values. */
export function toBreaks(values: Float64Array, method: BreakMethod, count: number): number[] {
  const sorted = values.filter(Number.isFinite).sort()
  if (sorted.length === 0 || sorted[0] === sorted[sorted.length - 1]) return []
  const raw =
    method === 'equal'
      ? equalBreaks(sorted, count)
      : method === 'quantile'
        ? quantileBreaks(sorted, count)
        : naturalBreaks(sorted, count)
  return roundApart(raw, sorted[0], sorted[sorted.length - 1])
}

function equalBreaks(sorted: Float64Array, count: number): number[] {
  const low = sorted[0]
  const step = (sorted[sorted.length - 1] - low) / count
  return Array.from({ length: count - 1 }, (_, i) => low + step * (i + 1))
}

function quantileBreaks(sorted: Float64Array, count: number): number[] {
  return Array.from({ length: count - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / count)])
}

/**
 * Fisher 1958, "On grouping for maximum homogeneity": the partition of the sorted values into `count` runs with the least sum of
 * squared deviations from the means, by dynamic programming over prefix sums. A break is the first value of a run.
 */
function naturalBreaks(all: Float64Array, count: number): number[] {
  const sorted = sample(all)
  const n = sorted.length
  const classes = Math.min(count, n)
  const { sum, squares } = prefixSums(sorted)
  const cost = (from: number, to: number) => {
    const total = sum[to] - sum[from]
    return squares[to] - squares[from] - (total * total) / (to - from)
  }
  let best = Float64Array.from({ length: n + 1 }, (_, i) => (i === 0 ? 0 : cost(0, i)))
  const starts: Int32Array[] = []
  for (let k = 2; k <= classes; k++) {
    const next = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY)
    const start = new Int32Array(n + 1)
    for (let to = k; to <= n; to++) {
      for (let from = k - 1; from < to; from++) {
        const candidate = best[from] + cost(from, to)
        if (candidate < next[to]) {
          next[to] = candidate
          start[to] = from
        }
      }
    }
    starts.push(start)
    best = next
  }
  const breaks: number[] = []
  for (let k = starts.length - 1, end = n; k >= 0; k--) {
    end = starts[k][end]
    breaks.unshift(sorted[end])
  }
  return breaks
}

function sample(sorted: Float64Array): Float64Array {
  if (sorted.length <= naturalSample) return sorted
  return Float64Array.from(
    { length: naturalSample },
    (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (naturalSample - 1))],
  )
}

/** Sums of values less the first one: large offsets (years, coordinates) would cost the squares their digits. */
function prefixSums(sorted: Float64Array): { sum: Float64Array; squares: Float64Array } {
  const sum = new Float64Array(sorted.length + 1)
  const squares = new Float64Array(sorted.length + 1)
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i] - sorted[0]
    sum[i + 1] = sum[i] + value
    squares[i + 1] = squares[i] + value * value
  }
  return { sum, squares }
}

function roundApart(breaks: number[], low: number, high: number): number[] {
  const distinct = [...new Set(breaks)].filter(value => value > low && value <= high)
  for (let digits = 2; digits <= 15; digits++) {
    const rounded = distinct.map(value => Number(value.toPrecision(digits)))
    const close = rounded.every((value, i) => Math.abs(value - distinct[i]) <= 0.005 * (high - low))
    if (close && new Set(rounded).size === distinct.length && rounded.every(value => value > low)) return rounded
  }
  return distinct
}
