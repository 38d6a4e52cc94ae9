import { DataError } from '#model/exchange/error.ts'
import type { Grid } from '#model/geo/grid.ts'

/** Pixels of one grid; 1 GB of float32. */
const maxPixels = 2 ** 28
/** The header has six lines of a word and a number. */
const maxHeader = 4096

/** Takes an Esri ASCII grid in pieces, in order. */
export interface GridParser {
  /** Throws a `DataError` of code `syntax`, `schema` or `limit-count`. */
  push(text: string): void
  /** Throws a `DataError` of code `truncated` or `syntax`. */
  finish(): Grid
}

interface Header {
  width: number
  height: number
  affine: Grid['affine']
  nodata: number
}

export function createGridParser(): GridParser {
  let header: Header | undefined
  let values = new Float32Array(0)
  let count = 0
  let rest = ''

  const take = (text: string): void => {
    for (const [word] of text.matchAll(/\S+/g)) {
      const value = Number(word)
      if (Number.isNaN(value) && !/^nan$/i.test(word))
        throw new DataError('syntax', `A number is expected, got ${word.slice(0, 40)}.`, { place: `cell ${count}` })
      if (count >= values.length) throw new DataError('schema', `More than the ${values.length} cells of the header.`)
      values[count++] = value === header!.nodata || !Number.isFinite(value) ? Number.NaN : value
    }
  }
  /** The first line that begins with a number ends the header. */
  const takeHeader = (whole: boolean): void => {
    const end = /(^|[\r\n])[ \t]*[-+.\d]/.exec(rest)
    if (!end && !whole && rest.length < maxHeader) return
    const length = end ? end.index + end[1].length : rest.length
    header = parseHeader(rest.slice(0, length))
    values = new Float32Array(header.width * header.height)
    rest = rest.slice(length)
  }
  const drain = (whole: boolean): void => {
    if (!header) takeHeader(whole)
    if (!header) return
    // The last word may go on in the next piece.
    const end = whole
      ? rest.length
      : Math.max(rest.lastIndexOf(' '), rest.lastIndexOf('\n'), rest.lastIndexOf('\t')) + 1
    take(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return {
    push(text) {
      rest += text
      drain(false)
    },
    finish() {
      drain(true)
      const { width, height, affine } = header!
      if (count < values.length) throw new DataError('truncated', `${values.length} cells expected, got ${count}.`)
      return { width, height, values, affine, unit: 'm' }
    },
  }
}

function parseHeader(text: string): Header {
  const entries = new Map<string, number>()
  for (const [, key, value] of text.matchAll(/([a-z_]+)[ \t]+(\S+)/gi)) entries.set(key.toLowerCase(), Number(value))
  const number = (key: string): number => {
    const value = entries.get(key)
    if (value === undefined || !Number.isFinite(value)) throw new DataError('schema', `The header lacks ${key}.`)
    return value
  }
  const [width, height] = [number('ncols'), number('nrows')]
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1)
    throw new DataError('schema', `${width} by ${height} cells.`)
  if (width * height > maxPixels)
    throw new DataError('limit-count', `At most ${maxPixels} cells expected, got ${width} by ${height}.`)
  const dx = entries.has('dx') ? number('dx') : number('cellsize')
  const dy = entries.has('dy') ? number('dy') : number('cellsize')
  if (!(dx > 0 && dy > 0)) throw new DataError('schema', 'The cell size must be positive.')
  // The lower left cell is given by its corner or by its centre.
  const west = entries.has('xllcenter') ? number('xllcenter') - dx / 2 : number('xllcorner')
  const south = entries.has('yllcenter') ? number('yllcenter') - dy / 2 : number('yllcorner')
  return {
    width,
    height,
    affine: [dx, 0, west, 0, -dy, south + height * dy],
    nodata: entries.get('nodata_value') ?? -9999,
  }
}
