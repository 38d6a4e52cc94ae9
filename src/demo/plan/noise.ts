/** Smooth value noise in [-1, 1], one unit a cell, by hashing lattice points (no trigonometry, so the same everywhere). */
export function createNoise(seed: number): (x: number, y: number) => number {
  const at = (x: number, y: number) => {
    let h = Math.imul(x, 0x27d4eb2f) ^ Math.imul(y, 0x165667b1) ^ seed
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1
  }
  return (x, y) => {
    const [i, j] = [Math.floor(x), Math.floor(y)]
    const [s, t] = [fade(x - i), fade(y - j)]
    const south = at(i, j) + (at(i + 1, j) - at(i, j)) * s
    const north = at(i, j + 1) + (at(i + 1, j + 1) - at(i, j + 1)) * s
    return south + (north - south) * t
  }
}

const fade = (t: number) => t * t * t * (t * (6 * t - 15) + 10)

/** Hermite step from 0 at `a` to 1 at `b`. */
export function smoothstep(a: number, b: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - a) / (b - a)))
  return t * t * (3 - 2 * t)
}
