/** One entry of an image file directory (TIFF 6.0, section 2). Entries must come in order of their ids. */
export interface Tag {
  id: number
  type: 'ascii' | 'short' | 'long' | 'double'
  values: number[]
}

const types = {
  ascii: { code: 2, size: 1 },
  short: { code: 3, size: 2 },
  long: { code: 4, size: 4 },
  double: { code: 12, size: 8 },
}

/** The directory and its values as they lie from byte `start` of the file. */
export function encodeTags(tags: Tag[], start: number): Uint8Array {
  const directoryLength = 2 + tags.length * 12 + 4
  const longer = tags.map(tag => tag.values.length * types[tag.type].size).filter(length => length > 4)
  const bytes = new Uint8Array(directoryLength + longer.reduce((sum, length) => sum + length + (length & 1), 0))
  const view = new DataView(bytes.buffer)
  view.setUint16(0, tags.length, true)
  let free = directoryLength
  tags.forEach((tag, i) => {
    const entry = 2 + i * 12
    const length = tag.values.length * types[tag.type].size
    view.setUint16(entry, tag.id, true)
    view.setUint16(entry + 2, types[tag.type].code, true)
    view.setUint32(entry + 4, tag.values.length, true)
    if (length <= 4) writeValues(view, entry + 8, tag)
    else {
      view.setUint32(entry + 8, start + free, true)
      writeValues(view, free, tag)
      free += length + (length & 1)
    }
  })
  return bytes
}

function writeValues(view: DataView, offset: number, { type, values }: Tag): void {
  values.forEach((value, i) => {
    const at = offset + i * types[type].size
    if (type === 'ascii') view.setUint8(at, value)
    else if (type === 'short') view.setUint16(at, value, true)
    else if (type === 'long') view.setUint32(at, value, true)
    else view.setFloat64(at, value, true)
  })
}
