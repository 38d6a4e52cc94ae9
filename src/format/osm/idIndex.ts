/** Finds the row of an id: open addressing over the ids of a table, 8 to 16 bytes a row. */
export class IdIndex {
  private readonly ids: Float64Array
  private readonly slots: Int32Array
  private readonly mask: number

  /** Of rows with the same id the last counts. */
  constructor(ids: Float64Array, count: number) {
    let size = 16
    while (size < count * 2) size *= 2
    this.ids = ids
    this.slots = new Int32Array(size).fill(-1)
    this.mask = size - 1
    for (let row = 0; row < count; row++) {
      let slot = this.hash(ids[row])
      while (this.slots[slot] >= 0 && ids[this.slots[slot]] !== ids[row]) slot = (slot + 1) & this.mask
      this.slots[slot] = row
    }
  }

  /** -1 where there is no such id. */
  find(id: number): number {
    for (let slot = this.hash(id); ; slot = (slot + 1) & this.mask) {
      const row = this.slots[slot]
      if (row < 0 || this.ids[row] === id) return row
    }
  }

  private hash(id: number): number {
    // Ids of an extract lie close together: the low bits spread well, the high ones are mixed in.
    return (Math.imul(id | 0, 0x9e3779b1) ^ Math.trunc(id / 0x100000000)) & this.mask
  }
}
