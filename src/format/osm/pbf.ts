import { unzlibSync } from 'fflate'
import { PbfReader } from 'pbf'
import { DataError } from '#model/exchange/error.ts'
import type { OsmElements } from './elements.ts'

/**
 * OSM PBF, https://wiki.openstreetmap.org/wiki/PBF_Format: a sequence of blobs, each of which is decoded as it arrives.
 * Field numbers are those of fileformat.proto and osmformat.proto.
 */

/** Limits which the format itself sets. */
const maxHeaderBytes = 64 * 1024
const maxBlobBytes = 32 * 1024 * 1024

export interface BlobHeader {
  type: string
  /** Bytes of the blob that follows. */
  size: number
}

/** The 4 bytes in front of a blob's header: its length, big-endian. */
export function readHeaderSize(bytes: Uint8Array, file: string, offset: number): number {
  const size = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0)
  if (size > 0 && size <= maxHeaderBytes) return size
  throw new DataError('syntax', `A blob header of ${size} bytes cannot be.`, { file, place: `byte ${offset}` })
}

export function readBlobHeader(bytes: Uint8Array, file: string, offset: number): BlobHeader {
  const header: BlobHeader = { type: '', size: -1 }
  new PbfReader(bytes).readFields((field, result, pbf) => {
    if (field === 1) result.type = pbf.readString()
    else if (field === 3) result.size = pbf.readVarint(true)
  }, header)
  if (header.size >= 0 && header.size <= maxBlobBytes) return header
  throw new DataError('syntax', `A blob of ${header.size} bytes cannot be.`, { file, place: `byte ${offset}` })
}

interface Blob {
  raw?: Uint8Array
  rawSize: number
  zlib?: Uint8Array
  other: number
}

/** The content of a blob, decompressed. */
export function readBlob(bytes: Uint8Array, file: string, offset: number): Uint8Array {
  const blob: Blob = { rawSize: 0, other: 0 }
  new PbfReader(bytes).readFields((field, result, pbf) => {
    if (field === 1) result.raw = pbf.readBytes()
    else if (field === 2) result.rawSize = pbf.readVarint(true)
    else if (field === 3) result.zlib = pbf.readBytes()
    else if (field >= 4 && field <= 7) result.other = field
  }, blob)
  if (blob.raw) return blob.raw
  const place = `byte ${offset}`
  if (!blob.zlib) throw new DataError('unsupported', `Blob compression ${blob.other} is not read.`, { file, place })
  if (blob.rawSize < 0 || blob.rawSize > maxBlobBytes) {
    throw new DataError('limit-bytes', `A blob of ${blob.rawSize} bytes is larger than the format allows.`, {
      file,
      place,
    })
  }
  return inflate(blob.zlib, blob.rawSize, file, place)
}

function inflate(zlib: Uint8Array, size: number, file: string, place: string): Uint8Array {
  let inflated: Uint8Array
  try {
    // With a buffer of the stated size, a bomb cannot take more.
    inflated = unzlibSync(zlib, { out: new Uint8Array(size) })
  } catch {
    throw new DataError('syntax', 'A blob does not decompress.', { file, place })
  }
  if (inflated.length === size) return inflated
  throw new DataError('syntax', `A blob holds ${inflated.length} bytes instead of ${size}.`, { file, place })
}

const knownFeatures = new Set(['OsmSchema-V0.6', 'DenseNodes', 'HistoricalInformation'])

/** Throws where the file requires what we do not know. */
export function readHeaderBlock(bytes: Uint8Array, file: string): void {
  const required: string[] = []
  new PbfReader(bytes).readFields((field, result, pbf) => {
    if (field === 4) result.push(pbf.readString())
  }, required)
  const unknown = required.filter(feature => !knownFeatures.has(feature))
  if (unknown.length > 0) throw new DataError('unsupported', `The file requires ${unknown.join(', ')}.`, { file })
}

/** Scale and strings of one block, with which its elements are told. */
interface Block {
  /** Numbers of the block's strings in the elements' strings. */
  strings: number[]
  granularity: number
  lonOffset: number
  latOffset: number
  groups: [start: number, end: number][]
}

const decoder = new TextDecoder()

/** Adds the elements of a block of the type OSMData. */
export function readPrimitiveBlock(bytes: Uint8Array, elements: OsmElements): void {
  const pbf = new PbfReader(bytes)
  const block: Block = { strings: [], granularity: 100, lonOffset: 0, latOffset: 0, groups: [] }
  pbf.readFields((field, result) => {
    if (field === 1) pbf.readMessage((tag, strings) => readString(tag, strings, pbf, elements), result.strings)
    else if (field === 2) {
      const end = pbf.readVarint() + pbf.pos
      result.groups.push([pbf.pos, end])
      pbf.pos = end
    } else if (field === 17) result.granularity = pbf.readVarint(true)
    else if (field === 19) result.latOffset = pbf.readVarint(true)
    else if (field === 20) result.lonOffset = pbf.readVarint(true)
  }, block)
  for (const [start, end] of block.groups) {
    pbf.pos = start
    pbf.readFields(field => readGroup(field, pbf, block, elements), undefined, end)
  }
}

function readString(tag: number, strings: number[], pbf: PbfReader, elements: OsmElements): void {
  if (tag === 1) strings.push(elements.strings.code(decoder.decode(pbf.readBytes())))
}

function readGroup(field: number, pbf: PbfReader, block: Block, elements: OsmElements): void {
  if (field === 1) readNode(pbf, block, elements)
  else if (field === 2) readDenseNodes(pbf, block, elements)
  else if (field === 3) readWay(pbf, block, elements)
  else if (field === 4) readRelation(pbf, block, elements)
}

function degrees(block: Block, offset: number, value: number): number {
  // Whole nanodegrees are exact; one division keeps the result the double nearest to the decimal number.
  return (offset + block.granularity * value) / 1e9
}

function readNode(pbf: PbfReader, block: Block, elements: OsmElements): void {
  const node = { id: 0, lat: 0, lon: 0, keys: [] as number[], values: [] as number[] }
  pbf.readMessage((field, result) => {
    if (field === 1) result.id = pbf.readSVarint()
    else if (field === 2) pbf.readPackedVarint(result.keys)
    else if (field === 3) pbf.readPackedVarint(result.values)
    else if (field === 8) result.lat = pbf.readSVarint()
    else if (field === 9) result.lon = pbf.readSVarint()
  }, node)
  addTags(node.keys, node.values, block, elements)
  elements.node(node.id, degrees(block, block.lonOffset, node.lon), degrees(block, block.latOffset, node.lat))
}

function readDenseNodes(pbf: PbfReader, block: Block, elements: OsmElements): void {
  const dense = { ids: [] as number[], lats: [] as number[], lons: [] as number[], tags: [] as number[] }
  pbf.readMessage((field, result) => {
    if (field === 1) pbf.readPackedSVarint(result.ids)
    else if (field === 8) pbf.readPackedSVarint(result.lats)
    else if (field === 9) pbf.readPackedSVarint(result.lons)
    else if (field === 10) pbf.readPackedVarint(result.tags)
  }, dense)
  let [id, lat, lon, at] = [0, 0, 0, 0]
  for (let i = 0; i < dense.ids.length; i++) {
    id += dense.ids[i]
    lat += dense.lats[i]
    lon += dense.lons[i]
    // Keys and values in turn, a zero after each node.
    for (; dense.tags[at] > 0; at += 2)
      elements.tagCodes(stringOf(block, dense.tags[at]), stringOf(block, dense.tags[at + 1]))
    at++
    elements.node(id, degrees(block, block.lonOffset, lon), degrees(block, block.latOffset, lat))
  }
}

function readWay(pbf: PbfReader, block: Block, elements: OsmElements): void {
  const way = { id: 0, keys: [] as number[], values: [] as number[], refs: [] as number[] }
  pbf.readMessage((field, result) => {
    if (field === 1) result.id = pbf.readVarint(true)
    else if (field === 2) pbf.readPackedVarint(result.keys)
    else if (field === 3) pbf.readPackedVarint(result.values)
    else if (field === 8) pbf.readPackedSVarint(result.refs)
  }, way)
  addTags(way.keys, way.values, block, elements)
  let node = 0
  for (const step of way.refs) {
    node += step
    elements.ref(node)
  }
  elements.way(way.id)
}

function readRelation(pbf: PbfReader, block: Block, elements: OsmElements): void {
  const relation = {
    id: 0,
    keys: [] as number[],
    values: [] as number[],
    roles: [] as number[],
    members: [] as number[],
    types: [] as number[],
  }
  pbf.readMessage((field, result) => {
    if (field === 1) result.id = pbf.readVarint(true)
    else if (field === 2) pbf.readPackedVarint(result.keys)
    else if (field === 3) pbf.readPackedVarint(result.values)
    else if (field === 8) pbf.readPackedVarint(result.roles)
    else if (field === 9) pbf.readPackedSVarint(result.members)
    else if (field === 10) pbf.readPackedVarint(result.types)
  }, relation)
  addTags(relation.keys, relation.values, block, elements)
  let member = 0
  relation.members.forEach((step, i) => {
    member += step
    elements.member(relation.types[i] ?? 0, member, elements.strings.list[stringOf(block, relation.roles[i] ?? 0)])
  })
  elements.relation(relation.id)
}

function addTags(keys: readonly number[], values: readonly number[], block: Block, elements: OsmElements): void {
  for (let i = 0; i < keys.length; i++) elements.tagCodes(stringOf(block, keys[i]), stringOf(block, values[i]))
}

function stringOf(block: Block, index: number): number {
  const code = block.strings[index]
  if (code === undefined) throw new RangeError(`string ${index} of ${block.strings.length}`)
  return code
}
