import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRandom } from '#math/random.ts'
import { describeWithShared, sharedData } from '../../../test/shared.ts'
import { checkGltf, checkTilesetJson } from './index.ts'

/** A triangle as glTF with a data URI, changed by `edit`. */
function triangle(edit: (gltf: never) => void = () => {}, z = 0): Uint8Array {
  const floats = new Float32Array([0, 0, z, 1, 0, 0, 0, 1, 0])
  const indices = new Uint16Array([0, 1, 2, 0])
  const bytes = new Uint8Array([...new Uint8Array(floats.buffer), ...new Uint8Array(indices.buffer)])
  const gltf = {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ children: [1] }, { mesh: 0, translation: [1, 2, 3] }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1 }] }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 0], max: [1, 1, 0] },
      { bufferView: 1, componentType: 5123, count: 3, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: 36 },
      { buffer: 0, byteOffset: 36, byteLength: 6 },
    ],
    buffers: [{ byteLength: 44, uri: `data:application/octet-stream;base64,${Buffer.from(bytes).toString('base64')}` }],
  }
  edit(gltf as never)
  // 1e999 parses to Infinity, which JSON.stringify cannot write.
  return new TextEncoder().encode(JSON.stringify(gltf).replaceAll('"inf"', '1e999'))
}

const codes = (bytes: Uint8Array) => checkGltf(bytes).problems.map(({ code }) => code)

describe('checkGltf', () => {
  it('lets a sound file pass and lists what lies outside', () => {
    expect(checkGltf(triangle())).toEqual({ ok: true, problems: [], externals: [] })
    expect(checkGltf(triangle((g: object) => Object.assign(g, { images: [{ uri: 'a.png' }] }))).externals).toEqual([
      'a.png',
    ])
  })

  it.each<[string, string, (gltf: never) => void]>([
    [
      'no scenes',
      'no-scene',
      (g: { scenes?: unknown; scene?: unknown }) => {
        delete g.scenes
        delete g.scene
      },
    ],
    [
      'a cycle of nodes',
      'node-cycle',
      (g: { nodes: { children?: number[] }[] }) => {
        g.nodes[1].children = [0]
      },
    ],
    [
      'two parents',
      'node-tree',
      (g: { nodes: object[] }) => {
        g.nodes.push({ children: [1] })
      },
    ],
    [
      'an infinite translation',
      'non-finite',
      (g: { nodes: object[] }) => {
        g.nodes[1] = { mesh: 0, translation: ['inf', 0, 0] }
      },
    ],
    [
      'infinite bounds',
      'non-finite',
      (g: { accessors: { min: unknown[] }[] }) => {
        g.accessors[0].min = ['inf', 0, 0]
      },
    ],
    [
      'an absurd count',
      'count',
      (g: { accessors: { count: number }[] }) => {
        g.accessors[0].count = 1e12
      },
    ],
    [
      'an accessor outside',
      'range',
      (g: { accessors: { count: number }[] }) => {
        g.accessors[0].count = 4
      },
    ],
    [
      'a view outside',
      'range',
      (g: { bufferViews: { byteLength: number }[] }) => {
        g.bufferViews[1].byteLength = 60
      },
    ],
    [
      'a missing mesh',
      'reference',
      (g: { nodes: { mesh?: number }[] }) => {
        g.nodes[1].mesh = 7
      },
    ],
    [
      'glTF 1',
      'version',
      (g: { asset: { version: string } }) => {
        g.asset.version = '1.0'
      },
    ],
  ] as [string, string, (gltf: never) => void][])('names %s', (_, code, edit) => {
    expect(codes(triangle(edit))).toContain(code)
  })

  it('names NaN among the values, and an index beyond the vertices', () => {
    expect(codes(triangle(() => {}, Number.NaN))).toEqual(['non-finite'])
    expect(
      codes(
        triangle((g: never) => {
          ;(g as { accessors: object[] }).accessors[0] = { bufferView: 0, componentType: 5126, count: 2, type: 'VEC3' }
        }),
      ),
    ).toEqual(['range'])
  })

  it('never throws, whatever the bytes', () => {
    const random = createRandom(3)
    const sound = triangle()
    for (let round = 0; round < 3000; round++) {
      const damaged = sound.slice()
      for (let k = 0; k < 4; k++) damaged[random.int(damaged.length)] = random.int(256)
      if (round % 5 === 0) damaged.set(new TextEncoder().encode(random.pick(['glTF', 'b3dm', 'i3dm', 'pnts', 'cmpt'])))
      expect(() => checkGltf(damaged)).not.toThrow()
    }
    expect(checkGltf(new Uint8Array(0)).ok).toBe(false)
    expect(codes(new TextEncoder().encode('['.repeat(100_000)))).toEqual(['unreadable'])
  })
})

describe('checkTilesetJson', () => {
  const tileset = (edit: (json: { geometricError?: unknown; root: Record<string, unknown> }) => void = () => {}) => {
    const json = {
      asset: { version: '1.1' },
      geometricError: 10,
      root: { geometricError: 1, boundingVolume: { sphere: [0, 0, 0, 1] }, content: { uri: 'a/b.json' } },
    }
    edit(json)
    return json
  }
  const codesOf = (json: unknown) => checkTilesetJson(json).problems.map(({ code }) => code)

  it('lets a sound tileset pass and lists its contents', () => {
    expect(checkTilesetJson(tileset())).toEqual({ ok: true, problems: [], externals: ['a/b.json'] })
  })

  it('names what would stop the scene', () => {
    expect(
      codesOf(
        tileset(json => {
          delete json.geometricError
        }),
      ),
    ).toEqual(['geometric-error'])
    expect(
      codesOf(
        tileset(json => {
          json.root.boundingVolume = { box: [1, 2] }
        }),
      ),
    ).toEqual(['bounding-volume'])
    expect(
      codesOf(
        tileset(json => {
          json.root.boundingVolume = { region: [0, 1, 0, -1, 0, 0] }
        }),
      ),
    ).toEqual(['bounding-volume'])
    expect(
      codesOf(
        tileset(json => {
          json.root.transform = Array(16).fill(Number.NaN)
        }),
      ),
    ).toEqual(['non-finite'])
    expect(codesOf([])).toEqual(['schema'])
    const deep = tileset()
    let tile: Record<string, unknown> = deep.root
    for (let i = 0; i < 600; i++) {
      const child = { ...deep.root, children: undefined }
      tile.children = [child]
      tile = child
    }
    expect(codesOf(deep)).toEqual(['depth'])
  })

  it('names a cycle through external tilesets', () => {
    const resolve = (uri: string) => new URL(uri, 'http://x/tileset.json').pathname
    const seen = { address: '/tileset.json', resolve, above: new Set(['/a/b.json']) }
    expect(checkTilesetJson(tileset(), seen).problems.map(({ code }) => code)).toEqual(['tileset-cycle'])
  })
})

describeWithShared('tiles which others wrote', () => {
  const files = (folder: string) =>
    readdirSync(sharedData(folder), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`)

  it('all pass', () => {
    const all = [...files('tiles3d'), ...files('gltf')]
    const models = all.filter(name => /\.(glb|gltf|b3dm|i3dm|pnts|cmpt)$/.test(name))
    const tilesets = all.filter(name => name.endsWith('tileset.json'))
    expect([models.length > 60, tilesets.length]).toEqual([true, 6])
    for (const name of models) expect(checkGltf(readFileSync(sharedData(name))), name).toMatchObject({ problems: [] })
    for (const name of tilesets)
      expect(checkTilesetJson(JSON.parse(readFileSync(sharedData(name), 'utf8'))), name).toMatchObject({ problems: [] })
  })
})
