import { ByteList, FloatList, UintList } from '#math/growable.ts'
import { type Column, missing } from './table.ts'

/** A dictionary larger than this, and larger than half the values, is no category but text. */
const smallDictionary = 64

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/**
 * One attribute, filled row by row in rising order (rows may be left out), whatever its values turn out to be: numbers as long as all
 * are numbers, then text; text with few distinct values as a category.
 */
export class ColumnBuilder {
  readonly name: string
  private mode: 'number' | 'category' | 'text' | undefined
  /** Stays set over batches, so that a column does not change back and forth. */
  private textual: boolean
  private readonly always: boolean
  private readonly numbers = new FloatList(64)
  private readonly codes = new UintList(64)
  private readonly offsets = new UintList(64)
  private readonly bytes = new ByteList(64)
  private dictionary = new Dictionary()
  private count = 0

  /** With `text`, the column is a text column even where it could be a category. */
  constructor(name: string, text = false) {
    this.name = name
    this.always = text
    this.textual = text
  }

  /** The value as a number, and as the bytes it is written with for the case that the column is text. */
  setNumber(row: number, value: number, bytes: Uint8Array, start: number, end: number): void {
    if (this.textual) {
      this.setText(row, bytes, start, end)
      return
    }
    this.mode = 'number'
    while (this.numbers.length < row) this.numbers.push(Number.NaN)
    this.numbers.push(value)
  }

  setValue(row: number, value: string | number): void {
    if (typeof value === 'number' && !this.textual) this.setNumber(row, value, noBytes, 0, 0)
    else this.setString(row, String(value))
  }

  setString(row: number, value: string): void {
    // Turning numbers to text uses the scratch too, so it goes first.
    if (this.mode === 'number' && value !== '') this.numbersToText()
    const length = value.length <= scratch.length ? asciiInto(value) : -1
    if (length >= 0) this.setText(row, scratch, 0, length)
    else {
      const bytes = encoder.encode(value)
      this.setText(row, bytes, 0, bytes.length)
    }
  }

  setText(row: number, bytes: Uint8Array, start: number, end: number): void {
    if (start === end) return
    if (this.mode === 'number') this.numbersToText()
    this.textual = true
    this.mode ??= this.always ? 'text' : 'category'
    if (this.mode === 'category') this.addCode(row, bytes, start, end)
    else this.addText(row, bytes, start, end)
  }

  /** The column with `rowCount` rows, or undefined where it has no value at all. The builder is empty afterwards. */
  take(rowCount: number): Column | undefined {
    const { mode } = this
    this.mode = undefined
    this.count = 0
    if (mode === 'number') {
      while (this.numbers.length < rowCount) this.numbers.push(Number.NaN)
      return { type: 'number', name: this.name, values: this.numbers.take() }
    }
    if (mode === 'category') {
      while (this.codes.length < rowCount) this.codes.push(missing)
      const dictionary = this.dictionary.names()
      this.dictionary = new Dictionary()
      return { type: 'category', name: this.name, codes: this.codes.take(), dictionary }
    }
    if (mode === undefined && !this.always) return undefined
    while (this.offsets.length < rowCount + 1) this.offsets.push(this.bytes.length)
    return { type: 'text', name: this.name, offsets: this.offsets.take(), bytes: this.bytes.take() }
  }

  private addCode(row: number, bytes: Uint8Array, start: number, end: number): void {
    const { codes, dictionary } = this
    while (codes.length < row) codes.push(missing)
    codes.push(dictionary.code(bytes, start, end))
    this.count++
    if (dictionary.size > smallDictionary && dictionary.size * 2 > this.count) this.codesToText()
  }

  private addText(row: number, bytes: Uint8Array, start: number, end: number): void {
    while (this.offsets.length < row + 1) this.offsets.push(this.bytes.length)
    this.bytes.append(bytes, start, end)
  }

  private codesToText(): void {
    const codes = this.codes.take()
    const { dictionary } = this
    this.mode = 'text'
    codes.forEach((code, row) => {
      if (code !== missing)
        this.addText(row, dictionary.bytes.data, dictionary.starts.data[code], dictionary.endOf(code))
    })
    this.dictionary = new Dictionary()
  }

  private numbersToText(): void {
    const values = this.numbers.take()
    this.textual = true
    this.mode = undefined
    values.forEach((value, row) => {
      if (!Number.isNaN(value)) this.setString(row, String(value))
    })
  }
}

const noBytes = new Uint8Array(0)

const scratch = new Uint8Array(256)

/** Puts ASCII into `scratch`, which is cheaper than an encoder for ids; -1 where it is something else. */
function asciiInto(value: string): number {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i)
    if (code > 127) return -1
    scratch[i] = code
  }
  return value.length
}

/** Distinct byte strings, numbered in order of appearance: open addressing, FNV-1a. */
class Dictionary {
  readonly bytes = new ByteList(64)
  readonly starts = new UintList(16)
  size = 0
  private slots = new Int32Array(64).fill(-1)

  code(bytes: Uint8Array, start: number, end: number): number {
    const mask = this.slots.length - 1
    let slot = hashOf(bytes, start, end) & mask
    for (let code = this.slots[slot]; code >= 0; code = this.slots[slot]) {
      if (this.matches(code, bytes, start, end)) return code
      slot = (slot + 1) & mask
    }
    this.slots[slot] = this.size
    this.starts.push(this.bytes.length)
    this.bytes.append(bytes, start, end)
    this.size++
    if (this.size * 2 > this.slots.length) this.rehash()
    return this.size - 1
  }

  endOf(code: number): number {
    return code + 1 < this.size ? this.starts.data[code + 1] : this.bytes.length
  }

  names(): string[] {
    return Array.from({ length: this.size }, (_, code) =>
      decoder.decode(this.bytes.data.subarray(this.starts.data[code], this.endOf(code))),
    )
  }

  private matches(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.starts.data[code]
    if (this.endOf(code) - from !== end - start) return false
    const own = this.bytes.data
    for (let i = start, j = from; i < end; i++, j++) if (own[j] !== bytes[i]) return false
    return true
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let code = 0; code < this.size; code++) {
      let slot = hashOf(this.bytes.data, this.starts.data[code], this.endOf(code)) & mask
      while (slots[slot] >= 0) slot = (slot + 1) & mask
      slots[slot] = code
    }
    this.slots = slots
  }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}
