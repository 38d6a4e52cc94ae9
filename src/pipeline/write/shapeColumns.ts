import type { Geometry } from '#model/city/feature.ts'
import type { Table } from '#model/city/table.ts'

/** Sorts of geometry in the order of their codes in the feature table. */
export const geometrySorts = ['none', 'prism', 'surface', 'area', 'line', 'point'] as const satisfies Geometry['type'][]

/** Before the names of columns which tell of a feature's shape, so that they are not taken for attributes. */
const usualPrefix = 'huijing:'

/** The usual prefix, longer where an attribute of the source begins with it. */
export function choosePrefix({ columns }: Table): string {
  let prefix = usualPrefix
  while (columns.some(({ name }) => name.startsWith(prefix))) prefix = `_${prefix}`
  return prefix
}

/** The prefix which a table was written with, found by the column that is always there; undefined in a table without shapes. */
export function findPrefix(names: readonly string[]): string | undefined {
  const marks = names.filter(name => /^_*huijing:sort$/.test(name))
  return marks.sort((a, b) => b.length - a.length)[0]?.slice(0, -'sort'.length)
}
