/**
 * SHA-256 (FIPS 180-4), for pages that are served without TLS: browsers give them no Web Crypto. About a tenth of its speed.
 */
export function hashSha256(bytes: Uint8Array): Uint8Array {
  const state = Uint32Array.from(initial)
  const whole = bytes.length - (bytes.length % 64)
  const schedule = new Uint32Array(64)
  for (let at = 0; at < whole; at += 64) mixBlock(state, schedule, bytes, at)
  const tail = padTail(bytes, whole)
  for (let at = 0; at < tail.length; at += 64) mixBlock(state, schedule, tail, at)
  const digest = new Uint8Array(32)
  const view = new DataView(digest.buffer)
  state.forEach((word, i) => {
    view.setUint32(i * 4, word)
  })
  return digest
}

/** Section 5.1.1: a one, zeros, and the length in bits as 64 bits. */
function padTail(bytes: Uint8Array, whole: number): Uint8Array {
  const rest = bytes.length - whole
  const tail = new Uint8Array(rest < 56 ? 64 : 128)
  tail.set(bytes.subarray(whole))
  tail[rest] = 0x80
  const view = new DataView(tail.buffer)
  view.setUint32(tail.length - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(tail.length - 4, (bytes.length * 8) >>> 0)
  return tail
}

const rotate = (x: number, n: number) => (x >>> n) | (x << (32 - n))

/** Section 6.2.2. */
function mixBlock(state: Uint32Array, w: Uint32Array, bytes: Uint8Array, at: number): void {
  for (let t = 0; t < 16; t++) {
    const i = at + t * 4
    w[t] = (bytes[i] << 24) | (bytes[i + 1] << 16) | (bytes[i + 2] << 8) | bytes[i + 3]
  }
  for (let t = 16; t < 64; t++) {
    const s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ (w[t - 15] >>> 3)
    const s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ (w[t - 2] >>> 10)
    w[t] = w[t - 16] + s0 + w[t - 7] + s1
  }
  let [a, b, c, d, e, f, g, h] = state
  for (let t = 0; t < 64; t++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + constants[t] + w[t]) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const mixed = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] += mixed[i]
}

/** Sections 4.2.2 and 5.3.3: fractions of the cube roots of the first 64 primes, and of the square roots of the first 8. */
const primes = findPrimes(64)
const constants = Uint32Array.from(primes, prime => fractionOfRoot(prime, 3n))
const initial = primes.slice(0, 8).map(prime => fractionOfRoot(prime, 2n))

function findPrimes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every(prime => n % prime !== 0)) found.push(n)
  return found
}

/** First 32 bits after the point of the root, exact: the root of prime · 2^(32·degree) in whole numbers. */
function fractionOfRoot(prime: number, degree: bigint): number {
  const target = BigInt(prime) << (32n * degree)
  let low = 0n
  let high = 1n << 40n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** degree <= target) low = middle
    else high = middle
  }
  return Number(low & 0xffffffffn)
}
