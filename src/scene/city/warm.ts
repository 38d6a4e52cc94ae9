import { Cartesian3, Cesium3DTileset, type CesiumWidget, Matrix4 } from 'cesium'
import { tileProperties } from '#model/city/tile.ts'
import { buildingUses } from '#model/city/vocabulary.ts'
import { createResource } from '../resource.ts'
import { createRowTexture } from './rows.ts'
import { createCityLook } from './shader.ts'

/** Metres before the camera at which the building stands, and metres of its side. */
const distance = 50
const side = 4

/**
 * Draws one building that cannot be seen, of the same make as tiles of a city that is being imported: Cesium's pipeline for models and
 * its shaders (a second of work at first use) are ready when the city is. It stays, hidden, because shaders that nothing uses are freed.
 * Returns the way to remove it.
 */
export function warmUp(widget: CesiumWidget, lite: boolean): () => void {
  const { scene } = widget
  const files: Record<string, Uint8Array> = { 'tileset.json': encode(tileset), 'tile.glb': createTile() }
  const read = async (path: string) => files[path].slice().buffer as ArrayBuffer
  const rows = createRowTexture(1)
  rows.setFilter(new Uint8Array(1))
  let disposed = false
  let added: Cesium3DTileset | undefined
  const start = async () => {
    const warm = await Cesium3DTileset.fromUrl(createResource(read, 'tileset.json'), {
      featureIdLabel: 'none',
      skipLevelOfDetail: true,
      immediatelyLoadDesiredLevelOfDetail: true,
    })
    if (disposed || widget.isDestroyed()) return warm.destroy()
    warm.customShader = createCityLook(rows, new Set([tileProperties.use, tileProperties.storeys]), lite).shader
    added = scene.primitives.add(warm)
    const follow = scene.preUpdate.addEventListener(() => {
      const { positionWC, directionWC } = scene.camera
      const place = Cartesian3.multiplyByScalar(directionWC, distance, new Cartesian3())
      warm.modelMatrix = Matrix4.fromTranslation(Cartesian3.add(positionWC, place, place))
      scene.requestRender()
    })
    const seen = warm.tileVisible.addEventListener(() => {
      seen()
      follow()
      const drawn = scene.postRender.addEventListener(() => {
        drawn()
        warm.show = false
      })
    })
  }
  start().catch(() => {
    // Nothing is lost but time.
  })
  return () => {
    disposed = true
    if (added && !widget.isDestroyed()) scene.primitives.remove(added)
  }
}

const tileset = {
  asset: { version: '1.1' },
  geometricError: 1e9,
  root: {
    boundingVolume: { sphere: [0, 0, 0, side] },
    geometricError: 0,
    refine: 'REPLACE',
    content: { uri: 'tile.glb' },
  },
}

const encode = (json: object) => new TextEncoder().encode(JSON.stringify(json))

/** A tetrahedron as `TilePlan.drawTile` would write it; a test holds the two together. */
function createTile(): Uint8Array {
  const binary = new Uint8Array(128)
  new Uint16Array(binary.buffer, 0, 16).set([0, 0, 0, 0, side, 0, 0, 0, 0, side, 0, 0, 0, 0, side, 0])
  new Uint16Array(binary.buffer, 48, 12).set([0, 1, 2, 0, 2, 3, 0, 3, 1, 1, 3, 2])
  const view = (byteOffset: number, byteLength: number, layout: object = {}) => ({
    buffer: 0,
    byteOffset,
    byteLength,
    ...layout,
  })
  return joinGlb(
    {
      asset: { version: '2.0' },
      extensionsUsed: ['EXT_mesh_features', 'EXT_structural_metadata', 'KHR_mesh_quantization'],
      extensionsRequired: ['KHR_mesh_quantization'],
      extensions: { EXT_structural_metadata: metadata },
      scene: 0,
      scenes: [{ nodes: [0] }],
      nodes: [{ mesh: 0, translation: [0, 0, 0], scale: [1, 1, 1] }],
      meshes: [
        {
          primitives: [
            {
              attributes: { POSITION: 0, _FEATURE_ID_0: 1 },
              indices: 2,
              material: 0,
              mode: 4,
              extensions: { EXT_mesh_features: { featureIds: [{ featureCount: 1, attribute: 0, propertyTable: 0 }] } },
            },
          ],
        },
      ],
      materials: [{ pbrMetallicRoughness: { metallicFactor: 0, roughnessFactor: 0.9 } }],
      accessors: [
        { bufferView: 0, componentType: 5123, count: 4, type: 'VEC3', min: [0, 0, 0], max: [side, side, side] },
        { bufferView: 1, componentType: 5123, count: 4, type: 'SCALAR' },
        { bufferView: 2, componentType: 5123, count: 12, type: 'SCALAR' },
      ],
      bufferViews: [
        view(0, 32, { byteStride: 8, target: 34962 }),
        view(32, 16, { byteStride: 4, target: 34962 }),
        view(48, 24, { target: 34963 }),
        ...[72, 80, 88, 96].map((offset, column) => view(offset, column === 2 ? 1 : 4)),
      ],
      buffers: [{ byteLength: binary.length }],
    },
    binary,
  )
}

const float = { type: 'SCALAR', componentType: 'FLOAT32' }
/** Exported for the test that compares it with what the tiler writes. */
export const metadata = {
  schema: {
    id: 'huijing',
    classes: {
      building: {
        properties: {
          row: { name: tileProperties.row, ...float },
          base: { name: tileProperties.base, ...float },
          use: { name: tileProperties.use, type: 'ENUM', enumType: 'enum_use' },
          storeys: { name: tileProperties.storeys, ...float },
        },
      },
    },
    enums: {
      enum_use: { valueType: 'UINT8', values: buildingUses.map((name, value) => ({ name, value })) },
    },
  },
  propertyTables: [
    {
      class: 'building',
      count: 1,
      properties: { row: { values: 3 }, base: { values: 4 }, use: { values: 5 }, storeys: { values: 6 } },
    },
  ],
}

/** glTF 2.0, 4.4: header, JSON chunk padded with spaces, binary chunk. */
function joinGlb(json: object, binary: Uint8Array): Uint8Array {
  const text = encode(json)
  const length = (text.length + 3) & ~3
  const bytes = new Uint8Array(28 + length + binary.length).fill(32)
  const view = new DataView(bytes.buffer)
  const words = [0x46546c67, 2, bytes.length, length, 0x4e4f534a]
  for (const [i, word] of words.entries()) view.setUint32(i * 4, word, true)
  bytes.set(text, 20)
  view.setUint32(20 + length, binary.length, true)
  view.setUint32(24 + length, 0x004e4942, true)
  bytes.set(binary, 28 + length)
  return bytes
}
