// @ts-check

const radius = 5
const sigma = 1.5
const c1 = (0.01 * 255) ** 2
const c2 = (0.03 * 255) ** 2

/**
 * Structural similarity of two RGB pictures after Wang, Bovik, Sheikh and Simoncelli (2004): luma, 11 x 11 Gaussian window of 1.5 pixels,
 * K1 = 0.01, K2 = 0.03, mean over the picture. `inside` is the mean over pixels where either picture differs from its upper left corner
 * (the background), which no empty sky flatters.
 * @param {Uint8Array} a @param {Uint8Array} b @param {number} width @param {number} height
 * @returns {{ all: number, inside: number }}
 */
export function structuralSimilarity(a, b, width, height) {
  if (a.length !== width * height * 3 || b.length !== a.length) throw new RangeError('the pictures have another size')
  const [x, y] = [luma(a), luma(b)]
  const blur = (/** @type {Float64Array} */ values) => blurred(values, width, height)
  const product = (/** @type {Float64Array} */ p, /** @type {Float64Array} */ q) =>
    blur(p.map((value, i) => value * q[i]))
  const [mx, my, xx, yy, xy] = [blur(x), blur(y), product(x, x), product(y, y), product(x, y)]
  let all = 0
  let inside = 0
  let count = 0
  for (let i = 0; i < x.length; i++) {
    const [m, n] = [mx[i], my[i]]
    const [vx, vy, cov] = [xx[i] - m * m, yy[i] - n * n, xy[i] - m * n]
    const value = ((2 * m * n + c1) * (2 * cov + c2)) / ((m * m + n * n + c1) * (vx + vy + c2))
    all += value
    if (!differs(a, i) && !differs(b, i)) continue
    inside += value
    count++
  }
  return { all: all / x.length, inside: count ? inside / count : 1 }
}

/** @param {Uint8Array} rgb @param {number} i */
const differs = (rgb, i) => rgb[i * 3] !== rgb[0] || rgb[i * 3 + 1] !== rgb[1] || rgb[i * 3 + 2] !== rgb[2]

/** Rec. 601. @param {Uint8Array} rgb */
function luma(rgb) {
  const values = new Float64Array(rgb.length / 3)
  for (let i = 0; i < values.length; i++)
    values[i] = 0.299 * rgb[i * 3] + 0.587 * rgb[i * 3 + 1] + 0.114 * rgb[i * 3 + 2]
  return values
}

const kernel = Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)))
const total = kernel.reduce((sum, weight) => sum + weight, 0)

/** Separable, edges repeated. @param {Float64Array} values @param {number} width @param {number} height */
function blurred(values, width, height) {
  const rows = new Float64Array(values.length)
  const result = new Float64Array(values.length)
  const clamp = (/** @type {number} */ value, /** @type {number} */ size) => Math.min(size - 1, Math.max(0, value))
  for (let r = 0; r < height; r++)
    for (let c = 0; c < width; c++) {
      let sum = 0
      for (let k = -radius; k <= radius; k++) sum += kernel[k + radius] * values[r * width + clamp(c + k, width)]
      rows[r * width + c] = sum / total
    }
  for (let r = 0; r < height; r++)
    for (let c = 0; c < width; c++) {
      let sum = 0
      for (let k = -radius; k <= radius; k++) sum += kernel[k + radius] * rows[clamp(r + k, height) * width + c]
      result[r * width + c] = sum / total
    }
  return result
}
