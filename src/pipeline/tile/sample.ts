import { createRandom } from '#math/random.ts'
import { buildingUses } from '#model/city/vocabulary.ts'
import type { TileInput } from './input.ts'

/** A made-up city for tests and benchmarks: turned rectangles and elbows in blocks, towers in the middle, some roofs. */
export function createSampleCity(
  count: number,
  seed: string | number = 'sample',
  [lon0, lat0]: readonly [number, number] = [121.5, 31.23],
): TileInput {
  const random = createRandom(seed)
  const side = Math.ceil(Math.sqrt(count))
  const spacing = 32
  const north = 1 / 111_320
  const east = north / Math.cos((lat0 * Math.PI) / 180)
  const coordinates: number[] = []
  const offsets = new Uint32Array(count + 1)
  const height = new Float32Array(count)
  const roofHeight = new Float32Array(count)
  const roofShape = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    const [gx, gy] = [(i % side) - side / 2, Math.floor(i / side) - side / 2]
    const [x, y] = [gx * spacing + random.between(-3, 3), gy * spacing + random.between(-3, 3)]
    const far = Math.hypot(gx, gy) / side
    height[i] = random.between(4, 12) + (random.next() < 0.15 - 0.3 * far ? random.between(20, 140) : 0)
    if (height[i] < 12 && random.next() < 0.3) {
      roofShape[i] = 1 + random.int(5)
      roofHeight[i] = height[i] * 0.3
    }
    const [w, d, a] = [random.between(8, 24), random.between(8, 16), (Math.floor(gx / 12) % 5) * 0.2]
    const elbow = [0, 0, w, 0, w, d / 2, w / 2, d / 2, w / 2, d, 0, d]
    const plan = random.next() < 0.4 ? elbow : [0, 0, w, 0, w, d, 0, d]
    for (let k = 0; k < plan.length; k += 2) {
      const [u, v] = [plan[k] - w / 2, plan[k + 1] - d / 2]
      coordinates.push(
        lon0 + (x + u * Math.cos(a) - v * Math.sin(a)) * east,
        lat0 + (y + u * Math.sin(a) + v * Math.cos(a)) * north,
      )
    }
    offsets[i + 1] = coordinates.length / 2
  }
  const one = Uint32Array.from({ length: count + 1 }, (_, i) => i)
  const geometry = {
    type: 'prism' as const,
    footprint: {
      dimension: 2 as const,
      coordinates: Float64Array.from(coordinates),
      ringOffsets: offsets,
      polygonOffsets: one,
      featureOffsets: one,
    },
    base: new Float32Array(count),
    height,
    roofHeight,
    roofShape,
    roofDirection: new Float32Array(count).fill(Number.NaN),
  }
  const ids = Array.from({ length: count }, (_, i) => `b${i}`)
  const bytes = new TextEncoder().encode(ids.join(''))
  const idOffsets = new Uint32Array(count + 1)
  ids.forEach((id, i) => {
    idOffsets[i + 1] = idOffsets[i] + id.length
  })
  return {
    sets: [{ geometry, firstRow: 0, count, hidden: new Uint8Array(count), ground: new Float32Array(count).fill(4) }],
    table: {
      rowCount: count,
      columns: [
        { type: 'text', name: 'id', offsets: idOffsets, bytes },
        { type: 'number', name: 'height', unit: 'm', values: Float64Array.from(height) },
        { type: 'number', name: 'storeys', values: Float64Array.from(height, h => Math.max(1, Math.round(h / 3.2))) },
        { type: 'number', name: 'year', values: Float64Array.from(height, () => 1900 + random.int(125)) },
        {
          type: 'category',
          name: 'use',
          codes: Uint32Array.from(height, () => random.int(buildingUses.length)),
          dictionary: [...buildingUses],
        },
      ],
    },
  }
}
