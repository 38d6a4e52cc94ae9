import { validateBytes } from 'gltf-validator'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '#math/random.ts'
import { missing, type Table } from '#model/city/table.ts'
import { DataError } from '#model/exchange/error.ts'
import { readGlb, type TileMesh, tilesReady, toPropertyIds, writeGlb } from './index.ts'

beforeAll(tilesReady)

/** `count` boxes without floors on a square of `extent` metres. */
function createBoxes(count: number, extent: number, seed: number): TileMesh {
  const random = createRandom(seed)
  const positions = new Float32Array(count * 24)
  const indices = new Uint32Array(count * 30)
  const featureIds = new Uint32Array(count * 8)
  const faces = [0, 1, 5, 0, 5, 4, 1, 2, 6, 1, 6, 5, 2, 3, 7, 2, 7, 6, 3, 0, 4, 3, 4, 7, 4, 5, 6, 4, 6, 7]
  for (let b = 0; b < count; b++) {
    const [x, y] = [random.between(0, extent - 20), random.between(0, extent - 20)]
    const [w, d, h] = [random.between(5, 20), random.between(5, 20), random.between(3, 60)]
    for (let corner = 0; corner < 8; corner++) {
      const side = corner & 3
      positions[b * 24 + corner * 3] = x + (side === 1 || side === 2 ? w : 0)
      positions[b * 24 + corner * 3 + 1] = y + (side >= 2 ? d : 0)
      positions[b * 24 + corner * 3 + 2] = corner >= 4 ? h : 0
      featureIds[b * 8 + corner] = b
    }
    faces.forEach((corner, i) => {
      indices[b * 30 + i] = b * 8 + corner
    })
  }
  return { positions, indices, featureIds }
}

function textColumn(name: string, texts: string[]) {
  const encoded = texts.map(text => new TextEncoder().encode(text))
  const offsets = new Uint32Array(texts.length + 1)
  encoded.forEach((bytes, i) => {
    offsets[i + 1] = offsets[i] + bytes.length
  })
  return { type: 'text' as const, name, offsets, bytes: Uint8Array.from(encoded.flatMap(bytes => [...bytes])) }
}

function createTable(rowCount: number): Table {
  const number = (name: string, value: (row: number) => number, unit?: string) => ({
    type: 'number' as const,
    name,
    ...(unit ? { unit } : {}),
    values: Float64Array.from({ length: rowCount }, (_, row) => value(row)),
  })
  return {
    rowCount,
    columns: [
      number('row', row => row),
      number('height', row => Math.fround(3 + row * 0.7), 'm'),
      number('floorArea', row => (row % 5 ? 0.1 * row : Number.NaN), 'm²'),
      number('storeys', row => (row % 3 ? row % 200 : Number.NaN)),
      number('nothing', () => Number.NaN),
      number('class', row => -(row % 9)),
      {
        type: 'category',
        name: '用途',
        codes: Uint32Array.from({ length: rowCount }, (_, row) => (row % 4 ? row % 3 : missing)),
        dictionary: ['other', '住宅', 'office', 'unused'],
      },
      textColumn(
        'id',
        Array.from({ length: rowCount }, (_, row) => `b${row}`),
      ),
      textColumn(
        'name:zh',
        Array.from({ length: rowCount }, (_, row) => (row % 7 ? '' : `楼${row}`)),
      ),
      textColumn('empty', Array(rowCount).fill('')),
    ],
  }
}

/** Triangles as sorted text, independent of the order of vertices and triangles. */
function triangleKeys({ positions, indices, featureIds }: TileMesh, step: number): string[] {
  const corner = (i: number) =>
    [featureIds[i], ...[0, 1, 2].map(k => Math.round(positions[i * 3 + k] / step))].join(' ')
  const keys: string[] = []
  for (let t = 0; t < indices.length; t += 3) {
    const corners = [0, 1, 2].map(k => corner(indices[t + k]))
    const first = corners.indexOf([...corners].sort()[0])
    keys.push([0, 1, 2].map(k => corners[(first + k) % 3]).join(', '))
  }
  return keys.sort()
}

async function errorsOf(glb: Uint8Array): Promise<unknown[]> {
  const report = await validateBytes(glb, { maxIssues: 100 })
  return report.issues.messages.filter(message => message.severity < 2)
}

describe.each([false, true])('a GLB, compressed: %s', compress => {
  it('comes back with the same table', () => {
    const table = createTable(500)
    const content = { mesh: createBoxes(500, 600, 1), table, className: 'Building' }
    const back = readGlb(writeGlb(content, { compress }))
    expect(back.className).toBe('Building')
    expect(back.table).toEqual(table)
  })

  it('rounds fractions to 7 digits where asked to, and nothing else', () => {
    const table = createTable(100)
    const { columns } = readGlb(
      writeGlb({ mesh: createBoxes(100, 600, 1), table, className: 'B' }, { compress, rounded: true }),
    ).table
    for (const [i, column] of table.columns.entries()) {
      const expected = column.type === 'number' ? { ...column, values: column.values.map(Math.fround) } : column
      expect(columns[i]).toEqual(expected)
    }
  })

  it('keeps all triangles, their orientation and ids, and each coordinate within 5 mm to 650 m', () => {
    const mesh = createBoxes(500, 650, 2)
    const back = readGlb(writeGlb({ mesh, table: createTable(500), className: 'Building' }, { compress })).mesh
    expect(largestError(mesh, back)).toBeLessThan(0.0051)
    const onLattice = { ...mesh, positions: mesh.positions.map(value => Math.round(value)) }
    const whole = readGlb(
      writeGlb({ mesh: onLattice, table: createTable(500), className: 'Building' }, { compress }),
    ).mesh
    expect(triangleKeys(whole, 1)).toEqual(triangleKeys(onLattice, 1))
  })

  it('keeps the tolerance asked for at 20 km, with floats or with 16 bits', () => {
    const mesh = createBoxes(300, 20_000, 3)
    for (const tolerance of [0.01, 0.5]) {
      const glb = writeGlb({ mesh, table: createTable(300), className: 'Building' }, { compress, tolerance })
      expect(largestError(mesh, readGlb(glb).mesh)).toBeLessThanOrEqual(tolerance)
    }
  })

  it('passes the Khronos validator without an error or warning', async () => {
    const mesh = createBoxes(400, 650, 4)
    mesh.colors = new Uint8Array(mesh.positions.length).map((_, i) => i % 251)
    const glb = writeGlb({ mesh, table: createTable(400), className: 'Building' }, { compress })
    expect(await errorsOf(glb)).toEqual([])
    expect(
      await errorsOf(
        writeGlb({ mesh: createBoxes(50, 5000, 5), table: createTable(50), className: 'B' }, { compress }),
      ),
    ).toEqual([])
  })

  it('takes more than 65,535 features and vertices', async () => {
    const content = {
      mesh: createBoxes(70_000, 3000, 6),
      table: { rowCount: 70_000, columns: [] },
      className: 'Building',
    }
    const glb = writeGlb(content, { compress, tolerance: 0.05 })
    const back = readGlb(glb)
    expect(back.mesh.featureIds.reduce((a, b) => Math.max(a, b), 0)).toBe(69_999)
    expect(await errorsOf(glb)).toEqual([])
  })
})

/** Largest difference of a coordinate, matching vertices by feature and order of corner (reordering keeps neither, so by nearest). */
function largestError(mesh: TileMesh, back: TileMesh): number {
  const byFeature = new Map<number, number[]>()
  back.featureIds.forEach((id, vertex) => {
    byFeature.set(id, [...(byFeature.get(id) ?? []), vertex])
  })
  let largest = 0
  mesh.featureIds.forEach((id, vertex) => {
    const distances = byFeature
      .get(id)!
      .map(candidate =>
        Math.max(...[0, 1, 2].map(k => Math.abs(mesh.positions[vertex * 3 + k] - back.positions[candidate * 3 + k]))),
      )
    largest = Math.max(largest, Math.min(...distances))
  })
  return largest
}

describe('sizes and times', () => {
  it('is at most a quarter of uncompressed floats', () => {
    const mesh = createBoxes(10_000, 1200, 7)
    const glb = writeGlb({ mesh, table: { rowCount: 10_000, columns: [] }, className: 'Building' }, { compress: true })
    const plain = mesh.positions.byteLength + mesh.indices.byteLength
    expect(glb.length / plain).toBeLessThan(0.25)
  })
})

describe('a damaged GLB', () => {
  it.each([false, true])('never fails untyped, compressed: %s', compress => {
    const glb = writeGlb({ mesh: createBoxes(5, 100, 8), table: createTable(5), className: 'Building' }, { compress })
    const random = createRandom(9)
    for (let round = 0; round < 1500; round++) {
      const damaged = glb.slice(0, round % 3 ? glb.length : random.int(glb.length))
      for (let k = 0; k < 3 && damaged.length; k++) damaged[random.int(damaged.length)] = random.int(256)
      try {
        readGlb(damaged)
      } catch (error) {
        expect(error, `round ${round}`).toBeInstanceOf(DataError)
      }
    }
  })
})

describe('property ids', () => {
  it('are identifiers, unique, and no words of GLSL or names of Object', () => {
    const names = [
      'name:zh',
      'name_zh',
      '高度',
      '面积',
      'class',
      '2nd',
      '__proto__',
      'constructor',
      'vec3',
      'a__b',
      'gl_x',
      '',
    ]
    const ids = toPropertyIds(names)
    expect(ids).toEqual([
      'name_zh',
      'name_zh_2',
      'p',
      'p_2',
      'p_class',
      'p_2nd',
      'proto',
      'p_constructor',
      'p_vec3',
      'a_b',
      'p_gl_x',
      'p_3',
    ])
  })
})
