import { findColumn, type Table } from '#model/city/table.ts'
import type { NoticeLog } from '#model/exchange/notice.ts'
import { stringAt } from './cells.ts'

/** Counts features whose id was seen before. They stay in the city: pieces cut at the edges of map tiles share their id. */
export interface DuplicateCheck {
  add(table: Table): void
  /** From here on another file speaks; ids count for each file alone. */
  nextFile(): void
}

/**
 * Ids are remembered as 64-bit hashes in an open table: a set of strings would be the largest thing in memory for a million features, and
 * two of a million ids share such a hash with a probability of 3e-8.
 */
export function createDuplicateCheck(notices: NoticeLog): DuplicateCheck {
  let seen = createHashSet(1 << 12)
  return {
    nextFile() {
      seen = createHashSet(1 << 12)
    },
    add(table) {
      const ids = findColumn(table, 'id')
      if (ids?.type !== 'text') return
      for (let row = 0; row < table.rowCount; row++) {
        const [from, to] = [ids.offsets[row], ids.offsets[row + 1]]
        if (from === to) continue
        if (seen.crowded) seen = seen.grown()
        if (!seen.add(hash(ids.bytes, from, to, 0x811c9dc5), hash(ids.bytes, from, to, 0x2545f491))) {
          notices.warn('duplicate-id', stringAt(ids, row))
        }
      }
    },
  }
}

/** FNV-1a with a finisher (murmur3's); never 0, which marks an empty place. */
function hash(bytes: Uint8Array, from: number, to: number, seed: number): number {
  let h = seed
  for (let i = from; i < to; i++) h = Math.imul(h ^ bytes[i], 0x01000193)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0 || 1
}

interface HashSet {
  /** False where it was there before. */
  add(a: number, b: number): boolean
  readonly crowded: boolean
  grown(): HashSet
}

function createHashSet(size: number): HashSet {
  const as = new Uint32Array(size)
  const bs = new Uint32Array(size)
  let used = 0
  return {
    add(a, b) {
      let at = a & (size - 1)
      while (as[at] !== 0) {
        if (as[at] === a && bs[at] === b) return false
        at = (at + 1) & (size - 1)
      }
      as[at] = a
      bs[at] = b
      used++
      return true
    },
    get crowded() {
      return used * 2 > size
    },
    grown() {
      const larger = createHashSet(size * 4)
      for (let i = 0; i < size; i++) if (as[i] !== 0) larger.add(as[i], bs[i])
      return larger
    },
  }
}
