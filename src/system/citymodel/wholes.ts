import { type Column, cellAt, rowsIn } from '#model/city/table.ts'

/** One building of a selection. */
export interface Whole {
  /** Its own row, where the table has one. It need not be selected: a building that is drawn by its parts alone stands nowhere itself. */
  row?: number
  /** Rows of its selected parts. */
  parts: number[]
}

export interface WholeColumns {
  id?: Column
  kind?: Column
  parent?: Column
}

/**
 * The buildings of a selection, each once: a building is in it when it or one of its parts is. Parts which name no building (OSM parts
 * within an outline) repeat the outline around them, and count, each for itself, only where the selection has no building at all.
 */
export function gatherWholes(rows: Uint32Array, { id, kind, parent }: WholeColumns): Whole[] {
  const wholes = new Map<number, Whole>()
  const named = new Map<string, number[]>()
  const orphans: number[] = []
  for (const row of rows) {
    const what = kind && cellAt(kind, row)
    if (what === 'Building') wholes.set(row, { row, parts: [] })
    if (what !== 'BuildingPart') continue
    const of = parent && cellAt(parent, row)
    if (of === undefined) orphans.push(row)
    else addTo(named, String(of), row)
  }
  const rowOf = findRows(named, id)
  const rootless: Whole[] = []
  for (const [name, parts] of named) {
    const row = rowOf.get(name)
    if (row === undefined) rootless.push({ parts })
    else wholes.set(row, { row, parts })
  }
  const found = [...wholes.values(), ...rootless]
  return found.length > 0 ? found : orphans.map(row => ({ parts: [row] }))
}

function addTo(lists: Map<string, number[]>, key: string, row: number): void {
  const list = lists.get(key)
  if (list) list.push(row)
  else lists.set(key, [row])
}

/** Rows of the features of these ids. */
function findRows(names: ReadonlyMap<string, unknown>, id: Column | undefined): Map<string, number> {
  const found = new Map<string, number>()
  if (names.size === 0 || !id) return found
  const rowCount = rowsIn(id)
  for (let row = 0; row < rowCount && found.size < names.size; row++) {
    const name = String(cellAt(id, row))
    if (names.has(name)) found.set(name, row)
  }
  return found
}

/** What the building says of itself, else its parts together: NaN where nobody knows. */
export function amountOf(
  { row, parts }: Whole,
  column: Column | undefined,
  join: (a: number, b: number) => number,
): number {
  if (column?.type !== 'number') return Number.NaN
  const own = row === undefined ? Number.NaN : column.values[row]
  if (!Number.isNaN(own)) return own
  const known = parts.map(part => column.values[part]).filter(value => !Number.isNaN(value))
  return known.length > 0 ? known.reduce((a, b) => join(a, b)) : Number.NaN
}
