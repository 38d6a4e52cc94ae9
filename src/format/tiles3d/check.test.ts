import { validateBytes } from 'gltf-validator'
import { beforeAll, describe, expect, it } from 'vitest'
import { createLocalFrame } from '#math/geodesy/ellipsoid.ts'
import { joinGlb, splitGlb } from './container.ts'
import type { InstancedContent, TileContent } from './content.ts'
import {
  checkGlb,
  checkTileset,
  createTileset,
  readInstancedGlb,
  type Tile,
  tilesReady,
  writeGlb,
  writeInstancedGlb,
} from './index.ts'
import type { Gltf } from './json.ts'

beforeAll(tilesReady)

/** Two features: a triangle each, 10 m apart, 7 m high. */
const content: TileContent = {
  mesh: {
    positions: new Float32Array([0, 0, 0, 5, 0, 0, 0, 5, 7, 10, 0, 0, 15, 0, 0, 10, 5, 7]),
    indices: new Uint32Array([0, 1, 2, 3, 4, 5]),
    featureIds: new Uint32Array([0, 0, 0, 1, 1, 1]),
  },
  table: {
    rowCount: 2,
    columns: [
      { type: 'number', name: 'height', values: new Float64Array([7, Number.NaN]) },
      { type: 'category', name: 'use', codes: new Uint32Array([1, 0]), dictionary: ['a', 'b'] },
      { type: 'text', name: 'id', offsets: new Uint32Array([0, 1, 2]), bytes: new Uint8Array([65, 66]) },
    ],
  },
  className: 'Building',
}

const trees: InstancedContent = {
  groups: [
    {
      model: {
        positions: new Float32Array([-1, 0, 0, 1, 0, 0, 0, 1, 4]),
        indices: new Uint32Array([0, 1, 2]),
        colors: new Uint8Array([9, 99, 9, 9, 99, 9, 9, 99, 9]),
      },
      translations: new Float32Array([10, 20, 3, -10, 0, 0]),
      scales: new Float32Array([1, 1, 2, 2, 2, 1]),
      headings: new Float32Array([90, 0]),
      featureIds: new Uint32Array([1, 0]),
    },
  ],
  table: { rowCount: 2, columns: [{ type: 'number', name: 'height', values: new Float64Array([4, 8]) }] },
  className: 'Tree',
}

/** The GLB with its JSON changed by `edit`. */
function edited(glb: Uint8Array, edit: (json: Gltf) => void): Uint8Array {
  const { json, binary } = splitGlb(glb)
  edit(json as Gltf)
  return joinGlb(json as object, binary)
}

describe.each([false, true])('what we write, compressed: %s', compress => {
  it('has nothing to complain about in the extensions which the validator does not know', () => {
    expect(checkGlb(writeGlb(content, { compress }))).toEqual([])
    expect(checkGlb(writeInstancedGlb(trees, { compress }))).toEqual([])
  })

  it('holds instances with their boxes and ids, and passes the Khronos validator', async () => {
    const glb = writeInstancedGlb(trees, { compress })
    const back = readInstancedGlb(glb)
    expect([...back.featureIds]).toEqual([1, 0])
    expect(back.table).toEqual(trees.table)
    expect([...back.boxes]).toEqual([9, 19, 3, 11, 21, 11, -12, -2, 0, -8, 2, 4])
    const { issues } = await validateBytes(glb)
    expect(issues.messages.filter(({ severity }) => severity < 2)).toEqual([])
  })
})

describe('checkGlb', () => {
  const codes = (glb: Uint8Array) => checkGlb(glb).map(({ code }) => code)
  const metadata = (json: Gltf) => json.extensions!.EXT_structural_metadata!

  it('finds ids beyond the table and too many features', () => {
    const glb = writeGlb(content, { compress: false })
    expect(
      codes(
        edited(glb, json => {
          metadata(json).propertyTables[0].count = 1
        }),
      ),
    ).toContain('feature-id')
    const few = edited(glb, json => {
      json.meshes![0].primitives[0].extensions!.EXT_mesh_features!.featureIds[0].featureCount = 1
    })
    expect(codes(few)).toEqual(['feature-count'])
  })

  it('finds properties that do not fit their class or bytes', () => {
    const glb = writeGlb(content, { compress: false })
    const classOf = (json: Gltf) => metadata(json).schema.classes.Building.properties!
    expect(
      codes(
        edited(glb, json => {
          classOf(json).height.componentType = 'FLOAT64'
        }),
      ),
    ).toEqual(['unreadable'])
    expect(
      codes(
        edited(glb, json => {
          delete classOf(json).height
        }),
      ),
    ).toEqual(['property'])
    expect(
      codes(
        edited(glb, json => {
          metadata(json).schema.enums!.enum_use.values.pop()
        }),
      ),
    ).toEqual(['property'])
    expect(
      codes(
        edited(glb, json => {
          delete metadata(json).propertyTables[0].properties!.id.stringOffsets
        }),
      ),
    ).toEqual(['property'])
    expect(codes(new Uint8Array(30))).toEqual(['unreadable'])
  })
})

describe('checkTileset', () => {
  const glb = writeGlb(content, { compress: false })
  const transform = [...createLocalFrame(121.5, 31.2, 10).matrix]
  const leaf = (): Tile => ({
    boundingVolume: { box: [7.5, 2.5, 3.5, 7.5, 0, 0, 0, 2.5, 0, 0, 0, 3.5] },
    geometricError: 0,
    content: { uri: 'a.glb' },
  })
  const root = (child: Tile): Tile => ({
    boundingVolume: { box: [10, 0, 5, 20, 0, 0, 0, 20, 0, 0, 0, 10] },
    geometricError: 20,
    transform,
    children: [child],
  })
  const codesOf = async (tileset: ReturnType<typeof createTileset>) =>
    (await checkTileset(tileset, async uri => (uri === 'a.glb' ? glb : undefined))).problems.map(({ code }) => code)

  it('accepts a tree whose volumes contain their children and content', async () => {
    const check = await checkTileset(createTileset(root(leaf()), 100), async () => glb)
    expect(check).toEqual({ problems: [], tiles: 2, contents: ['a.glb'] })
  })

  it('accepts regions around boxes', async () => {
    const [lon, lat] = [(121.5 * Math.PI) / 180, (31.2 * Math.PI) / 180]
    const region = [lon - 1e-5, lat - 1e-5, lon + 1e-5, lat + 1e-5, 0, 30]
    expect(await codesOf(createTileset({ ...root(leaf()), boundingVolume: { region } }, 100))).toEqual([])
  })

  it('names rising errors, children and content that stand out, and what is missing', async () => {
    expect(await codesOf(createTileset(root({ ...leaf(), geometricError: 21 }), 100))).toContain('geometric-error')
    expect(await codesOf(createTileset(root(leaf()), 1))).toEqual(['geometric-error'])
    const high = { ...leaf(), boundingVolume: { box: [7.5, 2.5, 3.5, 7.5, 0, 0, 0, 2.5, 0, 0, 0, 30] } }
    expect(await codesOf(createTileset(root(high), 100))).toEqual(['containment'])
    const low = { ...leaf(), boundingVolume: { box: [7.5, 2.5, 3, 7.5, 0, 0, 0, 2.5, 0, 0, 0, 3] } }
    expect(await codesOf(createTileset(root(low), 100))).toEqual(['content-containment'])
    expect(await codesOf(createTileset(root({ ...leaf(), content: { uri: 'b.glb' } }), 100))).toEqual(['no-content'])
    expect(await codesOf(createTileset(root({ ...leaf(), boundingVolume: {} }), 100))).toEqual(['bounding-volume'])
  })
})
