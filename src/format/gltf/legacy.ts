import type { Report } from './result.ts'
import { isObject, parseJson } from './value.ts'

/** Headers of the tile formats of 3D Tiles 1.0: Batched, Instanced, Point Cloud and Composite. */

export const legacyMagics = ['b3dm', 'i3dm', 'pnts', 'cmpt']

/** A glTF inside a tile: its bytes, or where it lies. */
export type Inner = { glb: Uint8Array } | { uri: string }

const maxParts = 10_000
const maxNesting = 8

/** Checks the header and gives the glTF inside, if any. `place` is the tile's offset. */
export function checkLegacy(bytes: Uint8Array, report: Report, place = 0, nesting = 0): Inner[] {
  const magic = String.fromCharCode(...bytes.subarray(0, 4))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headerLength = magic === 'cmpt' ? 16 : magic === 'i3dm' ? 32 : 28
  const fail = (message: string): Inner[] => {
    report('header', `byte ${place}`, `${magic}: ${message}`)
    return []
  }
  if (bytes.length < headerLength) return fail(`a header of ${headerLength} bytes is expected`)
  if (view.getUint32(4, true) !== 1) return fail(`version 1 is expected, got ${view.getUint32(4, true)}`)
  const byteLength = view.getUint32(8, true)
  if (byteLength > bytes.length || byteLength < headerLength)
    return fail(`${byteLength} bytes stated, ${bytes.length} there`)
  const tile = bytes.subarray(0, byteLength)
  if (magic === 'cmpt') return checkComposite(tile, view.getUint32(12, true), report, place, nesting)
  const tables = [12, 16, 20, 24].map(offset => view.getUint32(offset, true))
  const bodyStart = headerLength + tables.reduce((sum, length) => sum + length, 0)
  if (bodyStart > byteLength) return fail(`tables of ${bodyStart - headerLength} bytes do not fit`)
  const feature = tile.subarray(headerLength, headerLength + tables[0])
  const batchStart = headerLength + tables[0] + tables[1]
  checkTable(magic, feature, tables[1], report, place)
  if (tables[2]) checkBatch(tile.subarray(batchStart, batchStart + tables[2]), report, place)
  return innerOf(magic, tile.subarray(bodyStart), view)
}

function innerOf(magic: string, body: Uint8Array, view: DataView): Inner[] {
  if (magic === 'pnts') return []
  if (magic === 'i3dm' && view.getUint32(28, true) === 0)
    return [{ uri: new TextDecoder().decode(body).replace(/[\0 ]+$/, '') }]
  return [{ glb: body }]
}

const sizes: Record<string, number> = {
  POSITION: 12,
  POSITION_QUANTIZED: 6,
  RGB: 3,
  RGBA: 4,
  RGB565: 2,
  NORMAL: 12,
  NORMAL_OCT16P: 2,
  NORMAL_UP: 12,
  NORMAL_RIGHT: 12,
  NORMAL_UP_OCT32P: 4,
  NORMAL_RIGHT_OCT32P: 4,
  SCALE: 4,
  SCALE_NON_UNIFORM: 12,
}

/** The feature table: counts are counts, and what is per instance or point fits into its binary body. */
function checkTable(magic: string, json: Uint8Array, binaryLength: number, report: Report, place: number): void {
  const table = json.length ? parseJson(json) : {}
  if (!isObject(table)) {
    report('schema', `byte ${place}`, 'The feature table is no object.')
    return
  }
  const counter = { b3dm: 'BATCH_LENGTH', i3dm: 'INSTANCES_LENGTH', pnts: 'POINTS_LENGTH' }[magic] as string
  const count = table[counter] ?? (magic === 'b3dm' ? 0 : undefined)
  if (!Number.isInteger(count) || (count as number) < 0 || (count as number) > 2 ** 27) {
    report('count', `byte ${place}`, `${counter} of ${JSON.stringify(count)}.`)
    return
  }
  for (const [name, size] of Object.entries(sizes)) {
    const reference = table[name]
    if (reference === undefined) continue
    const offset = isObject(reference) ? reference.byteOffset : undefined
    const fits =
      Number.isInteger(offset) &&
      (offset as number) >= 0 &&
      (offset as number) + size * (count as number) <= binaryLength
    if (!fits) report('range', `byte ${place}`, `${name} of the feature table does not fit its body.`)
  }
}

function checkBatch(json: Uint8Array, report: Report, place: number): void {
  if (!isObject(parseJson(json))) report('schema', `byte ${place}`, 'The batch table is no object.')
}

function checkComposite(bytes: Uint8Array, count: number, report: Report, place: number, nesting: number): Inner[] {
  if (nesting >= maxNesting || count > maxParts) {
    report('count', `byte ${place}`, `Composite of ${count} tiles, ${nesting} deep.`)
    return []
  }
  const inner: Inner[] = []
  let offset = 16
  for (let i = 0; i < count; i++) {
    const part = bytes.subarray(offset)
    const length = part.length >= 12 ? new DataView(part.buffer, part.byteOffset).getUint32(8, true) : 0
    const known = legacyMagics.includes(String.fromCharCode(...part.subarray(0, 4)))
    if (!known || length < 16 || length > part.length) {
      report('header', `byte ${place + offset}`, `Part ${i} of a composite is no tile.`)
      return inner
    }
    inner.push(...checkLegacy(part.subarray(0, length), report, place + offset, nesting + 1))
    offset += length
  }
  return inner
}
