import { checkAccessors, type Data, dataOf } from './accessors.ts'
import { checkLegacy, legacyMagics } from './legacy.ts'
import { checkNodes } from './nodes.ts'
import { type CheckResult, type Report, runCheck } from './result.ts'
import { isIndex, isObject, type Json, objectsOf, parseJson } from './value.ts'

/**
 * Whether a foreign tile may be handed to Cesium: GLB, glTF JSON, b3dm, i3dm, pnts or cmpt. Not a validator: it looks for what stops
 * a render loop or hangs a page (no scene, a cycle of nodes, NaN, ranges outside of the file, absurd counts). Never throws.
 */
export function checkGltf(bytes: Uint8Array): CheckResult {
  return runCheck((report, external) => {
    const magic = String.fromCharCode(...bytes.subarray(0, 4))
    if (!legacyMagics.includes(magic)) {
      checkOne(bytes, report, external)
      return
    }
    for (const inner of checkLegacy(bytes, report)) {
      if ('uri' in inner) external(inner.uri)
      else checkOne(inner.glb, report, external)
    }
  })
}

function checkOne(bytes: Uint8Array, report: Report, external: (uri: string) => void): void {
  const file = isGlb(bytes) ? splitGlb(bytes, report) : { json: parseJson(bytes) }
  if (!file) return
  if (!isObject(file.json)) {
    report('schema', '', 'A glTF is a JSON object.')
    return
  }
  const gltf = file.json
  const version = isObject(gltf.asset) ? gltf.asset.version : undefined
  if (typeof version !== 'string' || !version.startsWith('2')) {
    report('version', '/asset/version', `glTF 2 is expected, got ${JSON.stringify(version)}.`)
    return
  }
  checkScenes(gltf, report)
  checkNodes(gltf, report)
  const data = dataOf(gltf, file.binary, report, external)
  checkAccessors(gltf, data, report)
  checkMeshes(gltf, data, report)
  checkReferences(gltf, report)
}

const isGlb = (bytes: Uint8Array): boolean => String.fromCharCode(...bytes.subarray(0, 4)) === 'glTF'

function splitGlb(bytes: Uint8Array, report: Report): { json: unknown; binary?: Uint8Array } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fail = (message: string) => {
    report('header', 'byte 0', message)
    return undefined
  }
  if (bytes.length < 20) return fail('A GLB header is expected.')
  if (view.getUint32(4, true) !== 2) return fail(`GLB version 2 is expected, got ${view.getUint32(4, true)}.`)
  const length = view.getUint32(8, true)
  if (length > bytes.length) return fail(`${length} bytes are stated, ${bytes.length} there.`)
  const jsonLength = view.getUint32(12, true)
  if (view.getUint32(16, true) !== 0x4e4f534a || 20 + jsonLength > length) return fail('The JSON chunk does not fit.')
  const json = parseJson(bytes.subarray(20, 20 + jsonLength))
  const next = 20 + jsonLength
  if (next + 8 > length) return { json }
  const binaryLength = view.getUint32(next, true)
  if (next + 8 + binaryLength > length) return fail('The binary chunk does not fit.')
  return { json, binary: bytes.subarray(next + 8, next + 8 + binaryLength) }
}

function checkScenes(gltf: Json, report: Report): void {
  const scenes = objectsOf(gltf, 'scenes', '', report)
  const nodes = objectsOf(gltf, 'nodes', '', report)
  // Valid glTF, but Cesium's render loop stops at it.
  if (scenes.length === 0) report('no-scene', '/scenes', 'There is no scene.')
  if (gltf.scene !== undefined && !isIndex(gltf.scene, scenes.length))
    report('reference', '/scene', `There is no scene ${gltf.scene}.`)
  scenes.forEach((scene, s) => {
    const roots = scene.nodes ?? []
    if (!Array.isArray(roots) || !roots.every(root => isIndex(root, nodes.length)))
      report('reference', `/scenes/${s}/nodes`, 'A node of the scene does not exist.')
  })
}

function checkMeshes(gltf: Json, data: Data, report: Report): void {
  objectsOf(gltf, 'meshes', '', report).forEach((mesh, m) => {
    objectsOf(mesh, 'primitives', `/meshes/${m}`, report).forEach((primitive, p) => {
      checkPrimitive(gltf, primitive, data, `/meshes/${m}/primitives/${p}`, report)
    })
  })
}

function checkPrimitive(gltf: Json, primitive: Json, data: Data, place: string, report: Report): void {
  const accessors = objectsOf(gltf, 'accessors', '', report)
  const attributes = isObject(primitive.attributes) ? primitive.attributes : {}
  const used = Object.entries(attributes)
  if (used.some(([, index]) => !isIndex(index, accessors.length))) {
    report('reference', place, 'An attribute does not exist.')
    return
  }
  const counts = new Set(used.map(([, index]) => accessors[index as number].count))
  if (counts.size > 1) {
    report('count', place, 'Attributes differ in count.')
    return
  }
  if (primitive.indices === undefined) return
  if (!isIndex(primitive.indices, accessors.length)) {
    report('reference', place, 'Indices do not exist.')
    return
  }
  const highest = data.highestIndex(primitive.indices)
  const count = [...counts][0]
  if (highest !== undefined && typeof count === 'number' && highest >= count)
    report('range', place, `Index ${highest} points beyond ${count} vertices.`)
}

/** References between other lists: index of the list's member, list it points into. */
const references: [list: string, key: string, into: string][] = [
  ['nodes', 'mesh', 'meshes'],
  ['nodes', 'skin', 'skins'],
  ['nodes', 'camera', 'cameras'],
  ['textures', 'source', 'images'],
  ['textures', 'sampler', 'samplers'],
  ['images', 'bufferView', 'bufferViews'],
]

function checkReferences(gltf: Json, report: Report): void {
  for (const [list, key, into] of references) {
    const length = Array.isArray(gltf[into]) ? (gltf[into] as unknown[]).length : 0
    objectsOf(gltf, list, '', report).forEach((item, i) => {
      if (item[key] !== undefined && !isIndex(item[key], length))
        report('reference', `/${list}/${i}/${key}`, `There is no ${into}/${item[key]}.`)
    })
  }
}
