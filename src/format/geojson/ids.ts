/**
 * Ids that were given, as 64 bits of hash each: 16 bytes an id whatever its length. Two different ids of equal hash (one chance in
 * 10⁷ for a million ids) would give one of them a needless suffix.
 */
export class IdSet {
  private table = new Uint32Array(2 * 1024)
  private size = 0

  /** True when the id is new. */
  add(id: string): boolean {
    let a = 0x811c9dc5
    let b = 0x9747b28c
    for (let i = 0; i < id.length; i++) {
      const code = id.charCodeAt(i)
      a = Math.imul(a ^ code, 0x01000193)
      b = Math.imul(b ^ code, 0x5bd1e995)
      b ^= b >>> 15
    }
    a = (a ^ (a >>> 16)) >>> 0
    // Zero pairs mark free slots.
    const added = insert(this.table, a, b >>> 0 || 1)
    if (added && ++this.size * 4 > this.table.length) this.grow()
    return added
  }

  private grow(): void {
    const grown = new Uint32Array(this.table.length * 2)
    for (let i = 0; i < this.table.length; i += 2) {
      if (this.table[i + 1] !== 0) insert(grown, this.table[i], this.table[i + 1])
    }
    this.table = grown
  }
}

function insert(table: Uint32Array, a: number, b: number): boolean {
  const mask = table.length / 2 - 1
  let slot = a & mask
  while (table[slot * 2 + 1] !== 0) {
    if (table[slot * 2] === a && table[slot * 2 + 1] === b) return false
    slot = (slot + 1) & mask
  }
  table[slot * 2] = a
  table[slot * 2 + 1] = b
  return true
}
