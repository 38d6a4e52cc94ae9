/** As many rows as a selection may name. */
const most = 1000

interface Keys {
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
}

/**
 * The rows that a click in a list chooses, as lists everywhere do: with Shift from the last chosen one to this (in the order of the list),
 * with Ctrl or Command this one in or out. Undefined for a plain click, which chooses this one alone.
 */
export function chooseRows(
  listed: Uint32Array,
  selected: Uint32Array | undefined,
  row: number,
  { shiftKey, ctrlKey, metaKey }: Keys,
): number[] | undefined {
  if (!selected || selected.length === 0) return undefined
  if (shiftKey) {
    const from = listed.indexOf(selected[selected.length - 1])
    const to = listed.indexOf(row)
    if (from < 0 || to < 0) return undefined
    const between = [...listed.subarray(Math.min(from, to), Math.max(from, to) + 1)]
    // The one where it began stays last, so that a second Shift click starts from there again.
    return (from <= to ? between.reverse() : between).slice(-most)
  }
  if (!ctrlKey && !metaKey) return undefined
  const others = [...selected].filter(other => other !== row)
  if (others.length < selected.length) return others.length > 0 ? others : undefined
  return [...others, row].slice(-most)
}
