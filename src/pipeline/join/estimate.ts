import type { PrismGeometry } from '#model/city/feature.ts'
import { type CategoryColumn, type Column, findColumn, missing, type Table } from '#model/city/table.ts'
import type { BuildingUse } from '#model/city/vocabulary.ts'
import type { NoticeLog } from '#model/exchange/notice.ts'
import { stringAt } from './cells.ts'

/** Metres, for buildings of which the source tells neither height nor storeys. */
const typicalHeight: Record<BuildingUse, number> = {
  other: 6,
  residential: 9,
  office: 15,
  retail: 6,
  hotel: 18,
  industrial: 8,
  education: 9,
  health: 12,
  public: 9,
  religious: 12,
  transport: 5,
  leisure: 9,
  agriculture: 6,
}

/** Metres a storey where the source tells none. */
export const storeyHeight = 3

/** Where the height of a prism comes from. */
export const heightSources = ['source', 'storeys', 'estimate'] as const

/**
 * Fills the missing heights of prisms in place: storeys times 3 m, else what is typical of the use; roofs on top where their height is
 * known. Returns where each height comes from, or undefined where nothing was missing.
 */
export function estimateHeights(
  prism: PrismGeometry,
  table: Table,
  storeys: Float64Array | undefined,
  use: CategoryColumn | undefined,
  notices: NoticeLog,
): Column | undefined {
  if (!prism.height.some(Number.isNaN)) return undefined
  const ids = findColumn(table, 'id')
  const codes = new Uint32Array(table.rowCount)
  prism.height.forEach((height, row) => {
    if (!Number.isNaN(height)) return
    const known = storeys !== undefined && storeys[row] > 0 && storeys[row] < 300
    const body = known ? storeys[row] * storeyHeight : typicalHeight[buildingUseAt(use, row)]
    const roof = Number.isNaN(prism.roofHeight[row]) ? 0 : prism.roofHeight[row]
    prism.height[row] = Math.max(body + (known ? roof : 0), prism.base[row] + storeyHeight)
    codes[row] = known ? 1 : 2
    notices.warn(known ? 'height-from-storeys' : 'height-estimated', stringAt(ids, row))
  })
  return { type: 'category', name: 'heightSource', codes, dictionary: [...heightSources] }
}

function buildingUseAt(use: CategoryColumn | undefined, row: number): BuildingUse {
  return use && use.codes[row] !== missing ? (use.dictionary[use.codes[row]] as BuildingUse) : 'other'
}
