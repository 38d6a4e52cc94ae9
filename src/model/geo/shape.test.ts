import fc from 'fast-check'
import { expect, it } from 'vitest'
import { signedArea } from '#math/geometry/ring.ts'
import { normalisePolygons, Shape } from './shape.ts'

const ring = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), { maxLength: 8 })

// Oracle: the rules of the model, checked one by one.
it('makes polygons that keep the rules, of any rings', () => {
  fc.assert(
    fc.property(fc.array(fc.array(ring, { minLength: 1, maxLength: 3 }), { maxLength: 4 }), polygons => {
      const shape = new Shape()
      for (const rings of polygons) {
        for (const vertices of rings) {
          for (const [x, y] of vertices) shape.addVertex(x, y)
          shape.endRing()
        }
        shape.endPolygon()
      }
      normalisePolygons(shape)
      for (let p = 0; p < shape.polygonEnds.length; p++) {
        for (let r = shape.polygonStart(p); r < shape.polygonEnds.data[p]; r++) {
          const [from, to] = [shape.ringStart(r), shape.ringEnds.data[r]]
          expect(to - from).toBeGreaterThanOrEqual(3)
          expect(Math.sign(signedArea(shape.coordinates.data, from, to, 3))).toBe(r === shape.polygonStart(p) ? 1 : -1)
        }
      }
      expect(shape.vertexCount).toBe(shape.ringEnds.length === 0 ? 0 : shape.ringEnds.data[shape.ringEnds.length - 1])
    }),
  )
})
