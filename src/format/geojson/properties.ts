import type { ColumnBuilder } from '#model/city/columnBuilder.ts'
import type { SetBuilder } from '#model/city/setBuilder.ts'
import { type Cursor, expect, next } from './cursor.ts'
import { readNumber } from './number.ts'
import { goesOn, scanString, skipLiteral, skipValue, textOf, token } from './scanner.ts'

/** A property name that was met, with what is known of it. */
interface Key {
  name: string
  bytes: Uint8Array
  /** The key which followed this one last time: features of a file have the same keys in the same order. */
  follower: Key | undefined
  /** True where the value tells what the feature is, or how high. */
  telling: boolean
  /** Slot of the value in the current feature, valid while `stamp` is that of the feature. */
  slot: number
  stamp: number
  columns: Map<SetBuilder, ColumnBuilder>
  lastSet: SetBuilder | undefined
  lastColumn: ColumnBuilder | undefined
}

enum Form {
  Missing,
  Number,
  Raw,
  Owned,
}

/** Distinct property names that become columns; what comes beyond is left out and counted. */
const maxKeys = 2000

const encoder = new TextEncoder()

/**
 * The properties of one feature while it is read: numbers as such, text as a place in the bytes at hand, so that nothing is made
 * for a feature but what goes into the columns. `tags` holds the few that tell what it is.
 */
export class Properties {
  readonly tags = new Map<string, string | number>()
  private readonly keys = new Map<string, Key>()
  private readonly telling: ReadonlySet<string>
  private readonly slots: Key[] = []
  private readonly forms: Form[] = []
  private readonly numbers: number[] = []
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  private readonly owned: Uint8Array[] = []
  private readonly head: Key
  /** Stands for all names beyond the limit. */
  private readonly surplus: Key
  /** Values left out because their names were too many. */
  left = 0
  private count = 0
  private stamp = 0

  constructor(telling: readonly string[]) {
    this.telling = new Set(telling)
    this.head = this.createKey('')
    this.surplus = this.createKey('')
  }

  clear(): void {
    this.count = 0
    this.stamp++
    if (this.tags.size > 0) this.tags.clear()
  }

  /** Reads an object of properties, or null. Anything else is stepped over and gives false. */
  read(c: Cursor): boolean {
    const byte = next(c)
    if (byte !== 123) {
      skipValue(c)
      return byte === 110
    }
    c.pos++
    if (next(c) === 125) {
      c.pos++
      return true
    }
    let key = this.head
    do {
      next(c)
      scanString(c)
      key = this.findKey(c, key)
      expect(c, 58, "':'")
      this.readValue(c, key)
    } while (goesOn(c, 125))
    return true
  }

  /** Reads the value of one property. */
  readMember(c: Cursor, name: string): void {
    this.readValue(c, this.keyNamed(name))
  }

  /** Writes the values into columns, of which `id` is renamed where the feature's id is another. */
  commit(c: Cursor, set: SetBuilder, row: number, idName: string): void {
    for (let i = 0; i < this.count; i++) {
      const form = this.forms[i]
      const key = this.slots[i]
      if (form === Form.Missing || key === this.surplus || key.name === idName) continue
      const column = columnOf(key, set)
      if (form === Form.Number) column.setNumber(row, this.numbers[i], c.bytes, this.starts[i], this.ends[i])
      else if (form === Form.Raw) column.setText(row, c.bytes, this.starts[i], this.ends[i])
      else column.setText(row, this.owned[i], 0, this.owned[i].length)
    }
  }

  /** The value of a property as text; undefined where it is not there. */
  text(c: Cursor, name: string): string | undefined {
    const key = this.keys.get(name)
    if (!key || key.stamp !== this.stamp || key.slot >= this.count) return undefined
    const i = key.slot
    if (this.forms[i] === Form.Missing) return undefined
    if (this.forms[i] === Form.Owned) return new TextDecoder().decode(this.owned[i])
    return textOf(c, this.starts[i], this.ends[i], false)
  }

  private readValue(c: Cursor, key: Key): void {
    const slot = this.slotOf(key)
    const byte = next(c)
    this.starts[slot] = c.pos
    this.forms[slot] = Form.Raw
    if (byte === 34) this.readString(c, slot)
    else if (byte === 45 || (byte >= 48 && byte <= 57)) this.readNumber(c, slot)
    else if (byte === 123 || byte === 91) skipValue(c)
    else {
      skipLiteral(c)
      if (byte === 110) this.forms[slot] = Form.Missing
    }
    if (byte !== 34) this.ends[slot] = c.pos
    if (key.telling) this.tell(c, key, slot)
  }

  private readString(c: Cursor, slot: number): void {
    scanString(c)
    this.starts[slot] = token.start
    this.ends[slot] = token.end
    if (!token.escaped) return
    this.owned[slot] = encoder.encode(textOf(c, token.start, token.end, true))
    this.forms[slot] = Form.Owned
  }

  private readNumber(c: Cursor, slot: number): void {
    const value = readNumber(c)
    this.numbers[slot] = value
    // What overflows a double stays as it was written.
    if (Number.isFinite(value)) this.forms[slot] = Form.Number
  }

  private tell(c: Cursor, key: Key, slot: number): void {
    const form = this.forms[slot]
    if (form === Form.Number) this.tags.set(key.name, this.numbers[slot])
    else if (form === Form.Missing) this.tags.delete(key.name)
    else if (form === Form.Raw) this.tags.set(key.name, textOf(c, this.starts[slot], this.ends[slot], false))
    else this.tags.set(key.name, new TextDecoder().decode(this.owned[slot]))
  }

  /** A key that comes twice in a feature has one slot: the last value counts, as with JSON.parse. */
  private slotOf(key: Key): number {
    if (key.stamp === this.stamp) return key.slot
    key.stamp = this.stamp
    key.slot = this.count
    this.slots[this.count] = key
    return this.count++
  }

  private findKey(c: Cursor, previous: Key): Key {
    const guess = previous.follower
    if (guess && !token.escaped && matches(c.bytes, guess.bytes)) return guess
    const key = this.keyNamed(textOf(c, token.start, token.end, token.escaped))
    if (key !== this.surplus) previous.follower = key
    return key
  }

  private keyNamed(name: string): Key {
    let key = this.keys.get(name)
    if (!key && this.keys.size >= maxKeys) {
      this.left++
      return this.surplus
    }
    if (!key) {
      key = this.createKey(name)
      this.keys.set(name, key)
    }
    return key
  }

  private createKey(name: string): Key {
    return {
      name,
      bytes: encoder.encode(name),
      follower: undefined,
      telling: this.telling.has(name),
      slot: 0,
      stamp: -1,
      columns: new Map(),
      lastSet: undefined,
      lastColumn: undefined,
    }
  }
}

function columnOf(key: Key, set: SetBuilder): ColumnBuilder {
  if (key.lastSet === set && key.lastColumn) return key.lastColumn
  let column = key.columns.get(set)
  if (!column) {
    column = set.column(key.name === 'id' ? 'properties:id' : key.name)
    key.columns.set(set, column)
  }
  key.lastSet = set
  key.lastColumn = column
  return column
}

function matches(bytes: Uint8Array, name: Uint8Array): boolean {
  const { start, end } = token
  if (end - start !== name.length) return false
  for (let i = 0; i < name.length; i++) if (bytes[start + i] !== name[i]) return false
  return true
}
