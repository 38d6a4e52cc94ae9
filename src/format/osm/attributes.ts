import type { ColumnBuilder } from '#model/city/columnBuilder.ts'
import { parseLength } from '#model/city/measures.ts'
import type { SetBuilder } from '#model/city/setBuilder.ts'
import type { OsmElements, TagTable } from './elements.ts'

/** OpenStreetMap has thousands of keys, most of them rare: so many become columns, the others go into one, as JSON. */
const maxColumns = 240

export const restColumn = 'other_tags'

const lengths: ReadonlySet<string> = new Set(['height', 'min_height', 'roof:height', 'est_height', 'width'])
const counts: ReadonlySet<string> = new Set([
  'building:levels',
  'building:min_level',
  'building:flats',
  'roof:levels',
  'lanes',
  'layer',
  'population',
  'capacity',
  'seats',
  'rooms',
  'roof:angle',
])

/** Names that a column of a feature set has a meaning of its own for. */
const reserved: ReadonlySet<string> = new Set(['id', 'parent', restColumn])

interface Key {
  name: string
  sort: 'text' | 'length' | 'count' | 'rest'
  columns: Map<SetBuilder, ColumnBuilder>
}

/** Writes tags into the columns of feature sets. Which keys get a column is decided once, over all elements. */
export class AttributeWriter {
  private readonly keys: Key[]
  private readonly elements: OsmElements

  constructor(elements: OsmElements) {
    this.elements = elements
    const common = commonKeys(elements)
    this.keys = elements.strings.list.map((name, code) => ({
      name,
      sort: sortOf(name, common.has(code)),
      columns: new Map(),
    }))
  }

  /** Lengths become metres and counts numbers; those which are none go to the rest, so that the column stays numeric. */
  write(tags: TagTable, element: number, set: SetBuilder, row: number): void {
    const { strings } = this.elements
    let rest: Record<string, string> | undefined
    for (let i = tags.start(element); i < tags.ends.data[element]; i++) {
      const key = this.keys[tags.keys.data[i]]
      const value = tags.values.data[i]
      const number =
        key.sort === 'length'
          ? parseLength(strings.list[value])
          : key.sort === 'count'
            ? countOf(strings.list[value])
            : 0
      if (key.sort === 'rest' || Number.isNaN(number)) {
        rest ??= Object.create(null) as Record<string, string>
        rest[key.name] = strings.list[value]
      } else if (key.sort === 'text') {
        const bytes = strings.bytesOf(value)
        columnOf(key, set).setText(row, bytes, 0, bytes.length)
      } else columnOf(key, set).setValue(row, number)
    }
    if (rest) set.column(restColumn).setString(row, JSON.stringify(rest))
  }
}

function columnOf(key: Key, set: SetBuilder): ColumnBuilder {
  let column = key.columns.get(set)
  if (!column) {
    column = set.column(reserved.has(key.name) ? `osm:${key.name}` : key.name)
    key.columns.set(set, column)
  }
  return column
}

function sortOf(name: string, common: boolean): Key['sort'] {
  if (lengths.has(name)) return 'length'
  if (counts.has(name)) return 'count'
  return common ? 'text' : 'rest'
}

function countOf(value: string): number {
  return /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : Number.NaN
}

function commonKeys({ nodes, ways, relations, strings }: OsmElements): Set<number> {
  const uses = new Uint32Array(strings.list.length)
  for (const { tags } of [nodes, ways, relations]) for (let i = 0; i < tags.keys.length; i++) uses[tags.keys.data[i]]++
  const used = Array.from(uses.keys()).filter(code => uses[code] > 0)
  return new Set(used.sort((a, b) => uses[b] - uses[a] || a - b).slice(0, maxColumns))
}
