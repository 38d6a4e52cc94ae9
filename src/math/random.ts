/** A seeded stream of numbers. The same seed gives the same numbers on every engine, now and later. */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2⁻³². */
  next(): number
  /** Uniform integer in [0, n). */
  int(n: number): number
  /** Uniform in [a, b). */
  between(a: number, b: number): number
  /** Standard normal: mean 0, standard deviation 1, never beyond ±6. */
  normal(): number
  /** True with the given probability. */
  chance(probability: number): boolean
  /** One entry, each as likely; the array must not be empty. */
  pick<T>(items: readonly T[]): T
  /** An entry with probability proportional to its weight. */
  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T
  /**
   * An independent stream named by the label. It depends on the seed and the label only, not on how much was drawn,
   * so that one subsystem may change without shifting the numbers of all others.
   */
  fork(label: number | string): Random
}

/** Stream of sfc32 (Chris Doty-Humphrey, PractRand), seeded by an FNV-1a hash of the seed's text. */
export function createRandom(seed: number | string): Random {
  const key = String(seed)
  const nextInt = createSfc32(hashText(key))
  const next = () => nextInt() / 4294967296

  return {
    next,
    int: n => Math.floor(next() * n),
    between: (a, b) => a + (b - a) * next(),
    normal: () => normalFrom(next),
    chance: probability => next() < probability,
    pick: items => items[Math.floor(next() * items.length)],
    weighted: items => pickWeighted(items, next()),
    fork: label => createRandom(`${key}/${label}`),
  }
}

/** 32-bit FNV-1a over UTF-16 code units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

function createSfc32(seed: number): () => number {
  let a = seed | 0
  let b = (seed ^ 0x9e3779b9) | 0
  let c = Math.imul(seed, 0x85ebca6b) | 0
  let counter = 1
  const step = () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return t >>> 0
  }
  for (let i = 0; i < 15; i++) step() // until the state no longer shows the seed
  return step
}

/** Sum of twelve uniforms less six (Irwin-Hall): additions only, so no engine's logarithm has a say in the last digit. */
function normalFrom(next: () => number): number {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += next()
  return sum
}

function pickWeighted<T>(items: readonly (readonly [T, number])[], uniform: number): T {
  let rest = uniform * items.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [item, weight] of items) {
    rest -= weight
    if (rest < 0) return item
  }
  return items[items.length - 1][0]
}
