import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { polygonArea, reverseRing, ringArea } from '../geometry/ring.ts'
import { countEdges, isClosed, meshArea, meshVolume } from './measure.ts'
import { createMesh, type Mesh } from './mesh.ts'
import { addPrism, lowestGround } from './prism.ts'
import { addRoofed, type RoofForm } from './roof.ts'
import { addSurface, createWelder } from './surface.ts'
import { triangulate } from './triangulate.ts'

const seed = Number(process.env.SEED ?? 20261120)
const box = [0, 0, 12, 0, 12, 8, 0, 8]
const courtyard = { coordinates: [...box, 4, 2, 4, 6, 8, 6, 8, 2], ringOffsets: [0, 4, 8] }
const elbow = [0, 0, 12, 0, 12, 4, 4, 4, 4, 10, 0, 10]

const footprint = (coordinates: ArrayLike<number>, ringOffsets = [0, coordinates.length / 2]) => ({
  coordinates,
  ringOffsets,
  firstRing: 0,
  lastRing: ringOffsets.length - 1,
  stride: 2,
})

/** Star-shaped rings with collinear points put on some edges: what real footprints are full of. */
const ring = fc
  .array(fc.record({ r: fc.double({ min: 2, max: 20, noNaN: true }), collinear: fc.boolean() }), {
    minLength: 3,
    maxLength: 80,
  })
  .map(spokes => {
    const corner = (i: number) => {
      const angle = (2 * Math.PI * (i % spokes.length)) / spokes.length
      return [spokes[i % spokes.length].r * Math.cos(angle), spokes[i % spokes.length].r * Math.sin(angle)]
    }
    return spokes.flatMap(({ collinear }, i) => {
      const [a, b] = [corner(i), corner(i + 1)]
      return collinear ? [...a, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : a
    })
  })

function triangulated(coordinates: ArrayLike<number>, ringOffsets: number[]): Mesh {
  const mesh = createMesh()
  for (let i = 0; i < coordinates.length; i += 2) mesh.positions = growTo(mesh.positions, coordinates, i)
  mesh.vertexCount = coordinates.length / 2
  triangulate(mesh, 0, coordinates, ringOffsets, 0, ringOffsets.length - 1)
  return mesh
}

function growTo(positions: Float64Array, coordinates: ArrayLike<number>, i: number): Float64Array {
  const grown =
    positions.length < (coordinates.length / 2) * 3 ? new Float64Array((coordinates.length / 2) * 3) : positions
  grown[(i / 2) * 3] = coordinates[i]
  grown[(i / 2) * 3 + 1] = coordinates[i + 1]
  return grown
}

describe(`triangulation (oracle: shoelace area; seed ${seed})`, () => {
  it('keeps the area and every vertex of rings with collinear points', () => {
    fc.assert(
      fc.property(ring, coordinates => {
        const n = coordinates.length / 2
        const mesh = triangulated(coordinates, [0, n])
        expect(mesh.indexCount).toBe(3 * (n - 2))
        expect(meshArea(mesh) / ringArea(coordinates, 0, n)).toBeCloseTo(1, 9)
        expect(new Set(mesh.indices.subarray(0, mesh.indexCount)).size).toBe(n)
      }),
      { seed, numRuns: 300 },
    )
  })

  it('keeps area and vertices around a hole with collinear points', () => {
    fc.assert(
      fc.property(ring, ring, (outer, hole) => {
        const inner = hole.map(v => v / 20)
        reverseRing(inner, 0, inner.length / 2)
        const coordinates = [...outer.map(v => v * 5), ...inner]
        const offsets = [0, outer.length / 2, coordinates.length / 2]
        fc.pre(outer.length / 2 > 12)
        const mesh = triangulated(coordinates, offsets)
        expect(meshArea(mesh) / polygonArea(coordinates, offsets, 0, 2)).toBeCloseTo(1, 9)
        expect(mesh.indexCount).toBe(3 * (coordinates.length / 2))
      }),
      { seed, numRuns: 300 },
    )
  })

  it('turns clockwise rings over', () => {
    const turned = [...elbow]
    reverseRing(turned, 0, 6)
    for (const coordinates of [elbow, turned, [...box].reverse()]) {
      const mesh = triangulated(coordinates, [0, coordinates.length / 2])
      const [a, b, c] = mesh.indices
      const cross =
        (coordinates[b * 2] - coordinates[a * 2]) * (coordinates[c * 2 + 1] - coordinates[a * 2 + 1]) -
        (coordinates[c * 2] - coordinates[a * 2]) * (coordinates[b * 2 + 1] - coordinates[a * 2 + 1])
      expect(cross).toBeGreaterThan(0)
    }
  })
})

describe('prisms (oracle: area times height)', () => {
  it('make a box of 8 vertices and 12 triangles', () => {
    const mesh = createMesh()
    addPrism(mesh, box, [0, 4], 0, 1, 2, 3, 10)
    expect([mesh.vertexCount, mesh.indexCount]).toEqual([8, 36])
    expect(meshVolume(mesh)).toBeCloseTo(12 * 8 * 7, 9)
    expect(countEdges(mesh)).toEqual({ edges: 18, open: 0, shared: 0 })
  })

  it('leave the courtyard open to the sky', () => {
    const mesh = createMesh()
    addPrism(mesh, courtyard.coordinates, courtyard.ringOffsets, 0, 2, 2, 0, 5)
    expect(meshVolume(mesh)).toBeCloseTo((96 - 16) * 5, 9)
    expect(isClosed(mesh)).toBe(true)
  })

  it('start at the lowest ground under the footprint', () => {
    expect(lowestGround(box, 0, 4, 2, (x, y) => 100 + x - 2 * y)).toBe(84)
  })
})

describe('roofs (oracle: closed forms)', () => {
  const solid = (form: RoofForm, shape = footprint(box), direction = Number.NaN) => {
    const mesh = createMesh()
    addRoofed(mesh, shape, { form, low: 1, eaves: 7, high: 10, direction })
    expect(isClosed(mesh), form).toBe(true)
    return mesh
  }
  const frusta = Array.from({ length: 4 }, (_, i) => {
    const [a, b] = [(i * Math.PI) / 8, ((i + 1) * Math.PI) / 8]
    const [s, t] = [Math.cos(a), Math.cos(b)]
    return ((Math.sin(b) - Math.sin(a)) * (s * s + s * t + t * t)) / 3
  }).reduce((sum, part) => sum + part)

  it.each([
    ['flat', 96 * 9],
    ['gabled', 96 * (6 + 1.5)],
    ['skillion', 96 * (6 + 1.5)],
    ['pyramidal', 96 * (6 + 1)],
    ['hipped', 96 * 6 + (3 * 8 * (12 - 8)) / 2 + (3 * 8 * 8) / 3],
    ['dome', 96 * (6 + 3 * frusta)],
  ] as const)('%s over a rectangle', (form, volume) => {
    expect(meshVolume(solid(form))).toBeCloseTo(volume, 6)
  })

  it.each(['gabled', 'skillion', 'pyramidal', 'hipped', 'dome'] as const)(
    '%s closes over elbows, courtyards and slivers, between the box of the walls and of the whole height',
    form => {
      for (const shape of [
        footprint(elbow),
        footprint(courtyard.coordinates, courtyard.ringOffsets),
        footprint([0, 0, 9, 0, 4, 0.01]),
      ]) {
        const volume = meshVolume(solid(form, shape))
        const area = polygonArea(shape.coordinates, shape.ringOffsets, 0, shape.lastRing)
        expect(volume).toBeGreaterThan(area * 6 - 1e-6)
        expect(volume).toBeLessThan(area * 9 + 1e-6)
      }
    },
  )

  it('a gable over an elbow has the volume of its two planes', () => {
    // Ridge along y = 5 of the 12 x 10 rectangle; fraction 1 - |y - 5| / 5, integrated over the elbow by hand.
    const below = 12 * (8 / 5) + 4 * (0.9 * 1) // y 0..4 over 12 m, 4..5 over 4 m
    const above = 4 * 2.5
    expect(meshVolume(solid('gabled', footprint(elbow)))).toBeCloseTo(
      ringArea(elbow, 0, 6) * 6 + 3 * (below + above),
      6,
    )
  })

  it('a skillion falls towards its direction', () => {
    const mesh = solid('skillion', footprint(box), 180)
    const top = Array.from({ length: mesh.vertexCount }, (_, v) => mesh.positions.subarray(v * 3, v * 3 + 3))
    expect(top.filter(([, y, z]) => y === 0 && z > 1.5).map(([, , z]) => z)).toEqual([7, 7])
    expect(top.filter(([, y, z]) => y === 8 && z > 1.5).map(([, , z]) => z)).toEqual([10, 10])
  })

  it('a gable keeps to its direction', () => {
    const mesh = solid('gabled', footprint(box), 0)
    const ridge = Array.from({ length: mesh.vertexCount }, (_, v) => v).filter(v => mesh.positions[v * 3 + 2] === 10)
    expect(ridge.map(v => mesh.positions[v * 3])).toEqual([6, 6])
  })

  it(`closes over random footprints (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        ring,
        fc.constantFrom<RoofForm>('gabled', 'hipped', 'pyramidal', 'dome', 'skillion'),
        (shape, form) => {
          const volume = meshVolume(solid(form, footprint(shape)))
          const area = ringArea(shape, 0, shape.length / 2)
          expect(volume).toBeGreaterThanOrEqual(area * 6 - 1e-6)
          expect(volume).toBeLessThanOrEqual(area * 9 + 1e-6)
        },
      ),
      { seed, numRuns: 200 },
    )
  })
})

describe('polygons in space', () => {
  it('weld to a closed cube, turned outward, whatever their plane', () => {
    const mesh = createMesh()
    const welder = createWelder()
    const at = (i: number) => [i & 1, (i >> 1) & 1, i >> 2]
    for (const face of [
      [0, 2, 3, 1],
      [4, 5, 7, 6],
      [0, 1, 5, 4],
      [2, 6, 7, 3],
      [0, 4, 6, 2],
      [1, 3, 7, 5],
    ])
      addSurface(mesh, welder, face.flatMap(at), [0, 4], 0, 1)
    expect(mesh.vertexCount).toBe(8)
    expect(isClosed(mesh)).toBe(true)
    expect(meshVolume(mesh)).toBeCloseTo(1, 12)
  })
})
