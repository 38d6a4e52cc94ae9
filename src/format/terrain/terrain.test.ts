import { readFileSync } from 'node:fs'
import { unzlibSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { toEcef } from '#math/geodesy/ellipsoid.ts'
import { createRandom } from '#math/random.ts'
import { DataError } from '#model/exchange/error.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { findTile, parseQuantizedMesh, tileExtent, toGeographic, toTerrariumGrid } from './index.ts'

describe('findTile', () => {
  it('finds tiles of level 4 and finer again from the centre and sphere that they would have', () => {
    const random = createRandom(21)
    for (let round = 0; round < 300; round++) {
      // The spheres of larger tiles are centred elsewhere.
      const level = 4 + random.int(13)
      const tile = { level, x: random.int(2 ** (level + 1)), y: random.int(2 ** level) }
      const [west, south, east, north] = tileExtent(tile)
      const [low, high] = [random.between(-50, 100), random.between(100, 2000)]
      const centre = toEcef((west + east) / 2, (south + north) / 2, (low + high) / 2)
      const corners = [west, east].flatMap(x => [south, north].flatMap(y => [low, high].map(h => toEcef(x, y, h))))
      const radius = Math.max(...corners.map(c => Math.hypot(c[0] - centre[0], c[1] - centre[1], c[2] - centre[2])))
      const header = { centre, minimumHeight: low, maximumHeight: high, boundingSphere: { centre, radius } }
      // A tile much higher than wide tells nothing of its width.
      if ((east - west) * 111_000 < high - low) continue
      expect(findTile(header), JSON.stringify(tile)).toEqual(tile)
    }
  })
})

describe('Terrarium', () => {
  it('follows its formula, with NaN where there is no pixel', () => {
    const grid = toTerrariumGrid(
      new Uint8Array([128, 0, 0, 255, 128, 100, 128, 255, 0, 0, 0, 0, 127, 255, 0, 255]),
      2,
      2,
      { level: 1, x: 1, y: 0 },
    )
    expect([...grid.values]).toEqual([0, 100.5, Number.NaN, -1])
    expect(grid.affine[2]).toBe(0)
    expect(grid.affine[5]).toBeCloseTo(20_037_508.34, 2)
    expect(() => toTerrariumGrid(new Uint8Array(3), 1, 1)).toThrow(RangeError)
  })
})

describeWithShared('terrain tiles of others (facts: the data README)', () => {
  const tiles = [
    { name: 'tile-with-extensions.terrain', vertices: 627, heights: [4588.7, 6162.87] },
    { name: 'tile-with-metadata-extension.terrain', vertices: 488, heights: [458.23, 8019.76] },
  ]
  const bytesOf = (name: string) => new Uint8Array(readFileSync(sharedData(`terrain/${name}`)))

  it.each(tiles)('reads $name', ({ name, vertices, heights }) => {
    const mesh = parseQuantizedMesh(bytesOf(name))
    expect(mesh.u.length).toBe(vertices)
    expect(mesh.header.minimumHeight).toBeCloseTo(heights[0], 2)
    expect(mesh.header.maximumHeight).toBeCloseTo(heights[1], 2)
    expect([Math.min(...mesh.u), Math.max(...mesh.u), Math.min(...mesh.v), Math.max(...mesh.v)]).toEqual([
      0, 32767, 0, 32767,
    ])
    expect([...mesh.edges.west].every(index => mesh.u[index] === 0)).toBe(true)
    expect([...mesh.edges.north].every(index => mesh.v[index] === 32767)).toBe(true)
  })

  it('places them where their own header says', () => {
    for (const { name } of tiles) {
      const mesh = parseQuantizedMesh(bytesOf(name))
      const tile = findTile(mesh.header)
      expect(tile, name).toBeDefined()
      const positions = toGeographic(mesh, tile!)
      const { centre, radius } = mesh.header.boundingSphere
      for (let i = 0; i < positions.length; i += 3) {
        const [x, y, z] = toEcef(positions[i], positions[i + 1], positions[i + 2])
        expect(Math.hypot(x - centre[0], y - centre[1], z - centre[2])).toBeLessThan(radius * 1.01)
      }
    }
  })

  it('reads normals, water and metadata', () => {
    const [first, second] = tiles.map(({ name }) => parseQuantizedMesh(bytesOf(name)).extensions)
    expect(first.normals?.length).toBe(627 * 3)
    for (let i = 0; i < 627; i++) expect(Math.hypot(...first.normals!.subarray(i * 3, i * 3 + 3))).toBeCloseTo(1, 5)
    expect(first.waterMask?.length).toSatisfy((length: number) => length === 1 || length === 65536)
    expect(second.metadata).toBeTypeOf('object')
  })

  it('is a typed error at every length and under any change', () => {
    const bytes = bytesOf(tiles[0].name)
    const random = createRandom(22)
    for (let round = 0; round < 400; round++) {
      const damaged = bytes.slice(0, round % 2 ? bytes.length : random.int(bytes.length))
      for (let k = 0; k < 3 && damaged.length; k++) damaged[random.int(damaged.length)] = random.int(256)
      try {
        parseQuantizedMesh(damaged)
      } catch (error) {
        expect(error, `round ${round}`).toBeInstanceOf(DataError)
      }
    }
  })

  it('decodes the Terrarium tile to heights that land has', () => {
    const { rgba, width, height } = decodePng(bytesOf('terrarium.png'))
    const { values } = toTerrariumGrid(rgba, width, height)
    expect([width, height]).toEqual([256, 256])
    expect(values.every(value => value > -500 && value < 9000)).toBe(true)
  })
})

/** An 8-bit RGB or RGBA PNG (PNG 1.2, sections 5 and 9). Browsers have a decoder of their own. */
function decodePng(bytes: Uint8Array): { rgba: Uint8Array; width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const channels = bytes[25] === 6 ? 4 : 3
  const parts: number[] = []
  for (let at = 8; at < bytes.length; at += 12 + view.getUint32(at))
    if (view.getUint32(at + 4) === 0x49444154)
      for (const byte of bytes.subarray(at + 8, at + 8 + view.getUint32(at))) parts.push(byte)
  const raw = unzlibSync(Uint8Array.from(parts))
  const stride = width * channels
  const pixels = new Uint8Array(stride * height)
  for (let i = 0; i < pixels.length; i++) {
    const [row, column] = [Math.floor(i / stride), i % stride]
    const left = column >= channels ? pixels[i - channels] : 0
    const up = row ? pixels[i - stride] : 0
    const corner = row && column >= channels ? pixels[i - stride - channels] : 0
    const filter = raw[row * (stride + 1)]
    pixels[i] = raw[row * (stride + 1) + 1 + column] + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
  }
  const rgba = new Uint8Array(width * height * 4).fill(255)
  for (let i = 0; i < width * height; i++) rgba.set(pixels.subarray(i * channels, i * channels + channels), i * 4)
  return { rgba, width, height }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [left, up, corner].map(value => Math.abs(guess - value))
  return a <= b && a <= c ? left : b <= c ? up : corner
}
