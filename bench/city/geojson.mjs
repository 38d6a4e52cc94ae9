// @ts-check
// The file that everyone has to load: buildings with attributes on a city's plan, the same bytes for the same number.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Mulberry32: one 32-bit state, good enough for a load file. @param {number} state */
function createRandom(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const centre = { lon: 114.3, lat: 30.6 }
const spacing = 42
const metresPerDegree = 111_195
const uses = ['residential', 'office', 'retail', 'industrial', 'education', 'health', 'hotel', 'public']

/** Half the side of the square that the buildings fill, metres. @param {number} count */
export const halfSide = count => (Math.ceil(Math.sqrt(count)) * spacing * 1.18) / 2

/** @param {string} file @param {number} count */
export function ensureGeojson(file, count) {
  if (existsSync(file)) return file
  mkdirSync(dirname(file), { recursive: true })
  const random = createRandom(count)
  const output = openSync(`${file}.part`, 'w')
  writeSync(output, '{"type":"FeatureCollection","features":[\n')
  const columns = Math.ceil(Math.sqrt(count))
  let lines = ''
  for (let index = 0; index < count; index++) {
    lines += `${building(index, columns, random)}${index + 1 < count ? ',' : ''}\n`
    if (lines.length > 1_000_000 || index + 1 === count) {
      writeSync(output, lines)
      lines = ''
    }
  }
  writeSync(output, ']}\n')
  closeSync(output)
  renameSync(`${file}.part`, file)
  return file
}

/** @param {number} index @param {number} columns @param {() => number} random */
function building(index, columns, random) {
  const column = index % columns
  const row = Math.floor(index / columns)
  // Every eighth gap is a street, every 64th an avenue.
  const street = (/** @type {number} */ n) => n * spacing + Math.floor(n / 8) * 14 + Math.floor(n / 64) * 30
  const east = street(column) - street(columns) / 2 + (random() - 0.5) * 8
  const north = street(row) - street(columns) / 2 + (random() - 0.5) * 8
  const width = 12 + random() * 16
  const depth = 10 + random() * 14
  const angle = (random() - 0.5) * 0.35
  const far = Math.hypot(east, north) / (street(columns) / 2)
  const storeys = Math.max(1, Math.round(3 + 5 * random() + 38 * Math.exp(-8 * far * far) * random() ** 2))
  const ring = outline(width, depth, random).map(([x, y]) => {
    const lon =
      centre.lon +
      (east + x * Math.cos(angle) - y * Math.sin(angle)) / (metresPerDegree * Math.cos((centre.lat * Math.PI) / 180))
    const lat = centre.lat + (north + x * Math.sin(angle) + y * Math.cos(angle)) / metresPerDegree
    return `[${lon.toFixed(7)},${lat.toFixed(7)}]`
  })
  const use = uses[Math.floor(random() * uses.length)]
  const properties = `{"id":"b${index}","name":"Building ${index}","use":"${use}","height":${(storeys * 3.2).toFixed(1)},"storeys":${storeys},"year":${1950 + Math.floor(random() * 75)},"population":${Math.floor(random() * storeys * 12)}}`
  return `{"type":"Feature","properties":${properties},"geometry":{"type":"Polygon","coordinates":[[${[...ring, ring[0]].join(',')}]]}}`
}

/** A rectangle, or an L with a corner cut out. @param {number} w @param {number} d @param {() => number} random */
function outline(w, d, random) {
  const [x, y] = [w / 2, d / 2]
  if (random() < 0.6)
    return [
      [-x, -y],
      [x, -y],
      [x, y],
      [-x, y],
    ]
  const [a, b] = [x * (0.1 + 0.4 * random()), y * (0.1 + 0.4 * random())]
  return [
    [-x, -y],
    [x, -y],
    [x, b],
    [a, b],
    [a, y],
    [-x, y],
  ]
}
