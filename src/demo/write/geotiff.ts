/** Heights on a grid of degrees, `width * height`, row-major, north row first. */
export interface HeightGrid {
  width: number
  height: number
  values: Float32Array
  west: number
  north: number
  /** Degrees a pixel. */
  step: number
}

const short = 3
const long = 4
const ascii = 2
const double = 12

/** A GeoTIFF of one band of 32-bit floats in EPSG:4326, uncompressed, little-endian. */
export function writeHeights(grid: HeightGrid, note: string): Uint8Array {
  const { width, height, values, west, north, step } = grid
  const geoKeys = [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326]
  const entries: [tag: number, type: number, values: readonly number[]][] = [
    [256, long, [width]],
    [257, long, [height]],
    [258, short, [32]],
    [259, short, [1]],
    [262, short, [1]],
    [270, ascii, [...new TextEncoder().encode(`${note}\0`)]],
    [273, long, [0]],
    [277, short, [1]],
    [278, long, [height]],
    [279, long, [values.length * 4]],
    [339, short, [3]],
    [33550, double, [step, step, 0]],
    [33922, double, [0, 0, 0, west, north, 0]],
    [34735, short, geoKeys],
  ]
  const size = (type: number) => (type === double ? 8 : type === long ? 4 : type === short ? 2 : 1)
  const directory = 8
  let extra = directory + 2 + entries.length * 12 + 4
  extra += extra % 8 === 0 ? 0 : 8 - (extra % 8)
  const places = entries.map(([, type, list]) => {
    const bytes = list.length * size(type)
    if (bytes <= 4) return -1
    const at = extra
    extra += Math.ceil(bytes / 8) * 8
    return at
  })
  const out = new Uint8Array(extra + values.length * 4)
  const view = new DataView(out.buffer)
  view.setUint32(0, 0x002a4949, true)
  view.setUint32(4, directory, true)
  view.setUint16(directory, entries.length, true)
  entries.forEach(([tag, type, list], i) => {
    const at = directory + 2 + i * 12
    view.setUint16(at, tag, true)
    view.setUint16(at + 2, type, true)
    view.setUint32(at + 4, list.length, true)
    if (places[i] >= 0) view.setUint32(at + 8, places[i], true)
    const content = tag === 273 ? [extra] : list
    for (const [k, value] of content.entries())
      put(view, type, (places[i] >= 0 ? places[i] : at + 8) + k * size(type), value)
  })
  for (let i = 0; i < values.length; i++) view.setFloat32(extra + i * 4, values[i], true)
  return out
}

function put(view: DataView, type: number, at: number, value: number): void {
  if (type === double) view.setFloat64(at, value, true)
  else if (type === long) view.setUint32(at, value, true)
  else if (type === short) view.setUint16(at, value, true)
  else view.setUint8(at, value)
}
